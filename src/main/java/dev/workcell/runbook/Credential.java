package dev.workcell.runbook;

import java.util.List;

/// Where an agent's credential is, as far as it can be told from outside.
///
/// @param environment names of variables that may hold it
/// @param files paths that may hold it, with `$NAME` and `${NAME:-OTHER}`
public record Credential(List<String> environment, List<String> files) {
  public Credential {
    environment = List.copyOf(environment);
    files = List.copyOf(files);
  }
}
