package dev.workcell.runbook;

import dev.workcell.run.DiagnosisKind;
import java.util.List;
import java.util.Optional;

/// What one kind of output means. The first line that meets all of `when` is read as `reading`.
///
/// @param where which output it speaks of
/// @param when all must hold
/// @param about what it retries because of, for `RETRYING`
/// @param text JSON pointer to the words that belong to it; for text output the whole line
/// @param take JSON pointer to the value itself (a session id, a number of tokens)
/// @param resetAt JSON pointer to a time in seconds since 1970
/// @param resetText a pattern whose group is a time in words, searched in `text`
public record Sign(
    Where where,
    List<Condition> when,
    Reading.Kind reading,
    Optional<DiagnosisKind> about,
    Optional<String> text,
    Optional<String> take,
    Optional<String> resetAt,
    Optional<String> resetText) {

  public Sign {
    when = List.copyOf(when);
  }

  /// Which output a sign speaks of.
  public enum Where {
    /// A JSON line of agent.log.
    JSON,
    /// A line of agent.log.
    LINE,
    /// A line of `err`.
    STDERR,
    /// A JSON line of the agent's own session file (the recipe's `sessionFile`).
    SESSION_FILE
  }

  /// One condition.
  ///
  /// @param pointer JSON pointer; empty for the whole line
  /// @param pattern searched in the value as text
  public record Condition(String pointer, java.util.regex.Pattern pattern) {}
}
