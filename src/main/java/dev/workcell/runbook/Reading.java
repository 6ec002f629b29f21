package dev.workcell.runbook;

import dev.workcell.run.DiagnosisKind;
import java.time.Instant;
import java.util.Optional;

/// What a sign found.
///
/// @param source where: `agent.log`, `err`, a file name
/// @param line the line number in that output
/// @param text the agent's own words, one line, control characters stripped; may be empty
/// @param about what it retries because of, for `RETRYING`
/// @param take the value that the sign takes
public record Reading(
    Kind kind,
    Optional<DiagnosisKind> about,
    String source,
    int line,
    String text,
    Optional<String> take,
    Optional<Instant> resetAt) {

  /// A reading that names nothing that it retries because of.
  public Reading(
      Kind kind,
      String source,
      int line,
      String text,
      Optional<String> take,
      Optional<Instant> resetAt) {
    this(kind, Optional.empty(), source, line, text, take, resetAt);
  }

  /// The same in another line.
  public Reading movedTo(int otherLine) {
    return new Reading(kind, about, source, otherLine, text, take, resetAt);
  }

  /// Whether it tells of something that went wrong, while the agent lives: trouble, a failure, or
  /// that it tries again.
  public boolean isTrouble() {
    return kind == Kind.RETRYING || kind == Kind.FAILED || kind.trouble().isPresent();
  }

  /// The trouble that it tells of, as far as it says which.
  public Optional<DiagnosisKind> trouble() {
    return kind.trouble().or(() -> about);
  }

  /// What output can mean.
  public enum Kind {
    /// The agent's own name for its conversation.
    SESSION,
    /// The agent's own version.
    VERSION,
    /// Something that the agent said.
    MESSAGE,
    /// A piece of what it says; pieces on lines that follow one another belong together.
    MESSAGE_PART,
    /// The agent says that it is done.
    DONE,
    /// The agent says that it failed; whatever it said before is void.
    FAILED,
    /// It tries again by itself.
    RETRYING,
    /// A live one is on its way to its first prompt.
    STARTING,
    /// A live one works on a turn.
    WORKING,
    /// A live one has ended its turn, and takes the next.
    IDLE,
    /// The same, and its composer holds text that was not sent.
    TYPED,
    /// A live one waits for a person.
    ASKING,
    /// A live one waits for a time to come, and goes on by itself.
    WAITING,
    /// It said that it ends.
    ENDED,
    /// It was not allowed to do something.
    DENIED,
    /// How many tokens it used, apart from those that are told as in and out.
    TOKENS,
    TOKENS_IN,
    TOKENS_OUT,
    /// Input that was read from a cache.
    TOKENS_CACHED,
    /// What it cost in US dollars.
    COST,
    /// How many answers of the model it took; one, when no number is told.
    TURNS,
    /// The model that answers.
    MODEL,
    RATE_LIMIT,
    AUTH_FAILURE,
    OVERLOADED,
    NETWORK,
    BILLING,
    CONTEXT_FULL,
    MODEL_GONE,
    REFUSAL,
    CRASHED,
    DISK_FULL;

    /// The diagnosis that this kind alone stands for.
    public Optional<DiagnosisKind> trouble() {
      return switch (this) {
        case RATE_LIMIT -> Optional.of(DiagnosisKind.RATE_LIMIT);
        case AUTH_FAILURE -> Optional.of(DiagnosisKind.AUTH_FAILURE);
        case OVERLOADED -> Optional.of(DiagnosisKind.OVERLOADED);
        case NETWORK -> Optional.of(DiagnosisKind.NETWORK);
        case BILLING -> Optional.of(DiagnosisKind.BILLING);
        case CONTEXT_FULL -> Optional.of(DiagnosisKind.CONTEXT_FULL);
        case MODEL_GONE -> Optional.of(DiagnosisKind.MODEL_GONE);
        case REFUSAL -> Optional.of(DiagnosisKind.REFUSAL);
        case CRASHED -> Optional.of(DiagnosisKind.CRASHED);
        case DISK_FULL -> Optional.of(DiagnosisKind.DISK_FULL);
        case SESSION, VERSION, MESSAGE, MESSAGE_PART, DONE, FAILED, RETRYING, DENIED ->
            Optional.empty();
        case TOKENS, TOKENS_IN, TOKENS_OUT, TOKENS_CACHED, COST, TURNS, MODEL -> Optional.empty();
        case STARTING, WORKING, IDLE, TYPED, ASKING, WAITING, ENDED -> Optional.empty();
      };
    }
  }
}
