package dev.workcell.sim;

import dev.workcell.supervise.Time;
import java.time.Duration;
import java.time.Instant;

/// The clocks as one process sees them; they go only when the loom cranks them.
record HandClock(Machine machine, Proc process) implements Time {
  @Override
  public Instant now() {
    return machine.wall();
  }

  @Override
  public Duration up() {
    return machine.up();
  }

  @Override
  public void pause(Duration length) {
    process.pause(length);
  }
}
