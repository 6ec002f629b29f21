package dev.workcell.sim;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// How often things happened, by their words.
final class Counts {
  private final Map<String, Integer> of = new TreeMap<>();

  void add(String word) {
    of.merge(word, 1, Integer::sum);
  }

  int get(String word) {
    return of.getOrDefault(word, 0);
  }

  int sum() {
    return of.values().stream().mapToInt(Integer::intValue).sum();
  }

  @Override
  public String toString() {
    return of.entrySet().stream()
        .map(e -> e.getKey() + " " + e.getValue())
        .collect(Collectors.joining(", "));
  }
}
