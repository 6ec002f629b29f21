package dev.workcell.diagnose;

import dev.workcell.run.Usage;
import dev.workcell.runbook.Reading;
import dev.workcell.runbook.Reading.Kind;
import java.util.List;
import java.util.Optional;

/// Adds up what an agent tells of its use, event by event.
final class Spent {
  private Spent() {}

  static Usage of(List<Reading> readings) {
    var input = sum(readings, Kind.TOKENS_IN);
    var output = sum(readings, Kind.TOKENS_OUT);
    var both = Usage.UNKNOWN.plus(tokens(input)).plus(tokens(output));
    return new Usage(
        both.plus(tokens(sum(readings, Kind.TOKENS))).tokens(),
        input,
        output,
        sum(readings, Kind.TOKENS_CACHED),
        cost(readings),
        turns(readings),
        readings.stream()
            .filter(r -> r.kind() == Kind.MODEL)
            .flatMap(r -> r.take().stream())
            .filter(m -> !m.isBlank())
            .reduce((first, second) -> second)
            .map(m -> PlainText.line(m, 80)));
  }

  private static Usage tokens(Optional<Long> count) {
    return new Usage(
        count,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Optional<Long> sum(List<Reading> readings, Kind kind) {
    return readings.stream()
        .filter(r -> r.kind() == kind)
        .flatMap(r -> number(r).stream())
        .reduce(Long::sum);
  }

  private static Optional<Long> turns(List<Reading> readings) {
    return readings.stream()
        .filter(r -> r.kind() == Kind.TURNS)
        .flatMap(r -> r.take().isEmpty() ? Optional.of(1L).stream() : number(r).stream())
        .reduce(Long::sum);
  }

  private static Optional<Long> number(Reading reading) {
    return reading.take().filter(t -> t.matches("[0-9]{1,15}")).map(Long::valueOf);
  }

  private static Optional<Double> cost(List<Reading> readings) {
    return readings.stream()
        .filter(r -> r.kind() == Kind.COST)
        .flatMap(r -> r.take().stream())
        .filter(t -> t.matches("[0-9]+(\\.[0-9]+)?([eE]-?[0-9]+)?"))
        .map(Double::valueOf)
        .reduce(Double::sum);
  }
}
