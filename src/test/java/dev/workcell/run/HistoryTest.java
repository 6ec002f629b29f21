package dev.workcell.run;

import static dev.workcell.run.DiagnosisKind.CRASHED;
import static dev.workcell.run.DiagnosisKind.RATE_LIMIT;
import static dev.workcell.run.DiagnosisKind.VANISHED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.run.Event.AttemptVoided;
import dev.workcell.run.Event.Settled;
import dev.workcell.run.Next.Remedy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HistoryTest {
  private static final Optional<Instant> RESET = Optional.of(Journal.at(100));

  @Test
  void a_remedy_whose_attempt_never_began_was_not_taken() {
    var history = after(Journal.prepared(1), crashed(1), Journal.prepared(2), voided(2));

    assertThat(history.spent(CRASHED)).isZero();
    assertThat(history.attempts()).isEqualTo(1);
  }

  @Test
  void a_stated_wait_whose_attempt_never_began_makes_no_other_remedy_forgotten() {
    var history =
        after(
            Journal.prepared(1),
            crashed(1),
            Journal.prepared(2),
            decided(2, RATE_LIMIT, Remedy.WAIT_UNTIL, RESET),
            Journal.prepared(3),
            voided(3));

    assertThat(history.spent(CRASHED)).isEqualTo(1);
    assertThat(history.free()).isEqualTo(1);
  }

  @Test
  void attempts_that_never_begin_one_after_the_other_are_counted_so_that_they_come_to_an_end() {
    var history =
        after(
            Journal.prepared(1),
            voided(1),
            vanished(1),
            Journal.prepared(2),
            voided(2),
            vanished(2),
            Journal.prepared(3),
            voided(3));

    assertThat(history.spent(VANISHED)).isEqualTo(2);
  }

  private static History after(Event... events) {
    return RunRecord.of(Journal.lines(events)).history();
  }

  private static AttemptVoided voided(int attempt) {
    return new AttemptVoided(attempt, "nothing was started");
  }

  private static Settled crashed(int attempt) {
    return decided(attempt, CRASHED, Remedy.RELAUNCH, Optional.empty());
  }

  private static Settled vanished(int attempt) {
    return decided(attempt, VANISHED, Remedy.RELAUNCH_FRESH, Optional.empty());
  }

  private static Settled decided(
      int attempt, DiagnosisKind kind, Remedy remedy, Optional<Instant> reset) {
    var due = Optional.of(Journal.at(200));
    return new Settled(
        attempt,
        new State.Waiting(due, State.Waiter.SUPERVISOR),
        "because",
        Optional.of(new Diagnosis(kind, reset, List.of())),
        Optional.of(new Next(remedy, due, "because")),
        List.of());
  }
}
