package dev.workcell.run;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What went wrong, with what it was seen from.
///
/// @param resetAt when a limit ends, as far as the agent said it
/// @param evidence each observation with its source, contradicting ones included
public record Diagnosis(DiagnosisKind kind, Optional<Instant> resetAt, List<Evidence> evidence) {
  public Diagnosis {
    evidence = List.copyOf(evidence);
  }

  /// One observation.
  ///
  /// @param source where it was seen: `exit`, `agent.log`, `err`, `git`, a file name
  public record Evidence(String source, Instant at, String text) {}
}
