package dev.workcell.runbook;

import java.util.List;

/// How one kind of output is shown to people: the first that matches wins, what matches none is
/// left out.
///
/// @param template text with JSON pointers in braces, for example `$ {/item/command}`
public record Show(List<Sign.Condition> when, String template) {
  public Show {
    when = List.copyOf(when);
  }
}
