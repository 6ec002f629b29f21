package dev.workcell.supervise;

import dev.workcell.run.CellName;
import dev.workcell.run.Refusal;
import dev.workcell.run.Tries;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/// Waits until all of a group is settled or blocked, and launches what may be launched meanwhile,
/// so that a group goes on without a supervisor too.
public final class AwaitGroup {
  private static final Duration STEP = Duration.ofMillis(250);
  private static final Duration SUPERVISED = Duration.ofSeconds(10);

  private final World world;
  private final boolean supervised;

  /// @param supervised starts a supervisor when there is none any more
  public AwaitGroup(World world, boolean supervised) {
    this.world = world;
    this.supervised = supervised;
  }

  /// @param watching is told each look
  public Drive.Standing settled(String group, Consumer<Drive.Standing> watching)
      throws IOException, InterruptedException {
    var look = new Look(world);
    var drive = new Drive(world);
    var ensured = world.time().up();
    while (true) {
      var before = drive.look(group, Tries.ONCE);
      var open = false;
      for (var name : before.there().keySet()) {
        open |= lives(look, before, name);
      }
      var standing = drive.pass(group, Tries.ONCE, Duration.ZERO);
      watching.accept(standing);
      if (!open && !standing.goesOn() && standing.settled()) {
        return standing;
      }
      if (supervised && world.time().up().minus(ensured).compareTo(SUPERVISED) > 0) {
        new Supervising(world).ensure();
        ensured = world.time().up();
      }
      world.time().pause(STEP);
    }
  }

  private boolean lives(Look look, Drive.Standing before, CellName name) throws IOException {
    var view = before.there().get(name);
    if (view == null || view.run().state().settled()) {
      return false;
    }
    try {
      return !look.at(world.cells().open(name)).run().state().settled();
    } catch (Refusal deleted) {
      return false;
    }
  }
}
