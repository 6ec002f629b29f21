package dev.workcell.run;

import java.time.Instant;
import java.util.Optional;

/// What comes next, and when.
public record Next(Remedy remedy, Optional<Instant> at, String because) {
  /// The remedies that users see.
  public enum Remedy {
    SALVAGE,
    WAIT_UNTIL,
    RELAUNCH,
    CONTINUE,
    RELAUNCH_FRESH,
    NUDGE,
    ASK_OPERATOR,
    PARK
  }
}
