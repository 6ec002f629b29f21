package dev.workcell.supervise;

import dev.workcell.diagnose.Report;
import dev.workcell.diagnose.Signs;
import dev.workcell.run.Diagnosis;
import dev.workcell.run.Diagnosis.Evidence;
import dev.workcell.run.Event.TurnEnded;
import dev.workcell.run.Exit;
import dev.workcell.run.RunRecord;
import dev.workcell.runbook.Reading;
import dev.workcell.runbook.Reading.Kind;
import dev.workcell.runbook.Recipe;
import dev.workcell.runbook.Sign.Where;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What an interactive attempt adds up to: what its hooks were told, and how we saw its last turn
/// end. Its log holds what it drew, which nobody reads for that.
final class ReadHooks {
  private static final String SOURCE = "hooks";

  private final World world;
  private final Cell cell;
  private final Recipe recipe;

  ReadHooks(World world, Cell cell, Recipe recipe) {
    this.world = world;
    this.cell = cell;
    this.recipe = recipe;
  }

  Report of(RunRecord record, int run, Exit exit) throws IOException {
    var environment = cell.environment();
    var at = exit.at().orElse(world.time().now());
    var signs = new Signs(recipe, ReadOutput.zone(environment));
    var readings = new ArrayList<Reading>();
    var hooks = cell.attemptDirectory(run, record.attempt()).resolve("hooks");
    world
        .outputs()
        .lines(
            hooks,
            0,
            (number, line) ->
                signs.read(Where.HOOK, SOURCE, number, line, at).forEach(r -> take(readings, r)));
    record.turn().ifPresent(turn -> readings.add(done(turn)));
    record.cut().flatMap(ReadHooks::told).ifPresent(readings::add);
    var ended =
        record.turn().isPresent() ? new Exit(Optional.of(0), Exit.Witness.AGENT, exit.at()) : exit;
    return Report.of(
        recipe,
        ReadOutput.withTranscript(world, recipe, signs, readings, environment, exit),
        ended,
        at);
  }

  /// A turn that went well is its word that it is done, until it begins another.
  private static void take(List<Reading> readings, Reading next) {
    if (next.kind() == Kind.WORKING) {
      readings.removeIf(r -> r.kind() == Kind.DONE || r.isTrouble());
    } else if (next.kind() == Kind.IDLE) {
      readings.removeIf(Reading::isTrouble);
      readings.add(said(next.text(), next.line()));
    } else if (next.kind() == Kind.SESSION
        || next.kind() == Kind.VERSION
        || next.kind() == Kind.FAILED
        || next.kind().trouble().isPresent()) {
      readings.add(next);
    }
  }

  private static Reading done(TurnEnded turn) {
    return said(turn.words().isBlank() ? "its turn ended" : turn.words(), 0);
  }

  private static Reading said(String words, int line) {
    return new Reading(Kind.DONE, SOURCE, line, words, Optional.empty(), Optional.empty());
  }

  /// Why we ended it, as if it had told so itself; empty when it told nothing.
  private static Optional<Reading> told(Diagnosis cut) {
    var text = cut.evidence().stream().map(Evidence::text).findFirst().orElse("");
    for (var kind : Kind.values()) {
      if (kind.trouble().filter(k -> k == cut.kind()).isPresent()) {
        return Optional.of(new Reading(kind, "screen", 0, text, Optional.empty(), cut.resetAt()));
      }
    }
    return Optional.empty();
  }
}
