package dev.workcell.runbook;

import dev.workcell.run.DiagnosisKind;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What one kind of output means. What meets all of `when` is read as `reading`.
///
/// @param where which output it speaks of
/// @param when all must hold
/// @param about what it retries or waits because of, for `RETRYING` and `WAITING`
/// @param ask what kind of question it is, for `ASKING`
/// @param keys the keys that answer this very dialog safely; empty when no key is known to be safe
/// @param text where the words stand that belong to it; for text output the whole line otherwise
/// @param take where the value itself stands (a session id, a number of tokens)
/// @param resetAt where a time stands that is a number or ISO 8601
/// @param resetAfter where a length of time stands: seconds, or words like `2h 5m`
/// @param resetText a pattern whose group is a time in words, searched in the words
/// @param line the line of the page that it stands on
public record Sign(
    Where where,
    List<Condition> when,
    Reading.Kind reading,
    Optional<DiagnosisKind> about,
    Optional<Ask> ask,
    List<String> keys,
    Optional<Place> text,
    Optional<Place> take,
    Optional<Place> resetAt,
    Optional<Place> resetAfter,
    Optional<Pattern> resetText,
    int line) {

  public Sign {
    when = List.copyOf(when);
    keys = List.copyOf(keys);
  }

  /// Which output a sign speaks of.
  public enum Where {
    /// A JSON line of agent.log.
    JSON,
    /// A line of agent.log.
    LINE,
    /// A line of `err`.
    STDERR,
    /// A JSON line of the agent's own record of the conversation (the recipe's `transcript`).
    TRANSCRIPT,
    /// A JSON event that the agent gave to a hook of ours.
    HOOK,
    /// The title that it gave to its terminal.
    TITLE,
    /// Its screen.
    SCREEN;

    /// Whether what it speaks of is JSON.
    public boolean json() {
      return this == JSON || this == TRANSCRIPT || this == HOOK;
    }
  }

  /// What a question is about.
  public enum Ask {
    PERMISSION,
    QUESTION,
    LOGIN,
    TRUST,
    /// A notice that wants a key before it goes on.
    NOTICE
  }

  /// Where a value stands.
  ///
  /// @param pointer JSON pointer, or one of the words below
  /// @param group what of it: the first group of this pattern; empty for all of it
  public record Place(String pointer, Optional<Pattern> group) {
    /// The whole line, title or screen.
    public static final String WHOLE = "";

    /// The screen without what is dim: hints and placeholders are, what was typed is not.
    public static final String BRIGHT = "bright";

    /// What of the screen came after the last prompt (the recipe's `turn`).
    public static final String TURN = "turn";
  }

  /// One condition.
  ///
  /// @param pointer as in `Place`
  /// @param pattern searched in the value as text
  public record Condition(String pointer, Pattern pattern) {}
}
