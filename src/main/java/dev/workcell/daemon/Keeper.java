package dev.workcell.daemon;

import dev.workcell.run.CellName;
import dev.workcell.supervise.Tick;
import dev.workcell.supervise.Tick.Standing;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// Keeps one open workcell: a virtual thread that makes a pass whenever it is woken, and nothing
/// else. Many wakes during a pass are one.
final class Keeper {
  private final CellName name;
  private final Tick tick;
  private final BlockingQueue<Wake> mailbox = new ArrayBlockingQueue<>(1);
  private final Thread thread;
  private volatile Optional<Standing> standing = Optional.empty();
  private volatile Optional<String> failure = Optional.empty();

  /// Look again; a wake says no more.
  private enum Wake {
    LOOK
  }

  /// @param passed is told after each pass, in the keeper's thread
  Keeper(CellName name, Tick tick, Runnable passed) {
    this.name = name;
    this.tick = tick;
    this.thread = Thread.ofVirtual().name("keeper-" + name).unstarted(() -> keep(passed));
  }

  void start() {
    thread.start();
    wake();
  }

  /// Asks for a pass.
  void wake() {
    mailbox.offer(Wake.LOOK);
  }

  void end() {
    thread.interrupt();
  }

  CellName name() {
    return name;
  }

  /// Where the workcell stood after the last pass; empty before the first, and after one that could
  /// not look.
  Optional<Standing> standing() {
    return standing;
  }

  /// Why the last pass could not be made.
  Optional<String> failure() {
    return failure;
  }

  private void keep(Runnable passed) {
    try {
      while (true) {
        mailbox.take();
        pass();
        passed.run();
      }
    } catch (InterruptedException e) {
      // the daemon leaves; files say all that another has to know
    }
  }

  private void pass() throws InterruptedException {
    try {
      standing = Optional.of(tick.at(name));
      failure = Optional.empty();
    } catch (IOException | RuntimeException e) {
      standing = Optional.empty();
      failure = Optional.of(e.toString());
    }
  }
}
