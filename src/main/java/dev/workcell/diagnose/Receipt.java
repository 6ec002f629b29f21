package dev.workcell.diagnose;

import java.time.Duration;
import java.util.Optional;

/// What a reply of a receiver means.
public sealed interface Receipt {
  /// It has it.
  record Accepted(String said) implements Receipt {}

  /// It does not want it, and a person is needed.
  record Refused(String said, String mend) implements Receipt {}

  /// It surely has it not, and may take it later.
  ///
  /// @param after how long it wants to be left alone
  record Later(String said, String mend, Optional<Duration> after) implements Receipt {}

  /// The answer was lost: it may have it.
  record Unknown(String said, String mend) implements Receipt {}

  String said();

  /// What a person can do; may be empty.
  default String mend() {
    return "";
  }
}
