package dev.workcell.run;

import java.time.Instant;

/// One thing that is told: which workcell, what happened, what to do next. Its words are free of
/// secrets and control characters; they are fixed when it is made, so that a second try says the
/// same.
///
/// @param cellId the id of the workcell, so that another of the same name is another
/// @param line the line of the run's journal that it tells
/// @param cause what failed, in one or two words; equal causes are told together
/// @param title what happened to whom, at a glance
/// @param text one line more; may be empty
/// @param command what to type next
/// @param at when it happened
public record Notice(
    String cellId,
    String cell,
    int run,
    int attempt,
    int line,
    NoticeKind kind,
    String cause,
    String title,
    String text,
    String command,
    Instant at) {

  /// The same thing told again has the same key, whoever tells it.
  public String key() {
    return "%s-%s-%d".formatted(cellId, AttemptId.runName(run), line);
  }

  /// How the journal of its workcell names it.
  public static String inJournal(int run, int line, String receiver) {
    return "%s-%d.%s".formatted(AttemptId.runName(run), line, receiver);
  }
}
