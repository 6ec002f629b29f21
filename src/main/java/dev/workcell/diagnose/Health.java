package dev.workcell.diagnose;

import dev.workcell.run.Diagnosis;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How a live attempt is doing.
public sealed interface Health {
  /// One sentence for people.
  String because();

  /// Something moves.
  record Busy(String because) implements Health {}

  /// It met trouble and waits or tries again by itself; it is left to it.
  ///
  /// @param resetAt until when, as far as it said so
  record RetryingByItself(String because, Instant since, Optional<Instant> resetAt)
      implements Health {}

  /// Nothing moves, but not for so long that it means anything.
  record Quiet(Duration lasted, String because) implements Health {}

  /// Nothing came of it for longer than its recipe allows.
  record Stuck(Diagnosis diagnosis, String because) implements Health {}
}
