package dev.workcell.faults;

import java.util.List;

/// The workcell's own tmux server dies while the agent works.
final class TmuxDies {
  private TmuxDies() {}

  static List<Row> rows() {
    return List.of();
  }
}
