package dev.workcell.playbook;

import static dev.workcell.playbook.Attempts.AT;
import static dev.workcell.playbook.Attempts.attempt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.diagnose.Report;
import dev.workcell.run.Claim.Says;
import dev.workcell.run.Diagnosis;
import dev.workcell.run.DiagnosisKind;
import dev.workcell.run.Event.Leftover;
import dev.workcell.run.Event.Settled;
import dev.workcell.run.Exit.Witness;
import dev.workcell.run.Next;
import dev.workcell.run.Next.Remedy;
import dev.workcell.run.Verdict;
import dev.workcell.run.Words;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SettlementTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          passed,         ok,      agent,         passed,     ''
          passed,         not-ok,  agent,         parked,     partial-completion
          passed,         unknown, agent,         parked,     partial-completion
          passed,         not-ok,  signal,        parked,     vanished
          passed,         unknown, vanished,      parked,     vanished
          passed,         unknown, rebooted,      parked,     rebooted
          passed,         unknown, never-started, parked,     vanished
          failed,         ok,      agent,         parked,     partial-completion
          failed,         not-ok,  agent,         parked,     partial-completion
          failed,         not-ok,  signal,        parked,     vanished
          failed,         unknown, vanished,      parked,     vanished
          failed,         unknown, rebooted,      parked,     rebooted
          failed,         unknown, never-started, parked,     vanished
          timed-out,      ok,      agent,         parked,     partial-completion
          timed-out,      not-ok,  agent,         parked,     partial-completion
          timed-out,      unknown, vanished,      parked,     vanished
          could-not-run,  ok,      agent,         parked,     partial-completion
          could-not-run,  not-ok,  agent,         parked,     partial-completion
          could-not-run,  unknown, rebooted,      parked,     rebooted
          check-changed,  ok,      agent,         parked,     forbidden-path
          check-changed,  not-ok,  agent,         parked,     forbidden-path
          check-changed,  unknown, vanished,      parked,     forbidden-path
          none,           ok,      agent,         parked,     partial-completion
          none,           not-ok,  agent,         parked,     partial-completion
          none,           not-ok,  signal,        parked,     vanished
          none,           unknown, vanished,      parked,     vanished
          none,           unknown, rebooted,      parked,     rebooted
          none,           unknown, never-started, parked,     vanished
          """)
  void verdict_claim_and_witness_give_a_state(
      String verdict, String says, String witness, String state, String kind) {
    var settled =
        attempt()
            .verdict(Words.find(Verdict.class, verdict).orElseThrow())
            .says(Words.find(Says.class, says).orElseThrow())
            .by(Words.find(Witness.class, witness).orElseThrow())
            .settle();

    assertThat(settled.state().word()).isEqualTo(state);
    assertThat(kind(settled)).isEqualTo(kind);
    assertThat(settled.next().isPresent())
        .as("a parked run has a next")
        .isEqualTo(state.equals("parked"));
  }

  @Test
  void passed_says_when_nothing_had_to_be_changed() {
    assertThat(attempt().settle().because()).isEqualTo("the agent says done and verify.sh agrees");
    assertThat(attempt().unchanged().settle().because()).contains("already true at launch");
  }

  @Test
  void without_a_check_a_claim_is_unverified_and_no_claim_is_parked() {
    assertThat(attempt().verdict(Verdict.NONE).withoutCheck().settle().state().word())
        .isEqualTo("unverified");
    var silent = attempt().verdict(Verdict.NONE).withoutCheck().says(Says.NOT_OK).settle();
    assertThat(silent.state().word()).isEqualTo("parked");
    assertThat(silent.because()).contains("did not say done; there is no check");
  }

  @ParameterizedTest
  @EnumSource(Verdict.class)
  void a_stop_by_the_operator_wins_over_everything(Verdict verdict) {
    var settled =
        attempt()
            .verdict(verdict)
            .forbidden(".git/config")
            .trouble("unreadable")
            .leftover(Leftover.Fate.ALIVE)
            .told(DiagnosisKind.RATE_LIMIT)
            .stopped()
            .settle();

    assertThat(settled.state().word()).isEqualTo("stopped");
    assertThat(settled.next()).isEmpty();
    assertThat(settled.diagnosis()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Verdict.class)
  void a_changed_git_configuration_wins_over_the_check(Verdict verdict) {
    var settled = attempt().verdict(verdict).forbidden("a/.git/config").forbidden("b").settle();

    assertThat(settled.state().word()).isEqualTo("parked");
    assertThat(kind(settled)).isEqualTo("forbidden-path");
    assertThat(settled.diagnosis().orElseThrow().evidence())
        .extracting(Diagnosis.Evidence::text)
        .containsExactly("a/.git/config", "b");
    assertThat(remedy(settled)).isEqualTo(Remedy.ASK_OPERATOR);
  }

  @Test
  void a_work_tree_that_could_not_be_looked_at_is_a_dirty_repo() {
    var settled = attempt().trouble("index.lock is in the way").settle();

    assertThat(kind(settled)).isEqualTo("dirty-repo");
    assertThat(settled.because()).endsWith("index.lock is in the way");
    assertThat(remedy(settled)).isEqualTo(Remedy.ASK_OPERATOR);
  }

  @ParameterizedTest
  @EnumSource(Leftover.Fate.class)
  void only_what_could_not_be_ended_parks(Leftover.Fate fate) {
    var settled = attempt().leftover(fate).settle();

    if (fate == Leftover.Fate.ALIVE) {
      assertThat(kind(settled)).isEqualTo("stuck");
      assertThat(settled.because()).contains("pid 4242");
      assertThat(remedy(settled)).isEqualTo(Remedy.ASK_OPERATOR);
    } else {
      assertThat(settled.state().word()).isEqualTo("passed");
    }
  }

  @Test
  void a_changed_check_is_named_with_its_files() {
    var settled = attempt().verdict(Verdict.CHECK_CHANGED, "check.sh", "lib.sh").settle();

    assertThat(settled.diagnosis().orElseThrow().evidence())
        .extracting(Diagnosis.Evidence::text)
        .containsExactly("check.sh", "lib.sh");
    assertThat(settled.because()).isEqualTo("because of CHECK_CHANGED");
    assertThat(remedy(settled)).isEqualTo(Remedy.ASK_OPERATOR);
  }

  @Test
  void a_check_that_could_not_run_asks_the_operator_once_the_agent_is_done() {
    assertThat(remedy(attempt().verdict(Verdict.COULD_NOT_RUN).settle()))
        .isEqualTo(Remedy.ASK_OPERATOR);
    assertThat(remedy(attempt().verdict(Verdict.COULD_NOT_RUN).says(Says.NOT_OK).settle()))
        .isEqualTo(Remedy.CONTINUE);
  }

  @Test
  void a_limit_waits_for_its_reset() {
    var settled =
        attempt().verdict(Verdict.FAILED).says(Says.NOT_OK).told(DiagnosisKind.RATE_LIMIT).settle();

    assertThat(remedy(settled)).isEqualTo(Remedy.WAIT_UNTIL);
    assertThat(settled.next().flatMap(Next::at)).contains(AT.plusSeconds(3600));
    assertThat(settled.because())
        .isEqualTo(
            "the provider's limit is reached until 2026-11-22T13:00:00Z; nobody is supervising");
  }

  @Test
  void a_limit_without_a_stated_end_says_so() {
    var told = new Diagnosis(DiagnosisKind.RATE_LIMIT, Optional.empty(), List.of());
    var settled = attempt().verdict(Verdict.FAILED).says(Says.NOT_OK).told(told).settle();

    assertThat(settled.because()).contains("without a stated end");
    assertThat(settled.next().flatMap(Next::at))
        .as("a pause, then another try")
        .contains(AT.plusSeconds(1));
  }

  @Test
  void trouble_speaks_before_the_exit_unless_the_agent_said_done_after_all() {
    var failed = attempt().verdict(Verdict.FAILED).says(Says.NOT_OK).told(DiagnosisKind.NETWORK);

    assertThat(kind(failed.by(Witness.SIGNAL).settle())).isEqualTo("network");
    assertThat(kind(failed.by(Witness.AGENT).ending(Report.Ending.TOLD_DONE).settle()))
        .isEqualTo("partial-completion");
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          1,   silent,      crashed
          1,   told-failed, partial-completion
          0,   silent,      partial-completion
          128, told-failed, partial-completion
          129, told-failed, crashed
          139, told-done,   crashed
          """)
  void a_crash_is_a_signal_or_an_end_without_a_word(int code, String ending, String kind) {
    var settled =
        attempt()
            .verdict(Verdict.FAILED)
            .says(Says.NOT_OK)
            .code(code)
            .ending(Words.find(Report.Ending.class, ending).orElseThrow())
            .settle();

    assertThat(kind(settled)).isEqualTo(kind);
    if (kind.equals("crashed")) {
      assertThat(settled.because())
          .isEqualTo("the agent crashed (exit %d); nobody is supervising".formatted(code));
    }
  }

  static Stream<DiagnosisKind> kinds() {
    return Stream.of(DiagnosisKind.values());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void every_diagnosis_has_words_and_a_remedy(DiagnosisKind kind) {
    var settled = attempt().verdict(Verdict.FAILED).says(Says.NOT_OK).told(kind).settle();

    assertThat(settled.because()).isNotBlank();
    var expected =
        switch (kind) {
          case RATE_LIMIT, OVERLOADED, NETWORK -> Remedy.WAIT_UNTIL;
          case PARTIAL_COMPLETION -> Remedy.CONTINUE;
          case VANISHED, REBOOTED, CRASHED -> Remedy.RELAUNCH;
          case CONTEXT_FULL -> Remedy.RELAUNCH_FRESH;
          default -> Remedy.ASK_OPERATOR;
        };
    assertThat(remedy(settled)).isEqualTo(expected);
    assertThat(settled.because().endsWith("; nobody is supervising"))
        .as("a person is needed anyway, or only for want of a supervisor")
        .isEqualTo(expected != Remedy.ASK_OPERATOR);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          failed,        'the agent says done but verify.sh fails (exit 3)'
          timed-out,     'the agent says done but verify.sh ran out of time'
          none,          'the agent says done but nothing was changed, so nothing was checked'
          """)
  void half_of_it_is_said_in_words(String verdict, String because) {
    var settled = attempt().verdict(Words.find(Verdict.class, verdict).orElseThrow()).settle();

    assertThat(settled.because()).isEqualTo(because + "; nobody is supervising");
    assertThat(settled.next().orElseThrow().because()).isEqualTo(because);
  }

  @Test
  void green_without_a_claim_says_that_it_is_green() {
    assertThat(attempt().says(Says.NOT_OK).settle().because())
        .startsWith("the agent did not say done; verify.sh passes");
  }

  private static String kind(Settled settled) {
    return settled.diagnosis().map(d -> Words.of(d.kind())).orElse("");
  }

  private static Remedy remedy(Settled settled) {
    return settled.next().orElseThrow().remedy();
  }
}
