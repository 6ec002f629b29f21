package dev.workcell.diagnose;

import dev.workcell.run.DiagnosisKind;
import java.time.Instant;
import java.util.Optional;

/// What a recorded run or screen is: as it really was, or as it is read.
///
/// @param kind what went wrong, or what it waits for
/// @param sessionId the agent's own name for its conversation
public record Outcome(
    Stands stands,
    Optional<DiagnosisKind> kind,
    Optional<Instant> resetAt,
    Optional<String> sessionId) {

  /// How it stands.
  public enum Stands {
    /// Ended, and says that it is done.
    DONE,
    /// Ended by something that went wrong.
    FAILED,
    /// Ended well by its own account, with nothing to show for it.
    EMPTY,
    /// Lives, and tells nothing of how it is doing.
    ALIVE,
    STARTING,
    WORKING,
    IDLE,
    TYPED,
    ASKING,
    /// Waits or tries again by itself.
    WAITING,
    /// A live one whose turn went wrong.
    TROUBLED,
    ENDED,
    UNREADABLE;

    /// Whether there is a process behind it.
    boolean lives() {
      return switch (this) {
        case ALIVE, STARTING, WORKING, IDLE, TYPED, ASKING, WAITING, TROUBLED -> true;
        case DONE, FAILED, EMPTY, ENDED, UNREADABLE -> false;
      };
    }
  }

  /// How an attempt that is over is read.
  public static Outcome of(Report report) {
    var kind = report.trouble().map(t -> t.kind());
    return new Outcome(
        stands(report), kind, report.trouble().flatMap(t -> t.resetAt()), report.sessionId());
  }

  private static Stands stands(Report report) {
    if (report.claim().ok()) {
      return Stands.DONE;
    }
    if (report.trouble().isPresent() || report.ending() == Report.Ending.TOLD_FAILED) {
      return Stands.FAILED;
    }
    return report.ending() == Report.Ending.TOLD_DONE ? Stands.EMPTY : Stands.UNREADABLE;
  }

  /// How one that lives is read from its output alone: what it told last is trouble, or it is busy.
  ///
  /// @param over what its output would add up to if it were over
  public static Outcome of(Told told, Report over) {
    var trouble = told.troubles().stream().flatMap(r -> r.trouble().stream()).reduce((a, b) -> b);
    var until = told.troubles().stream().flatMap(r -> r.resetAt().stream()).reduce((a, b) -> b);
    var stands = told.troubles().isEmpty() ? Stands.ALIVE : Stands.WAITING;
    if (over.ending() == Report.Ending.TOLD_DONE) {
      stands = Stands.DONE;
    } else if (over.ending() == Report.Ending.TOLD_FAILED) {
      stands = Stands.FAILED;
    }
    return new Outcome(stands, trouble, until, over.sessionId());
  }

  /// How one is read from its terminal.
  public static Outcome of(Standing standing) {
    return switch (standing) {
      case Standing.Starting _ -> plain(Stands.STARTING);
      case Standing.Working _ -> plain(Stands.WORKING);
      case Standing.Idle _ -> plain(Stands.IDLE);
      case Standing.Typed _ -> plain(Stands.TYPED);
      case Standing.Asking _ -> plain(Stands.ASKING);
      case Standing.Unreadable _ -> plain(Stands.UNREADABLE);
      case Standing.WaitsByItself waits ->
          new Outcome(Stands.WAITING, waits.about(), waits.until(), Optional.empty());
      case Standing.Troubled troubled ->
          new Outcome(Stands.TROUBLED, troubled.kind(), troubled.resetAt(), Optional.empty());
      case Standing.Ended ended ->
          new Outcome(Stands.ENDED, ended.kind(), Optional.empty(), Optional.empty());
    };
  }

  private static Outcome plain(Stands stands) {
    return new Outcome(stands, Optional.empty(), Optional.empty(), Optional.empty());
  }
}
