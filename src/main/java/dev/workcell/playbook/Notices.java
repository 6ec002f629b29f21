package dev.workcell.playbook;

import dev.workcell.run.CellIdentity;
import dev.workcell.run.Diagnosis;
import dev.workcell.run.DiagnosisKind;
import dev.workcell.run.Event.AgentAsks;
import dev.workcell.run.Event.AgentSeen;
import dev.workcell.run.Event.AgentWaits;
import dev.workcell.run.Event.Settled;
import dev.workcell.run.Event.Verified;
import dev.workcell.run.JournalLine;
import dev.workcell.run.Next;
import dev.workcell.run.Next.Remedy;
import dev.workcell.run.Notice;
import dev.workcell.run.NoticeKind;
import dev.workcell.run.State;
import dev.workcell.run.Verdict;
import dev.workcell.run.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What of a run's journal is told to people. Only its newest news: what nobody was told in time is
/// not told when it is over.
public final class Notices {
  /// The same of the same cause is not told again before that.
  private static final Duration ONCE_IN = Duration.ofHours(1);

  private final CellIdentity identity;
  private final int run;
  private final String objective;
  private final List<JournalLine> lines;

  /// @param lines the journal of the run
  public Notices(CellIdentity identity, int run, String objective, List<JournalLine> lines) {
    this.identity = identity;
    this.run = run;
    this.objective = objective;
    this.lines = List.copyOf(lines);
  }

  /// The news, if there are any that are told.
  public Optional<Notice> newest() {
    for (var i = lines.size() - 1; i >= 0; i--) {
      var kind = kind(i);
      if (kind.isPresent()) {
        return toldBefore(i, kind.get()) ? Optional.empty() : Optional.of(notice(i, kind.get()));
      }
      if (lines.get(i).event() instanceof Settled) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private Optional<NoticeKind> kind(int i) {
    var event = lines.get(i).event();
    if (event instanceof Settled settled) {
      return kind(i, settled);
    }
    if (event instanceof AgentWaits waits && waits.until().isPresent()) {
      return Optional.of(NoticeKind.WAITING);
    }
    if (event instanceof AgentAsks) {
      return Optional.of(NoticeKind.ASKING);
    }
    return event instanceof AgentSeen seen && seen.attempt() > 1 && isFirst(i) && wasInTrouble(i)
        ? Optional.of(NoticeKind.RECOVERED)
        : Optional.empty();
  }

  private Optional<NoticeKind> kind(int i, Settled it) {
    if (it.state() instanceof State.Passed) {
      return Optional.of(NoticeKind.PASSED);
    }
    if (it.state() instanceof State.Unverified) {
      return Optional.of(NoticeKind.UNVERIFIED);
    }
    if (it.state() instanceof State.Parked) {
      var asks = it.diagnosis().filter(d -> d.kind() == DiagnosisKind.ASKING).isPresent();
      return Optional.of(asks ? NoticeKind.ASKING : NoticeKind.PARKED);
    }
    if (it.state() instanceof State.Waiting) {
      if (it.next().filter(n -> n.remedy() == Remedy.WAIT_UNTIL).isPresent()) {
        return Optional.of(NoticeKind.WAITING);
      }
      return verifyFailed(i, it.attempt())
          ? Optional.of(NoticeKind.VERIFY_FAILED)
          : Optional.empty();
    }
    return Optional.empty();
  }

  private boolean verifyFailed(int before, int attempt) {
    for (var i = before; i >= 0 && lines.get(i).event().attempt() == attempt; i--) {
      if (lines.get(i).event() instanceof Verified it) {
        return it.verification().verdict() == Verdict.FAILED;
      }
    }
    return false;
  }

  /// Whether the agent is heard for the first time in its attempt.
  private boolean isFirst(int at) {
    var attempt = lines.get(at).event().attempt();
    return lines.subList(0, at).stream()
        .noneMatch(l -> l.event() instanceof AgentSeen seen && seen.attempt() == attempt);
  }

  /// Whether the attempt before this one ended in something that had to be recovered from.
  private boolean wasInTrouble(int before) {
    for (var i = before; i >= 0; i--) {
      if (lines.get(i).event() instanceof Settled settled) {
        return settled.state() instanceof State.Waiting;
      }
    }
    return false;
  }

  /// What needs a person, and every end, is told each time.
  private boolean toldBefore(int at, NoticeKind kind) {
    if (kind != NoticeKind.WAITING
        && kind != NoticeKind.VERIFY_FAILED
        && kind != NoticeKind.RECOVERED) {
      return false;
    }
    var cause = cause(at);
    for (var i = at - 1; i >= 0; i--) {
      var age = Duration.between(lines.get(i).at(), lines.get(at).at());
      if (age.compareTo(ONCE_IN) < 0
          && kind(i).equals(Optional.of(kind))
          && cause(i).equals(cause)
          && reset(i).equals(reset(at))) {
        return true;
      }
    }
    return false;
  }

  /// A limit that is reset at another time is other news.
  private Optional<Instant> reset(int i) {
    var event = lines.get(i).event();
    if (event instanceof AgentWaits waits) {
      return waits.until();
    }
    return event instanceof Settled it
        ? it.diagnosis().flatMap(Diagnosis::resetAt)
        : Optional.empty();
  }

  private String cause(int i) {
    return lines.get(i).event() instanceof Settled it
        ? it.diagnosis().map(d -> Words.of(d.kind())).orElse("")
        : "";
  }

  private Notice notice(int i, NoticeKind kind) {
    var line = lines.get(i);
    var name = identity.name().value();
    return new Notice(
        identity.id(),
        name,
        run,
        line.event().attempt(),
        line.seq(),
        kind,
        cause(i),
        name + " " + happened(i, kind),
        because(i).isEmpty() ? objective : because(i),
        command(name, i, kind),
        line.at());
  }

  private String happened(int i, NoticeKind kind) {
    var cause = cause(i).isEmpty() ? "" : ": " + cause(i);
    return switch (kind) {
      case PASSED -> "passed: " + objective;
      case UNVERIFIED -> "is done, unverified: " + objective;
      case PARKED -> "needs you" + cause;
      case ASKING -> "asks you something";
      case WAITING -> "waits" + until(i) + cause;
      case RECOVERED -> "works again, attempt %d".formatted(lines.get(i).event().attempt());
      case VERIFY_FAILED -> "goes on: its check does not pass yet";
    };
  }

  private String until(int i) {
    var event = lines.get(i).event();
    var at =
        event instanceof AgentWaits waits
            ? waits.until()
            : event instanceof Settled settled
                ? settled.next().flatMap(Next::at)
                : Optional.<Instant>empty();
    return at.map(t -> " until " + t.truncatedTo(java.time.temporal.ChronoUnit.SECONDS)).orElse("");
  }

  private String because(int i) {
    var event = lines.get(i).event();
    if (event instanceof AgentWaits waits) {
      return waits.because();
    }
    if (event instanceof AgentAsks asks) {
      return asks.question();
    }
    return event instanceof Settled settled ? settled.because() : "";
  }

  private String command(String name, int i, NoticeKind kind) {
    return switch (kind) {
      case PASSED -> "workcell take %s --commit".formatted(name);
      case UNVERIFIED -> "workcell diff " + name;
      case PARKED -> parked(name, i);
      case ASKING ->
          (lines.get(i).event() instanceof AgentAsks ? "workcell attach " : "workcell show ")
              + name;
      case WAITING, RECOVERED -> "workcell show " + name;
      case VERIFY_FAILED -> "workcell why " + name;
    };
  }

  private String parked(String name, int i) {
    var remedy =
        lines.get(i).event() instanceof Settled it
            ? it.next().map(Next::remedy)
            : Optional.<Remedy>empty();
    if (remedy.filter(r -> r != Remedy.PARK && r != Remedy.ASK_OPERATOR).isPresent()) {
      return "workcell check " + name; // only nobody was there to go on
    }
    return switch (cause(i)) {
      case "forbidden-path", "partial-completion" -> "workcell diff " + name;
      case "auth-failure", "billing" -> "log in, then: workcell resume " + name;
      default -> "workcell why " + name;
    };
  }
}
