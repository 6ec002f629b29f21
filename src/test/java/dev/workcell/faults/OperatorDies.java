package dev.workcell.faults;

import java.util.List;

/// A verb of the operator is killed half-way.
final class OperatorDies {
  private OperatorDies() {}

  static List<Row> rows() {
    return List.of();
  }
}
