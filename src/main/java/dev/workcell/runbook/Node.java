package dev.workcell.runbook;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A YAML value with the line it stands on, so that a mistake can be shown where it is.
public sealed interface Node {
  int line();

  /// A text, number or flag, as it is written.
  record Scalar(String text, int line) implements Node {}

  /// A list.
  record Sequence(List<Node> items, int line) implements Node {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /// Keys and values in their order.
  record Mapping(Map<String, Node> entries, int line) implements Node {
    public Mapping {
      entries = new LinkedHashMap<>(entries);
    }
  }
}
