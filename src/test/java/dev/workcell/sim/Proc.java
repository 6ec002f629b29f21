package dev.workcell.sim;

import dev.workcell.run.Marker;
import dev.workcell.run.ProcessIdentity;
import dev.workcell.supervise.Host.Signal;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// A process of the scripted world.
final class Proc {
  final ProcessIdentity identity;
  final String command;
  final List<Marker> markers;
  final Duration born;
  final Set<Loom.Task> tasks = new LinkedHashSet<>();
  private final Machine machine;
  boolean alive = true;

  /// It ended by itself.
  boolean ended;

  /// Stopped by a signal.
  boolean halted;

  /// What it does about a signal; ends of it at once unless told otherwise.
  Consumer<Signal> onSignal;

  /// What follows its end, unless the machine ends with it.
  Runnable onEnd = () -> {};

  /// It holds the lock of a workcell, so nobody else does anything there.
  boolean locks;

  /// How many steps it has to live, if somebody is about to kill it.
  long stepsLeft = Long.MAX_VALUE;

  private Duration cpu = Duration.ZERO;
  private int percent;
  private Duration measured;

  Proc(Machine machine, ProcessIdentity identity, String command, List<Marker> markers) {
    this.machine = machine;
    this.identity = identity;
    this.command = command;
    this.markers = List.copyOf(markers);
    this.born = machine.loom.now();
    this.measured = born;
    this.onSignal = signal -> machine.end(this);
  }

  /// Computes with so much of a core from now on.
  void computes(int share) {
    cpu = cpu();
    measured = machine.loom.now();
    percent = share;
  }

  Duration cpu() {
    var time = machine.loom.now().minus(measured).toMillis();
    return halted ? cpu : cpu.plusMillis(time * percent / 100);
  }

  /// Between any two of these it may be killed, and others may do something.
  void step(String point) {
    if (!alive) {
      throw new Killed(point);
    }
    stepsLeft--;
    if (stepsLeft <= 0) {
      machine.faults.add("killed");
      machine.end(this);
      throw new Killed(point);
    }
    if (!locks && machine.loom.inTask() && machine.chance.of(0.02)) {
      machine.loom.pause(machine.chance.upTo(Duration.ofMillis(400)));
    }
  }

  /// Waits, as one of our own programs.
  void pause(Duration length) {
    step("pause");
    machine.loom.pause(length);
  }
}
