package dev.workcell.sim;

import dev.workcell.run.CellName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// A month of many workcells with faults from a seed. The last two days are calm, so that all that
/// was begun comes to its end.
final class Month {
  private static final Duration LENGTH = Duration.ofDays(30);
  private static final Duration CALM = Duration.ofDays(3);
  private static final Duration LAUNCHES = Duration.ofDays(22);

  private final Stage stage;
  private final Operator operator;
  private final Chance chance;
  private final Machine machine;

  Month(long seed, Path directory) throws IOException {
    this.stage = new Stage(seed, directory);
    this.machine = stage.machine;
    this.chance = machine.chance;
    this.operator = new Operator(stage);
    stage.operator = operator;
  }

  /// In a virtual thread, since it and the tasks hand over to each other all the time.
  Stage play(int cells) {
    try (var thread = Executors.newVirtualThreadPerTaskExecutor()) {
      return thread.submit(() -> played(cells)).get();
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Stage played(int cells) {
    for (var n = 0; n < cells; n++) {
      var name = new CellName("cell-%03d".formatted(n));
      machine.loom.in(chance.upTo(LAUNCHES), () -> launch(name));
    }
    now(Duration.ofHours(3), this::supervisorDies);
    now(Duration.ofDays(4), this::reboot);
    now(Duration.ofHours(20), this::sleep);
    now(Duration.ofDays(2), this::jump);
    now(Duration.ofDays(5), this::fullDisk);
    now(Duration.ofDays(4), this::refusedCredential);
    now(Duration.ofHours(2), operator::stopsOne);
    now(Duration.ofHours(3), operator::dirtiesOne);
    round();
    machine.loom.runTo(LENGTH.minus(CALM));
    stage.calmDown();
    machine.loom.runTo(LENGTH);
    stage.promises.round();
    return stage;
  }

  private void launch(CellName name) {
    try {
      operator.launch(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Comes again and again, about once in `mean`.
  private void now(Duration mean, Runnable fault) {
    machine.loom.in(
        chance.about(mean),
        () -> {
          if (!stage.calm()) {
            fault.run();
            now(mean, fault);
          }
        });
  }

  private void round() {
    machine.loom.in(
        Duration.ofMinutes(20),
        () -> {
          stage.promises.round();
          round();
        });
  }

  private void supervisorDies() {
    stage.daemons.kill(chance.of(0.3), chance.from(1, 120));
    supervisorReturns();
  }

  private void supervisorReturns() {
    machine.loom.in(chance.about(Duration.ofMinutes(6)), stage.daemons::ensure);
    machine.loom.in(Duration.ofHours(1), stage.daemons::ensure);
  }

  private void reboot() {
    machine.faults.add("reboot");
    machine.reboot();
    supervisorReturns();
  }

  private void sleep() {
    machine.faults.add("sleep");
    var length = chance.between(Duration.ofMinutes(1), Duration.ofHours(12));
    machine.sleep(length);
    stage.daemons.clocksMoved(length);
  }

  private void jump() {
    machine.faults.add("clock-jump");
    machine.jump(Duration.ofDays(chance.of(0.5) ? 1 : -1));
    stage.daemons.clocksMoved(Duration.ZERO);
  }

  private void fullDisk() {
    machine.faults.add("disk-full");
    machine.diskFull = true;
    machine.loom.in(
        chance.about(Duration.ofHours(1)),
        () -> {
          machine.diskFull = false;
          stage.room();
        });
  }

  private void refusedCredential() {
    machine.faults.add("credential-refused");
    stage.credential.refused = true;
    machine.loom.in(
        chance.about(Duration.ofHours(6)),
        () -> {
          stage.credential.renewed++;
          stage.credential.refused = false;
        });
  }
}
