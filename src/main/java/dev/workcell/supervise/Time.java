package dev.workcell.supervise;

import java.time.Duration;
import java.time.Instant;

/// Port: the clocks. Durations are measured by `up`, dates are told by `now`.
public interface Time {
  /// Wall time; it may jump.
  Instant now();

  /// Time since boot, suspend included; it never goes back within one boot.
  Duration up();

  /// Waits; the only place where a thread of ours sleeps.
  void pause(Duration length) throws InterruptedException;
}
