package dev.workcell.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.diagnose.Health.Busy;
import dev.workcell.diagnose.Health.Quiet;
import dev.workcell.diagnose.Health.RetryingByItself;
import dev.workcell.diagnose.Health.Stuck;
import dev.workcell.run.Diagnosis.Evidence;
import dev.workcell.run.DiagnosisKind;
import dev.workcell.run.Motion;
import dev.workcell.runbook.Reading.Kind;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class WatchdogTest {
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final Duration RETRIES = Duration.ofMinutes(20);
  private static final Duration A_MOMENT = Duration.ofSeconds(15);

  private final Looks agent = new Looks(LIMIT, RETRIES);

  // -- silence

  @Test
  void nothing_at_all_for_the_limit_is_stuck_and_the_evidence_says_from_what() {
    agent.writes().passes(LIMIT.plus(A_MOMENT));

    var stuck = stuck();
    assertThat(stuck.diagnosis().kind()).isEqualTo(DiagnosisKind.STUCK);
    assertThat(stuck.because()).isEqualTo("no output and no CPU for 10 min");
    assertThat(stuck.diagnosis().evidence())
        .extracting(Evidence::source, Evidence::text)
        .containsExactly(
            tuple("agent.log", "no byte for 10 min"),
            tuple("processes", "0 ms of CPU in 10 min"),
            tuple("git", "the work tree has not changed for 5 min"));
  }

  @Test
  void just_under_the_limit_is_only_quiet() {
    agent.passes(LIMIT.minus(A_MOMENT));

    assertThat(agent.health())
        .isEqualTo(
            new Quiet(
                LIMIT.minus(A_MOMENT), "no output and no CPU for 9 min; up to 10 min is usual"));
  }

  @Test
  void right_after_something_moved_it_is_busy() {
    assertThat(agent.health()).isEqualTo(new Busy("this is the first look at it"));
    agent.passes(LIMIT.dividedBy(2)).writes().passes(A_MOMENT);

    assertThat(agent.health()).isEqualTo(new Busy("it writes"));
  }

  @Test
  void each_byte_begins_silence_anew_even_half_a_line() {
    agent.passes(LIMIT.minus(A_MOMENT)).writesHalfALine().passes(LIMIT.minus(A_MOMENT));

    assertThat(agent.health()).isInstanceOf(Quiet.class);
  }

  @Test
  void a_process_that_computes_is_not_silent() {
    agent.loads(Duration.ofMillis(31)).passes(LIMIT.multipliedBy(3));

    assertThat(agent.health()).isEqualTo(new Busy("it computes"));
  }

  @Test
  void what_an_agent_takes_while_it_waits_is_no_work_and_are_shown() {
    agent.loads(Duration.ofMillis(29)).passes(LIMIT.plus(A_MOMENT));

    assertThat(stuck().diagnosis().evidence())
        .extracting(Evidence::text)
        .contains("17835 ms of CPU in 10 min");
  }

  @Test
  void one_burst_of_work_after_a_long_silence_counts_though_the_average_stays_low() {
    agent.passes(LIMIT.minus(A_MOMENT)).computes(Duration.ofSeconds(1)).passes(A_MOMENT);
    agent.passes(A_MOMENT);

    assertThat(agent.health()).isInstanceOf(Busy.class);
  }

  @Test
  void a_child_that_ends_between_two_looks_takes_its_cpu_time_with_it_and_is_seen_by_that() {
    agent.passes(LIMIT.minus(A_MOMENT)).computes(Duration.ofSeconds(-4)).passes(A_MOMENT);
    agent.passes(A_MOMENT);

    assertThat(agent.health()).isEqualTo(new Busy("it starts and ends processes"));
  }

  // -- files

  @Test
  void files_that_change_without_any_cpu_of_ours_are_not_silent() {
    agent.passes(LIMIT.minus(A_MOMENT)).edits().passes(A_MOMENT.multipliedBy(2));

    assertThat(agent.health()).isEqualTo(new Busy("files in the work tree change"));
  }

  @Test
  void what_changed_before_the_silence_is_no_change_in_it() {
    agent.passes(LIMIT.minus(A_MOMENT)).edits().writes().passes(LIMIT.plus(A_MOMENT));

    assertThat(agent.health()).isInstanceOf(Stuck.class);
  }

  @Test
  void a_work_tree_that_could_not_be_looked_at_delays_the_end_and_is_told() {
    agent.gitFails().passes(LIMIT.plus(A_MOMENT));
    assertThat(agent.health()).isInstanceOf(Quiet.class);

    agent.passes(LIMIT);
    assertThat(stuck().diagnosis().evidence())
        .extracting(Evidence::text)
        .contains("but the work tree could not be looked at");
  }

  @Test
  void a_work_tree_that_was_seen_once_is_not_said_to_be_unchanged() {
    agent.gitFails().passes(LIMIT.multipliedBy(2)).gitWorks().passes(Duration.ofSeconds(5));

    assertThat(stuck().diagnosis().evidence())
        .extracting(Evidence::text)
        .contains("but the work tree was looked at only once");
  }

  // -- children

  @Test
  void a_silent_tool_is_waited_for_six_times_as_long() {
    agent.tools(1).passes(LIMIT.multipliedBy(6).minus(A_MOMENT));
    assertThat(agent.health())
        .isEqualTo(
            new Busy("1 of the processes that it started run; no output and no CPU for 59 min"));

    agent.passes(A_MOMENT.multipliedBy(2));
    assertThat(stuck().diagnosis().evidence())
        .extracting(Evidence::text)
        .contains("but 1 that it started while it worked run");
  }

  @Test
  void a_tool_that_ends_gives_the_agent_the_whole_limit_again() {
    agent.tools(1).passes(LIMIT.multipliedBy(5)).tools(0).passes(LIMIT.minus(A_MOMENT));

    assertThat(agent.health()).isInstanceOf(Quiet.class);
  }

  // -- what stops everything

  @Test
  void a_stopped_tree_is_never_silent_and_has_the_whole_limit_when_it_goes_on() {
    agent.is(Motion.STOPPED).passes(LIMIT.multipliedBy(20));
    assertThat(agent.health())
        .isEqualTo(
            new Quiet(Duration.ZERO, "its processes are stopped by a signal; that is no silence"));

    agent.is(Motion.RUNNING).passes(LIMIT.minus(A_MOMENT));
    assertThat(agent.health()).isInstanceOf(Quiet.class);
  }

  @Test
  void a_machine_that_slept_is_no_silence() {
    agent.passes(LIMIT.minus(A_MOMENT)).gap(Duration.ofHours(8)).passes(LIMIT.minus(A_MOMENT));

    assertThat(agent.health()).isInstanceOf(Quiet.class);
  }

  @Test
  void an_agent_that_waits_for_a_reset_is_not_stuck_the_moment_the_clock_is_set_past_it() {
    var reset = agent.now().plus(Duration.ofHours(5));
    agent.reads(Kind.RATE_LIMIT, Optional.of(reset)).passes(LIMIT.multipliedBy(2));
    assertThat(agent.health()).isInstanceOf(RetryingByItself.class);

    agent.setsTheClock(Duration.ofDays(1)).passes(LIMIT.minus(A_MOMENT));
    assertThat(agent.health()).isNotInstanceOf(Stuck.class);

    agent.passes(A_MOMENT.multipliedBy(3));
    assertThat(agent.health()).as("it did not go on").isInstanceOf(Stuck.class);
  }

  @Test
  void looks_that_are_late_but_not_too_late_count() {
    for (int i = 0; i <= LIMIT.toSeconds() / 30 + 1; i++) {
      agent.gap(Duration.ofSeconds(30));
    }

    assertThat(agent.health()).isInstanceOf(Stuck.class);
  }

  @Test
  void no_process_at_all_is_told_and_no_reason_to_be_quicker() {
    agent.is(Motion.NONE).passes(LIMIT.minus(A_MOMENT));
    assertThat(agent.health()).isInstanceOf(Quiet.class);

    agent.passes(A_MOMENT.multipliedBy(2));
    assertThat(stuck().diagnosis().evidence()).extracting(Evidence::text).contains("none was seen");
  }

  // -- retries

  @Test
  void an_agent_that_retries_is_left_to_it_however_silent_it_is() {
    var began = agent.writes().passes(A_MOMENT).now();
    agent.retries(DiagnosisKind.NETWORK).passes(LIMIT.plus(A_MOMENT));

    assertThat(agent.health())
        .isEqualTo(
            new RetryingByItself(
                "it tries again by itself after network: attempt 1",
                began.plusSeconds(5),
                Optional.empty()));
  }

  @Test
  void retries_without_end_are_stuck_with_what_they_tell_of() {
    for (var spent = Duration.ZERO; spent.compareTo(RETRIES) <= 0; spent = spent.plusMinutes(1)) {
      agent.retries(DiagnosisKind.OVERLOADED).passes(Duration.ofMinutes(1));
    }

    var stuck = stuck();
    assertThat(stuck.diagnosis().kind()).isEqualTo(DiagnosisKind.OVERLOADED);
    assertThat(stuck.because())
        .isEqualTo("it has tried again by itself for 20 min and told nothing else");
    assertThat(stuck.diagnosis().evidence())
        .extracting(Evidence::source, Evidence::text)
        .contains(
            tuple("agent.log:21", "attempt 21"),
            tuple("agent.log", "nothing but retries for 20 min"));
  }

  @Test
  void the_work_of_retrying_is_no_progress() {
    agent.loads(Duration.ofMillis(400)).retries(DiagnosisKind.NETWORK).passes(RETRIES);
    agent.passes(A_MOMENT);

    assertThat(stuck().diagnosis().kind()).isEqualTo(DiagnosisKind.NETWORK);
  }

  @Test
  void another_word_ends_the_retrying_and_what_was_told_before_is_over() {
    agent.retries(DiagnosisKind.NETWORK).passes(RETRIES.minus(A_MOMENT)).writes().passes(A_MOMENT);
    assertThat(agent.health()).isEqualTo(new Busy("it writes"));

    agent.passes(LIMIT);
    assertThat(stuck().diagnosis().kind()).isEqualTo(DiagnosisKind.STUCK);
  }

  @Test
  void a_file_that_changes_while_it_retries_gives_it_the_whole_time_again() {
    agent.retries(DiagnosisKind.NETWORK).passes(RETRIES.minus(A_MOMENT)).edits();
    agent.passes(RETRIES.minus(A_MOMENT));

    assertThat(agent.health()).isInstanceOf(RetryingByItself.class);
  }

  @Test
  void a_tool_that_starts_while_it_retries_shows_that_it_goes_on() {
    agent.retries(DiagnosisKind.NETWORK).passes(RETRIES.minus(A_MOMENT)).tools(1);
    agent.passes(RETRIES.minus(A_MOMENT));

    assertThat(agent.health()).isInstanceOf(RetryingByItself.class);
  }

  @Test
  void a_failure_after_retries_is_no_retry_any_more() {
    agent.retries(DiagnosisKind.OVERLOADED).passes(A_MOMENT);
    agent.reads(Kind.FAILED, Optional.empty()).passes(LIMIT.plus(A_MOMENT));

    assertThat(stuck().diagnosis().kind()).isEqualTo(DiagnosisKind.OVERLOADED);
  }

  @Test
  void trouble_that_it_only_mentions_is_not_stuck_while_it_computes() {
    agent.reads(Kind.DISK_FULL, Optional.empty()).loads(Duration.ofSeconds(1));
    agent.passes(LIMIT.multipliedBy(4));

    assertThat(agent.health()).isInstanceOf(Busy.class);
  }

  // -- stated times

  @Test
  void a_stated_reset_is_waited_for_by_the_agent_itself() {
    var reset = agent.now().plus(RETRIES.multipliedBy(3));
    agent.reads(Kind.RATE_LIMIT, Optional.of(reset)).passes(RETRIES.multipliedBy(2));

    assertThat(agent.health())
        .isEqualTo(
            new RetryingByItself(
                "it waits by itself after rate-limit: attempt 1",
                Looks.NOON.plusSeconds(5),
                Optional.of(reset)));

    agent.passes(RETRIES.plus(LIMIT).minus(A_MOMENT));
    assertThat(agent.health())
        .as("it has its whole limit after the reset")
        .isInstanceOf(Quiet.class);

    agent.passes(A_MOMENT.multipliedBy(2));
    assertThat(stuck().diagnosis().kind()).isEqualTo(DiagnosisKind.RATE_LIMIT);
    assertThat(stuck().diagnosis().resetAt()).contains(reset);
  }

  @Test
  void a_reset_in_another_century_is_a_mistake_and_no_limit() {
    agent.reads(Kind.RATE_LIMIT, Optional.of(agent.now().plus(Duration.ofDays(30_000))));
    agent.passes(LIMIT.plus(A_MOMENT));

    assertThat(stuck().diagnosis().kind()).isEqualTo(DiagnosisKind.RATE_LIMIT);
    assertThat(stuck().diagnosis().resetAt()).isEmpty();
  }

  private Stuck stuck() {
    assertThat(agent.health()).isInstanceOf(Stuck.class);
    return (Stuck) agent.health();
  }

  private static org.assertj.core.groups.Tuple tuple(Object... values) {
    return org.assertj.core.groups.Tuple.tuple(values);
  }
}
