package dev.workcell.faults;

import java.util.List;

/// One fault of the catalogue: what may break, what is promised then, and who breaks it.
///
/// @param rows ids of the kill matrix; a `*` at the end stands for all that begin so
/// @param tests tests that inject it outside the matrix, as `package.Class#method` below ours
/// @param reduced what is not injected as it would happen, and why; empty when nothing is
record Fault(
    int number,
    String fault,
    String promise,
    List<String> rows,
    List<String> tests,
    String reduced) {

  static Fault of(int number, String fault, String promise) {
    return new Fault(number, fault, promise, List.of(), List.of(), "");
  }

  Fault rows(String... ids) {
    return new Fault(number, fault, promise, List.of(ids), tests, reduced);
  }

  Fault tests(String... names) {
    return new Fault(number, fault, promise, rows, List.of(names), reduced);
  }

  Fault reduced(String why) {
    return new Fault(number, fault, promise, rows, tests, why);
  }

  /// As bench/faults reads it: fields by tabs, lists by blanks.
  String line() {
    return String.join(
        "\t",
        String.valueOf(number),
        fault,
        promise,
        String.join(" ", rows),
        String.join(" ", tests),
        reduced);
  }
}
