package dev.workcell.supervise;

import dev.workcell.run.AttemptId;
import dev.workcell.run.Exit;
import dev.workcell.run.Exit.Witness;
import dev.workcell.run.Marker;
import dev.workcell.run.ProcessIdentity;
import dev.workcell.run.RunRecord;
import dev.workcell.supervise.Host.Presence;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// Whether an attempt is over, and how. "Could not look" is never "it is dead".
final class Deaths {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final World world;

  Deaths(World world) {
    this.world = world;
  }

  /// How the attempt ended; empty while it lives or cannot be looked at.
  ///
  /// @param told the code that the wrapper gave when it could not write `exit`
  Optional<Exit> of(Cell cell, RunRecord record, int run, Optional<Integer> told)
      throws IOException, InterruptedException {
    var witness = cell.witness(run, record.attempt());
    if (witness.exit().isPresent()) {
      var file = witness.exit().get();
      return Optional.of(
          new Exit(
              Optional.of(file.code()),
              file.bySignal() ? Witness.SIGNAL : Witness.AGENT,
              Optional.of(file.at())));
    }
    if (told.isPresent()) {
      return Optional.of(new Exit(told, Witness.AGENT, Optional.of(world.time().now())));
    }
    var wrapper = record.wrapper().or(() -> witness.start());
    if (!gone(cell, run, record, wrapper)) {
      return Optional.empty();
    }
    world.time().pause(BETWEEN_LOOKS);
    if (!gone(cell, run, record, wrapper)
        || cell.witness(run, record.attempt()).exit().isPresent()) {
      return cell.witness(run, record.attempt()).exit().isPresent()
          ? of(cell, record, run, told)
          : Optional.empty();
    }
    return Optional.of(new Exit(Optional.empty(), cause(wrapper), Optional.empty()));
  }

  /// One look: no wrapper, and no process of the tree.
  boolean gone(Cell cell, int run, RunRecord record, Optional<ProcessIdentity> wrapper)
      throws IOException {
    if (wrapper.isPresent() && world.host().presence(wrapper.get()) != Presence.GONE) {
      return false;
    }
    var marker =
        new AttemptId(world.cells().homeId(), cell.identity().name(), run, record.attempt())
            .marker();
    return world.host().tree(new Marker(Marker.AGENT, marker)).isEmpty()
        && (wrapper.isPresent() || world.host().tree(new Marker(Start.WRAPPER, marker)).isEmpty());
  }

  private Witness cause(Optional<ProcessIdentity> wrapper) {
    if (wrapper.isEmpty()) {
      return Witness.NEVER_STARTED;
    }
    return wrapper.get().bootId().equals(world.host().bootId())
        ? Witness.VANISHED
        : Witness.REBOOTED;
  }
}
