package dev.workcell.diagnose;

import java.time.Duration;

/// Lengths of time as people say them: `40 s`, `12 min`, `2 h 5 min`.
final class Lengths {
  private Lengths() {}

  static String of(Duration length) {
    if (length.compareTo(Duration.ofMinutes(2)) < 0) {
      return length.toSeconds() + " s";
    }
    var minutes = length.toMinutes();
    return minutes < 120 ? minutes + " min" : "%d h %d min".formatted(minutes / 60, minutes % 60);
  }
}
