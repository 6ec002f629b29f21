package dev.workcell.sim;

import dev.workcell.run.CellName;
import java.time.Duration;
import java.util.Optional;

/// The supervisors of the scripted world, one after the other: each begins without a memory.
final class Daemons {
  private final Stage stage;
  private Optional<ScriptedDaemon> now = Optional.empty();

  /// Since when one has lived without a break.
  private Duration since = Duration.ZERO;

  Daemons(Stage stage) {
    this.stage = stage;
  }

  boolean alive() {
    return now.isPresent() && now.get().process.alive;
  }

  Duration since() {
    return since;
  }

  /// Starts one unless there is one.
  void ensure() {
    if (!alive()) {
      since = stage.machine.loom.now();
      var daemon = new ScriptedDaemon(stage, stage.machine.start("supervise", java.util.List.of()));
      now = Optional.of(daemon);
      daemon.begin();
    }
  }

  /// Somebody kills it: now, or at one of its next steps.
  void kill(boolean atOnce, int steps) {
    if (!alive()) {
      return;
    }
    if (atOnce) {
      stage.machine.faults.add("supervisor-killed-idle");
      stage.machine.end(now.get().process);
    } else {
      stage.machine.faults.add("supervisor-killed-at-a-step");
      now.get().process.stepsLeft = steps;
    }
  }

  /// Something happened in the files of a workcell.
  void rang(CellName name) {
    if (alive()) {
      now.get().rang(name);
    }
  }

  String about(CellName name) {
    return now.map(daemon -> daemon.about(name)).orElse("nobody supervises");
  }

  /// The clocks moved while nobody ran.
  void clocksMoved(Duration gap) {
    if (alive()) {
      now.get().clocksMoved(gap);
    }
  }
}
