package dev.workcell.faults;

import java.util.List;

/// Many launches at once.
final class Races {
  private Races() {}

  static List<Row> rows() {
    return List.of();
  }
}
