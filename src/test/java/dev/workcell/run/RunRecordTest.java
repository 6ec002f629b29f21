package dev.workcell.run;

import static dev.workcell.run.Journal.SOMEBODY;
import static dev.workcell.run.Journal.at;
import static dev.workcell.run.Journal.lines;
import static dev.workcell.run.Journal.prepared;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.run.Event.AgentSeen;
import dev.workcell.run.Event.AttemptEnded;
import dev.workcell.run.Event.AttemptStarted;
import dev.workcell.run.Event.AttemptVoided;
import dev.workcell.run.Event.BaselineTaken;
import dev.workcell.run.Event.Leftover;
import dev.workcell.run.Event.LeftoversFound;
import dev.workcell.run.Event.Noticed;
import dev.workcell.run.Event.OutputRead;
import dev.workcell.run.Event.Settled;
import dev.workcell.run.Event.TreeRecorded;
import dev.workcell.run.Event.Verified;
import dev.workcell.run.Event.Work;
import dev.workcell.run.Event.WorkClaimed;
import dev.workcell.run.Event.WorkTaken;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RunRecordTest {
  private static final TreeFacts TREE = new TreeFacts("c0", Optional.of("main"), "t0", false);
  private static final Exit EXIT = new Exit(Optional.of(0), Exit.Witness.AGENT, Optional.of(at(0)));
  private static final Diagnosis LIMIT =
      new Diagnosis(DiagnosisKind.RATE_LIMIT, Optional.of(at(99)), List.of());
  private static final Next NEXT =
      new Next(Next.Remedy.WAIT_UNTIL, Optional.of(at(99)), "the limit ends");

  @Test
  void an_empty_journal_is_a_run_that_is_being_written() {
    var record = RunRecord.of(List.of());

    assertThat(record.seq()).isZero();
    assertThat(record.attempt()).isZero();
    assertThat(record.state()).isEqualTo(new State.Prepared());
    assertThat(record.since()).isEmpty();
    assertThat(record.claim()).isEqualTo(Claim.UNKNOWN);
    assertThat(record.sessionId()).isEmpty();
  }

  @Test
  void a_whole_attempt_adds_up() {
    var record = RunRecord.of(lines(whole(1)));

    assertThat(record.seq()).isEqualTo(11);
    assertThat(record.attempt()).isEqualTo(1);
    assertThat(record.state()).isEqualTo(new State.Parked());
    assertThat(record.since()).contains(at(11));
    assertThat(record.because()).isEqualTo("limit");
    assertThat(record.prepared()).contains(prepared(1));
    assertThat(record.baseline().map(BaselineTaken::facts)).contains(TREE);
    assertThat(record.wrapper()).contains(SOMEBODY);
    assertThat(record.exit()).contains(EXIT);
    assertThat(record.worker()).as("the settled work is nobody's").isEmpty();
    assertThat(record.leftovers()).hasSize(1);
    assertThat(record.end().map(TreeRecorded::changed)).contains(true);
    assertThat(record.claim().ok()).isTrue();
    assertThat(record.sessionId()).contains("session-1");
    assertThat(record.verification().map(Verification::verdict)).contains(Verdict.NONE);
    assertThat(record.diagnosis()).contains(LIMIT);
    assertThat(record.next()).contains(NEXT);
  }

  @Test
  void each_step_enters_its_state() {
    var lines = lines(whole(1));
    var words =
        lines.stream()
            .map(line -> RunRecord.of(lines.subList(0, line.seq())).state().word())
            .toList();

    assertThat(words)
        .containsExactly(
            "prepared",
            "prepared",
            "starting",
            "working",
            "working",
            "verifying",
            "verifying",
            "verifying",
            "verifying",
            "verifying",
            "parked");
  }

  @Test
  void a_line_of_another_attempt_changes_only_the_line_count() {
    var lines = new ArrayList<>(lines(prepared(2), new AttemptStarted(2, SOMEBODY)));
    var before = RunRecord.of(lines);
    for (var stale : whole(1)) {
      var after = before.after(new JournalLine(3, at(3), java.time.Duration.ZERO, stale));
      assertThat(after).usingRecursiveComparison().ignoringFields("seq").isEqualTo(before);
      assertThat(after.seq()).isEqualTo(3);
    }
    var future = new JournalLine(3, at(3), java.time.Duration.ZERO, new AttemptEnded(3, EXIT));
    assertThat(before.after(future).exit()).as("an attempt that never began").isEmpty();
  }

  @Test
  void an_attempt_is_never_begun_twice() {
    var record = RunRecord.of(lines(prepared(1), new AttemptEnded(1, EXIT), prepared(1)));

    assertThat(record.exit()).contains(EXIT);
    assertThat(record.since()).contains(at(1));
  }

  @Test
  void a_new_attempt_begins_clean_and_keeps_conversation_baseline_and_notices() {
    var events = new ArrayList<>(List.of(whole(1)));
    events.add(new Noticed(1, "a file was rebuilt"));
    events.add(prepared(2));
    var record = RunRecord.of(lines(events.toArray(Event[]::new)));

    assertThat(record.attempt()).isEqualTo(2);
    assertThat(record.state()).isEqualTo(new State.Prepared());
    assertThat(record.because()).isEqualTo("attempt 2");
    assertThat(record.since()).contains(at(13));
    assertThat(record.wrapper()).isEmpty();
    assertThat(record.exit()).isEmpty();
    assertThat(record.leftovers()).isEmpty();
    assertThat(record.end()).isEmpty();
    assertThat(record.verification()).isEmpty();
    assertThat(record.diagnosis()).isEmpty();
    assertThat(record.next()).isEmpty();
    assertThat(record.worker()).isEmpty();
    assertThat(record.sessionId()).contains("session-1");
    assertThat(record.baseline()).isPresent();
    assertThat(record.notices()).containsExactly("a file was rebuilt");
  }

  @Test
  void a_new_attempt_does_not_inherit_the_claim_of_the_one_before() {
    var events = new ArrayList<>(List.of(whole(1)));
    events.add(prepared(2));

    assertThat(RunRecord.of(lines(events.toArray(Event[]::new))).claim()).isEqualTo(Claim.UNKNOWN);
  }

  @Test
  void a_claim_that_was_never_settled_keeps_its_worker() {
    var record = RunRecord.of(lines(prepared(1), new WorkClaimed(1, Work.SETTLE, SOMEBODY)));

    assertThat(record.worker().map(WorkClaimed::by)).contains(SOMEBODY);
  }

  @ParameterizedTest
  @EnumSource(Work.class)
  void claimed_work_shows_in_the_state(Work work) {
    var record = RunRecord.of(lines(prepared(1), new WorkClaimed(1, work, SOMEBODY)));

    assertThat(record.state())
        .isEqualTo(work == Work.RECOVER ? new State.Recovering() : new State.Verifying());
  }

  @Test
  void since_is_when_the_state_was_entered_not_when_it_was_confirmed() {
    var record =
        RunRecord.of(
            lines(
                prepared(1),
                new WorkClaimed(1, Work.SETTLE, SOMEBODY),
                new WorkClaimed(1, Work.VERIFY, SOMEBODY)));

    assertThat(record.since()).contains(at(2));
  }

  @Test
  void what_an_attempt_left_is_still_known_as_ours_when_the_next_number_was_given_up() {
    var half = new TreeFacts("c0", Optional.of("main"), "half", true);
    var record =
        RunRecord.of(
            lines(
                prepared(1),
                new BaselineTaken(1, TREE, Optional.empty()),
                new TreeRecorded(1, half, true, Optional.empty()),
                prepared(2),
                new AttemptVoided(2, "nobody took it")));

    assertThat(record.history().left()).contains("half");
    assertThat(record.history().attempts()).isEqualTo(1);
  }

  @Test
  void a_voided_attempt_says_why() {
    assertThat(RunRecord.of(lines(prepared(1), new AttemptVoided(1, "nobody took it"))).because())
        .isEqualTo("nobody took it");
  }

  @Test
  void work_that_was_taken_is_remembered() {
    var record = RunRecord.of(lines(prepared(1), new WorkTaken(1, "as commit c1")));

    assertThat(record.taken().map(WorkTaken::how)).contains("as commit c1");
  }

  @Test
  void facts_in_an_unknown_order_are_still_facts() {
    var random = new Random(3);
    var facts = new ArrayList<>(List.of(whole(1)));
    for (var round = 0; round < 200; round++) {
      Collections.shuffle(facts, random);
      var events = new ArrayList<Event>(List.of(prepared(1)));
      events.addAll(facts);
      var record = RunRecord.of(lines(events.toArray(Event[]::new)));
      assertThat(record.attempt()).isEqualTo(1);
      assertThat(record.exit()).contains(EXIT);
      assertThat(record.diagnosis()).contains(LIMIT);
      assertThat(record.sessionId()).contains("session-1");
      assertThat(record.seq()).isEqualTo(events.size());
    }
  }

  @Test
  void replay_is_the_same_as_one_line_after_the_other() {
    var lines = lines(whole(1));
    var record = RunRecord.of(List.of());
    for (var line : lines) {
      record = record.after(line);
    }
    assertThat(record).isEqualTo(RunRecord.of(lines));
  }

  private static Event[] whole(int attempt) {
    return new Event[] {
      prepared(attempt),
      new BaselineTaken(attempt, TREE, Optional.empty()),
      new AttemptStarted(attempt, SOMEBODY),
      new AgentSeen(attempt),
      new AttemptEnded(attempt, EXIT),
      new WorkClaimed(attempt, Work.SETTLE, SOMEBODY),
      new LeftoversFound(attempt, List.of(new Leftover(9, "sleep", Leftover.Fate.KILLED))),
      new TreeRecorded(attempt, TREE, true, Optional.empty()),
      new Verified(attempt, Verification.none("x")),
      new OutputRead(
          attempt,
          new Claim(Claim.Says.OK, Optional.of("done")),
          Optional.of("session-" + attempt),
          Optional.of("1.2.3"),
          Usage.UNKNOWN,
          Optional.empty(),
          List.of()),
      new Settled(
          attempt, new State.Parked(), "limit", Optional.of(LIMIT), Optional.of(NEXT), List.of())
    };
  }
}
