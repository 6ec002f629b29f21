package dev.workcell.daemon;

import dev.workcell.run.CellName;
import dev.workcell.run.Refusal;
import dev.workcell.run.Tries;
import dev.workcell.supervise.Drive;
import dev.workcell.supervise.World;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// Keeps all groups of a home: one thread that launches what is due whenever it is woken. What it
/// launches rings like any other workcell.
final class GroupKeeper {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final World world;
  private final Drive drive;
  private final Consumer<String> told;
  private final Thread thread;
  private final Set<CellName> resting = new HashSet<>();
  private final AtomicBoolean eager = new AtomicBoolean();

  /// Wishes for a pass, and how many of them a pass has answered.
  private final AtomicInteger wished = new AtomicInteger();

  private final AtomicInteger answered = new AtomicInteger();
  private volatile boolean goesOn;
  private Optional<String> said = Optional.empty();

  /// @param told takes lines for people
  GroupKeeper(World world, Consumer<String> told) {
    this.world = world;
    this.drive = new Drive(world);
    this.told = told;
    this.thread = Thread.ofVirtual().name("groups").unstarted(this::keep);
  }

  void start() {
    thread.start();
  }

  /// Asks for a pass.
  void wake() {
    wished.incrementAndGet();
    LockSupport.unpark(thread);
  }

  /// A workcell is settled: what comes after it may begin, and another may have its place or its
  /// repo, so what was refused is tried again.
  void settled(CellName name) {
    resting.remove(name);
    eager.set(true);
    wake();
  }

  /// No agent of this workcell lives for now, so another may have its place.
  void atRest(CellName name) {
    if (resting.add(name)) {
      wake();
    }
  }

  void atWork(CellName name) {
    resting.remove(name);
  }

  /// Whether nothing of a group is left to do, as of the last wish.
  boolean idle() {
    return answered.get() == wished.get() && !goesOn;
  }

  private void keep() {
    while (true) {
      var now = wished.get();
      if (now == answered.get()) {
        LockSupport.park(this);
        continue;
      }
      pass(eager.getAndSet(false) ? Tries.AGAIN : Tries.ONCE);
      answered.set(now);
    }
  }

  private void pass(Tries tries) {
    var any = false;
    try {
      for (var group : world.cells().groups().names()) {
        any |= pass(group, tries);
      }
    } catch (IOException | RuntimeException e) {
      tell("the groups could not be looked at: " + e);
    }
    goesOn = any;
  }

  private boolean pass(String group, Tries tries) throws IOException {
    try {
      return drive.pass(group, tries, PATIENCE).goesOn();
    } catch (Refusal unreadable) {
      tell("%s: %s".formatted(unreadable.what(), unreadable.why()));
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void tell(String what) {
    if (!Optional.of(what).equals(said)) {
      said = Optional.of(what);
      told.accept(what);
    }
  }
}
