package dev.workcell.playbook;

import dev.workcell.run.Diagnosis;
import dev.workcell.run.Event.Settled;
import dev.workcell.run.History;
import dev.workcell.run.Next;
import dev.workcell.run.Next.Remedy;
import dev.workcell.run.State;
import dev.workcell.run.Supervision;
import dev.workcell.runbook.PlaybookPage;
import dev.workcell.runbook.PlaybookPage.Pause;
import dev.workcell.runbook.PlaybookPage.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Turns a diagnosis into the next remedy, by its page and by what was tried before. Nothing loops
/// for ever: each step has its times, each diagnosis its budget, each run its attempts.
///
/// @param now wall time
/// @param spread between 0 and 1: where in the jitter this one lies
/// @param canResume whether the agent's own conversation can be gone on with
public record Playbook(
    PlaybookPage page, History history, boolean canResume, Instant now, double spread) {

  static final String NOBODY = "; nobody is supervising";
  private static final int MOST_ATTEMPTS = 12;
  private static final int MOST_FREE_WAITS = 12;
  private static final int MOST_CONTINUES = 3;

  /// The next remedy.
  ///
  /// @param rejected what the page names before it and why it was not taken, for `why`
  /// @param wrongPage why the operator's own page does not decide, if it is wrong
  public record Decision(Next next, List<String> rejected, Optional<String> wrongPage) {
    public Decision {
      rejected = List.copyOf(rejected);
    }

    private Decision(Next next, List<String> rejected) {
      this(next, rejected, Optional.empty());
    }

    /// The same, made by the built-in page because the operator's own is wrong.
    public Decision insteadOf(String wrong) {
      return new Decision(next, rejected, Optional.of(wrong));
    }

    List<String> notTaken() {
      return Stream.concat(wrongPage.stream(), rejected.stream()).toList();
    }

    /// Whether a person is needed.
    public boolean parks() {
      return next.remedy() == Remedy.ASK_OPERATOR || next.remedy() == Remedy.PARK;
    }
  }

  public Decision decide(Diagnosis diagnosis, String because) {
    var rejected = new ArrayList<String>();
    for (var step : page.remedies()) {
      if (step.remedy() == Remedy.SALVAGE) {
        continue; // part of settling, done before this
      }
      if (step.remedy() == Remedy.ASK_OPERATOR || step.remedy() == Remedy.PARK) {
        return new Decision(new Next(step.remedy(), Optional.empty(), because), rejected);
      }
      var no = against(step, diagnosis);
      if (no.isEmpty()) {
        return new Decision(
            new Next(step.remedy(), Optional.of(due(step, diagnosis)), because), rejected);
      }
      rejected.add(word(step.remedy()) + ": " + no.get());
    }
    return new Decision(new Next(Remedy.PARK, Optional.empty(), because), rejected);
  }

  /// The event that says so.
  public static Settled settled(
      int attempt, Finding.Trouble trouble, Decision decision, Supervision supervision) {
    var next = Optional.of(decision.next());
    var found = Optional.of(trouble.diagnosis());
    if (decision.parks()) {
      var tried = decision.rejected().isEmpty() ? "" : "; the remedies are used up";
      return new Settled(
          attempt, new State.Parked(), trouble.because() + tried, found, next, decision.notTaken());
    }
    return switch (supervision) {
      case ATTENDED ->
          new Settled(
              attempt,
              new State.Waiting(decision.next().at(), State.Waiter.SUPERVISOR),
              trouble.because(),
              found,
              next,
              decision.notTaken());
      case UNATTENDED ->
          new Settled(
              attempt,
              new State.Parked(),
              trouble.because() + NOBODY,
              found,
              next,
              decision.notTaken());
    };
  }

  /// Why this step is not the one; empty when it is.
  private Optional<String> against(Step step, Diagnosis diagnosis) {
    var kind = diagnosis.kind();
    var stated = step.remedy() == Remedy.WAIT_UNTIL && diagnosis.resetAt().isPresent();
    if (stated) {
      return history.free() < MOST_FREE_WAITS
          ? Optional.empty()
          : Optional.of("%d waits to a stated time in this run".formatted(history.free()));
    }
    if (history.attempts() >= MOST_ATTEMPTS) {
      return Optional.of("%d attempts in this run".formatted(history.attempts()));
    }
    if (history.spent(kind) >= page.budget()) {
      return Optional.of(
          "%d remedies for this since the last progress".formatted(history.spent(kind)));
    }
    var times = history.times(kind, step.remedy());
    if (times >= step.times()) {
      return Optional.of("taken %d times since the last progress".formatted(times));
    }
    return switch (step.remedy()) {
      case CONTINUE ->
          history.continues() < MOST_CONTINUES
              ? Optional.empty()
              : Optional.of("taken %d times for the same verdict".formatted(history.continues()));
      case RELAUNCH ->
          canResume
              ? Optional.empty()
              : Optional.of("no conversation of the agent is known that can be gone on with");
      case NUDGE -> Optional.of("nobody can be told anything in a headless run");
      case WAIT_UNTIL, RELAUNCH_FRESH, SALVAGE, ASK_OPERATOR, PARK -> Optional.empty();
    };
  }

  private Instant due(Step step, Diagnosis diagnosis) {
    var pause = step.pause();
    var jitter = Duration.ofMillis((long) (pause.jitter().toMillis() * spread));
    var reset = diagnosis.resetAt();
    if (step.remedy() == Remedy.WAIT_UNTIL && reset.isPresent()) {
      var from = reset.get().isAfter(now) ? reset.get() : now;
      return from.plus(pause.margin()).plus(jitter);
    }
    return now.plus(doubled(pause, history.spent(diagnosis.kind()))).plus(jitter);
  }

  private static Duration doubled(Pause pause, int before) {
    var length = pause.first().multipliedBy(1L << Math.min(before, 20));
    return length.compareTo(pause.most()) > 0 ? pause.most() : length;
  }

  private static String word(Remedy remedy) {
    return dev.workcell.run.Words.of(remedy);
  }
}
