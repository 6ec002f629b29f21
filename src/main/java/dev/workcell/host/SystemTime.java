package dev.workcell.host;

import dev.workcell.supervise.Time;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/// The clocks of this machine.
final class SystemTime implements Time {
  private final Supplier<Duration> uptime;

  SystemTime(Supplier<Duration> uptime) {
    this.uptime = uptime;
  }

  /// Whole milliseconds, so that what is written and read back is equal.
  @Override
  public Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  @Override
  public Duration up() {
    return uptime.get();
  }

  @Override
  public void pause(Duration length) throws InterruptedException {
    Thread.sleep(length);
  }
}
