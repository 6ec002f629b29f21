package dev.workcell.run;

import java.time.Instant;
import java.util.Optional;

/// How an attempt ended, by the best witness there is.
///
/// @param code the wrapper's `wait` status, 0 to 255; empty when no witness was left
/// @param by who saw it
/// @param at when; empty when nobody saw it
public record Exit(Optional<Integer> code, Witness by, Optional<Instant> at) {

  /// The signal that `code` stands for by the shell's convention (128 + signal).
  public Optional<Integer> signal() {
    return code.filter(c -> c > 128 && c <= 128 + 64).map(c -> c - 128);
  }

  /// Ended by itself with 0.
  public boolean clean() {
    return by == Witness.AGENT && code.filter(c -> c == 0).isPresent();
  }

  /// Who or what ended the attempt.
  public enum Witness {
    /// The agent ended and the wrapper saw it.
    AGENT,
    /// The wrapper itself was told to end, and passed that on.
    SIGNAL,
    /// Wrapper and agent are gone and left no exit record.
    VANISHED,
    /// The machine was started anew meanwhile.
    REBOOTED,
    /// The attempt never began: its launch died first.
    NEVER_STARTED
  }
}
