package dev.workcell.supervise;

import dev.workcell.diagnose.OutputReader;
import dev.workcell.diagnose.Report;
import dev.workcell.diagnose.Signs;
import dev.workcell.run.Exit;
import dev.workcell.runbook.Reading;
import dev.workcell.runbook.Recipe;
import dev.workcell.runbook.Sign.Where;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads what an attempt has written with the signs of its recipe.
final class ReadOutput {
  private ReadOutput() {}

  static Report of(
      World world, Cell cell, int run, int attempt, long logStart, Exit exit, Recipe recipe)
      throws IOException {
    var environment = cell.environment();
    var at = exit.at().orElse(world.time().now());
    var signs = new Signs(recipe, zone(environment));
    var readings = new ArrayList<Reading>();
    var log = cell.runDirectory(run).resolve("agent.log");
    read(
        world,
        signs.reader(Where.JSON, Where.LINE, "agent.log", at, taking(readings)),
        log,
        logStart);
    if (signs.reads(Where.STDERR)) {
      var err = cell.attemptDirectory(run, attempt).resolve("err");
      read(world, signs.reader(Where.STDERR, Where.STDERR, "err", at, taking(readings)), err, 0);
    }
    return Report.of(
        recipe, withTranscript(world, recipe, signs, readings, environment, exit), exit, at);
  }

  private static void read(World world, OutputReader reader, Path file, long from)
      throws IOException {
    world.outputs().bytes(file, from, Long.MAX_VALUE, reader::take);
    reader.end();
  }

  private static OutputReader.Sink taking(List<Reading> readings) {
    return (number, fired, blank) -> fired.forEach(f -> readings.add(f.reading()));
  }

  /// The agent's own record adds to what it told: a reset time to a limit, and what it was denied.
  /// It covers the whole conversation, so its last word of a kind counts, and alone it proves no
  /// trouble.
  static List<Reading> withTranscript(
      World world,
      Recipe recipe,
      Signs signs,
      List<Reading> readings,
      Map<String, String> environment,
      Exit exit)
      throws IOException {
    var session =
        readings.stream()
            .filter(r -> r.kind() == Reading.Kind.SESSION)
            .flatMap(r -> r.take().stream())
            .reduce((first, second) -> second);
    if (recipe.transcript().isEmpty() || session.isEmpty()) {
      return readings;
    }
    var pattern = Transcript.pattern(recipe.transcript().get(), session.get(), environment);
    var added = new ArrayList<Reading>();
    for (Path file : world.outputs().matching(pattern)) {
      var name = String.valueOf(file.getFileName());
      var at = exit.at().orElse(world.time().now());
      read(
          world,
          signs.reader(Where.TRANSCRIPT, Where.TRANSCRIPT, name, at, taking(added)),
          file,
          0);
    }
    return merged(readings, added);
  }

  private static List<Reading> merged(List<Reading> told, List<Reading> added) {
    var result = new ArrayList<Reading>();
    for (var reading : told) {
      var exact =
          added.stream()
              .filter(a -> a.kind() == reading.kind() && a.resetAt().isPresent())
              .reduce((first, second) -> second);
      result.add(exact.isPresent() ? withReset(reading, exact.get()) : reading);
    }
    added.stream()
        .filter(a -> a.kind() == Reading.Kind.DENIED || a.kind() == Reading.Kind.MODEL)
        .forEach(result::add);
    return result;
  }

  private static Reading withReset(Reading told, Reading exact) {
    return new Reading(
        told.kind(),
        told.about(),
        told.source(),
        told.line(),
        told.text(),
        told.take(),
        exact.resetAt());
  }

  /// The zone of the agent.
  static ZoneId zone(Map<String, String> environment) {
    try {
      return Optional.ofNullable(environment.get("TZ"))
          .map(ZoneId::of)
          .orElseGet(ZoneId::systemDefault);
    } catch (DateTimeException e) {
      return ZoneId.systemDefault();
    }
  }
}
