package dev.workcell.daemon;

import dev.workcell.supervise.Deliver;
import dev.workcell.supervise.World;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// Empties the outbox: one thread that makes a pass whenever a letter came or one is due. A slow
/// receiver holds up nothing but other letters.
final class PostKeeper {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /// After a pass that could not be made.
  private static final Duration LATER = Duration.ofSeconds(5);

  private final World world;
  private final Deliver deliver;
  private final Consumer<String> told;
  private final Thread thread;
  private volatile State state = new State(0, Optional.empty(), false);
  private volatile boolean wanted;
  private Optional<String> said = Optional.empty();

  /// What the last pass left.
  ///
  /// @param stamp of the outbox before the pass
  private record State(long stamp, Optional<Instant> due, boolean goesOn) {}

  /// @param told takes lines for people
  PostKeeper(World world, Consumer<String> told) {
    this.world = world;
    this.deliver = new Deliver(world, Deliver.Absent.DEAD);
    this.told = told;
    this.thread = Thread.ofVirtual().name("post").unstarted(this::keep);
  }

  void start() {
    thread.start();
  }

  /// A cheap look whether there is something to do.
  void sweep() {
    if (!wanted && isDue()) {
      wanted = true;
      LockSupport.unpark(thread);
    }
  }

  private boolean isDue() {
    var now = state;
    return world.post().outbox().stamp() != now.stamp
        || now.due.filter(at -> !at.isAfter(world.time().now())).isPresent();
  }

  /// Whether nothing is left that wants a sender.
  boolean idle() {
    return !wanted && !state.goesOn && !isDue();
  }

  private void keep() {
    while (true) {
      if (!wanted) {
        LockSupport.park(this);
        continue;
      }
      pass();
      wanted = false;
    }
  }

  private void pass() {
    var now = world.time().now();
    var stamp = world.post().outbox().stamp();
    try {
      var standing = deliver.pass(PATIENCE, now);
      state =
          standing.isPresent()
              ? new State(stamp, standing.get().due(), standing.get().goesOn())
              : new State(stamp, Optional.of(now.plus(PATIENCE)), true);
    } catch (IOException | RuntimeException e) {
      state = new State(stamp, Optional.of(now.plus(LATER)), true);
      tell("nobody could be told anything: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(String what) {
    if (!Optional.of(what).equals(said)) {
      said = Optional.of(what);
      told.accept(what);
    }
  }
}
