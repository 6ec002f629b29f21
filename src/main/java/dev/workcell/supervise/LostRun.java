package dev.workcell.supervise;

import dev.workcell.run.CellName;
import dev.workcell.run.Diagnosis;
import dev.workcell.run.DiagnosisKind;
import dev.workcell.run.Event;
import dev.workcell.run.Event.AttemptPrepared;
import dev.workcell.run.Event.Noticed;
import dev.workcell.run.Event.Settings;
import dev.workcell.run.Event.Settled;
import dev.workcell.run.Marker;
import dev.workcell.run.Next;
import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import dev.workcell.run.RunRecord;
import dev.workcell.run.State;
import dev.workcell.supervise.Cell.View;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A run whose directory was emptied while it was open, most likely by its own agent. Its record is
/// begun anew, so that the run comes to rest: parked, never passed.
final class LostRun {
  private static final String WHY =
      "the run directory was emptied while the agent worked; its record was lost and begun anew";

  private static final int MOST_ATTEMPTS = 12;

  private final World world;

  LostRun(World world) {
    this.world = world;
  }

  /// Whether what a run is recorded in is not there. A run gets its name with its first lines
  /// written, so this is never a beginning.
  static boolean missing(Cell cell, View view) {
    return view.run().prepared().isEmpty()
        || !Files.isDirectory(cell.attemptDirectory(view.cell().run(), view.run().attempt()));
  }

  /// Makes the directories again, and the journal if it is gone.
  View restored(Cell cell, View view) throws IOException {
    var run = view.cell().run();
    var attempt = view.run().prepared().isPresent() ? view.run().attempt() : living(cell, run);
    cell.restoreRun(run, attempt);
    return cell.transition(
        now -> now.run().prepared().isPresent() ? noticed(attempt) : begun(cell, attempt));
  }

  /// Which attempt still has processes; the first when none has.
  private int living(Cell cell, int run) throws IOException {
    for (var attempt = MOST_ATTEMPTS; attempt > 1; attempt--) {
      var marker = Start.marker(world, cell.identity(), run, attempt);
      if (!world.host().tree(new Marker(Start.WRAPPER, marker.value())).isEmpty()) {
        return attempt;
      }
    }
    return 1;
  }

  private static List<Event> noticed(int attempt) {
    return List.of(new Noticed(attempt, "attempts/%d was deleted".formatted(attempt)));
  }

  private List<Event> begun(Cell cell, int attempt) {
    var identity = cell.identity();
    var settings =
        new Settings(
            identity.recipe(),
            "",
            identity.permissions(),
            Settings.Mode.HEADLESS,
            Optional.empty());
    return List.of(new AttemptPrepared(attempt, world.host().self(), settings, 0, WHY));
  }

  /// Whether this is a record that was begun anew.
  static boolean is(RunRecord record) {
    return record.prepared().filter(p -> p.because().equals(WHY)).isPresent();
  }

  /// Where such a run comes to rest: nobody can say what it was judged by.
  static Settled settled(int attempt, Instant at) {
    var evidence = new Diagnosis.Evidence("run directory", at, "journal.jsonl was not there");
    return new Settled(
        attempt,
        new State.Parked(),
        WHY,
        Optional.of(new Diagnosis(DiagnosisKind.VANISHED, Optional.empty(), List.of(evidence))),
        Optional.of(new Next(Next.Remedy.ASK_OPERATOR, Optional.empty(), WHY)),
        List.of());
  }

  /// @throws Refusal if verify.sh is not the one that was launched
  static void checkIsThere(Outputs outputs, Cell cell, View view, String what) throws IOException {
    var run = view.cell().run();
    if (Check.intact(outputs, cell, run)) {
      return;
    }
    CellName name = cell.identity().name();
    throw new Refusal(
        Kind.CONFLICT,
        what,
        "%s is not the check that was launched, so nothing can be judged by it"
            .formatted(cell.runDirectory(run).resolve("verify.sh")),
        "workcell diff %s   # look, then: workcell rm %s, and launch anew".formatted(name, name));
  }
}
