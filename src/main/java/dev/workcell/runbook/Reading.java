package dev.workcell.runbook;

import java.time.Instant;
import java.util.Optional;

/// What a sign found.
///
/// @param source where: `agent.log`, `err`, a file name
/// @param line the line number in that output
/// @param text the agent's own words, one line, control characters stripped; may be empty
/// @param take the value that the sign takes
public record Reading(
    Kind kind,
    String source,
    int line,
    String text,
    Optional<String> take,
    Optional<Instant> resetAt) {

  /// What output can mean.
  public enum Kind {
    /// The agent's own name for its conversation.
    SESSION,
    /// The agent's own version.
    VERSION,
    /// Something that the agent said.
    MESSAGE,
    /// The agent says that it is done.
    DONE,
    /// The agent says that it failed; whatever it said before is void.
    FAILED,
    /// It tries again by itself.
    RETRYING,
    /// It was not allowed to do something.
    DENIED,
    TOKENS,
    COST,
    RATE_LIMIT,
    AUTH_FAILURE,
    OVERLOADED,
    NETWORK,
    BILLING,
    CONTEXT_FULL,
    MODEL_GONE,
    REFUSAL,
    CRASHED,
    DISK_FULL
  }
}
