package dev.workcell.daemon;

import dev.workcell.diagnose.Health;
import dev.workcell.run.CellName;
import dev.workcell.supervise.Cut;
import dev.workcell.supervise.Tick;
import dev.workcell.supervise.Tick.Standing;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Keeps one open workcell: a virtual thread with a mailbox. It alone acts on the workcell; others
/// only post.
final class Keeper {
  /// As a power of two, in sweeps.
  private static final int LONGEST_PAUSE = 6;

  private final CellName name;
  private final Tick tick;
  private final Cut cut;
  private final BlockingQueue<Order> mailbox = new LinkedBlockingQueue<>();
  private final AtomicBoolean woken = new AtomicBoolean();
  private final Thread thread;
  private volatile Optional<Standing> standing = Optional.empty();
  private volatile Optional<String> failure = Optional.empty();
  private final AtomicInteger failures = new AtomicInteger();
  private int sweeps;
  private Optional<String> said = Optional.empty();

  /// What others ask of it.
  private sealed interface Order {
    /// Look; many of these are one.
    record Look() implements Order {}

    /// The watch found this out about an attempt.
    record Heard(int run, int attempt, Health health) implements Order {}

    /// Nobody looked for so long.
    record Slept(int run, int attempt, Duration gap) implements Order {}
  }

  Keeper(CellName name, Tick tick, Cut cut) {
    this.name = name;
    this.tick = tick;
    this.cut = cut;
    this.thread = Thread.ofVirtual().name("keeper-" + name).unstarted(this::keep);
  }

  void start() {
    thread.start();
    wake();
  }

  /// Asks for a pass.
  void wake() {
    if (woken.compareAndSet(false, true)) {
      mailbox.add(new Order.Look());
    }
  }

  void heard(int run, int attempt, Health health) {
    mailbox.add(new Order.Heard(run, attempt, health));
    wake();
  }

  void slept(int run, int attempt, Duration gap) {
    mailbox.add(new Order.Slept(run, attempt, gap));
    wake();
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

  /// Whether it has made a pass at all.
  boolean looked() {
    return standing.isPresent() || failure.isPresent();
  }

  /// Asks for another pass after one that could not be made, less and less often.
  ///
  /// @param told hears of each other failure
  void tryAgain(Consumer<String> told) {
    var why = failure;
    if (why.isEmpty()) {
      return;
    }
    if (!why.equals(said)) {
      said = why;
      told.accept("%s could not be looked at: %s".formatted(name, why.get()));
    }
    sweeps++;
    if (sweeps >= 1 << Math.clamp(failures.get() - 1, 0, LONGEST_PAUSE)) {
      sweeps = 0;
      wake();
    }
  }

  private void keep() {
    try {
      while (true) {
        carryOut(mailbox.take());
      }
    } catch (InterruptedException e) {
      // the daemon leaves; files say all that another has to know
    }
  }

  private void carryOut(Order order) throws InterruptedException {
    try {
      switch (order) {
        case Order.Look() -> {
          woken.set(false);
          standing = Optional.of(tick.at(name));
        }
        case Order.Heard(var run, var attempt, var health) -> cut.on(name, run, attempt, health);
        case Order.Slept(var run, var attempt, var gap) -> cut.slept(name, run, attempt, gap);
      }
      failure = Optional.empty();
      failures.set(0);
    } catch (IOException | RuntimeException e) {
      standing = Optional.empty();
      failures.incrementAndGet();
      failure = Optional.of(e.toString());
    }
  }
}
