package dev.workcell.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.run.CellIdentity;
import dev.workcell.run.CellName;
import dev.workcell.run.Diagnosis;
import dev.workcell.run.DiagnosisKind;
import dev.workcell.run.Event;
import dev.workcell.run.Event.AgentAsks;
import dev.workcell.run.Event.AgentSeen;
import dev.workcell.run.Event.AgentWaits;
import dev.workcell.run.Event.Settled;
import dev.workcell.run.JournalLine;
import dev.workcell.run.Next;
import dev.workcell.run.Next.Remedy;
import dev.workcell.run.Notice;
import dev.workcell.run.NoticeKind;
import dev.workcell.run.Permissions;
import dev.workcell.run.State;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class NoticesTest {
  private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");

  private final List<JournalLine> lines = new ArrayList<>();

  @Test
  void the_newest_news_says_who_what_and_what_to_type() {
    happens(0, settled(new State.Passed(), Optional.empty(), Optional.empty()));

    var notice = newest().orElseThrow();
    assertThat(notice.kind()).isEqualTo(NoticeKind.PASSED);
    assertThat(notice.title()).isEqualTo("fix passed: Fix the login");
    assertThat(notice.command()).isEqualTo("workcell take fix --commit");
    assertThat(notice.key()).isEqualTo("cafe0001-0001-1");
  }

  @Test
  void what_was_not_told_in_time_is_not_told_when_it_is_over() {
    happens(0, parked(DiagnosisKind.CRASHED, Remedy.PARK));
    happens(1, settled(new State.Stopped(), Optional.empty(), Optional.empty()));

    assertThat(newest()).as("a stop is the operator's own news").isEmpty();
  }

  @Test
  void what_is_to_be_done_depends_on_why_it_is_parked() {
    assertThat(command(DiagnosisKind.FORBIDDEN_PATH, Remedy.PARK)).isEqualTo("workcell diff fix");
    assertThat(command(DiagnosisKind.AUTH_FAILURE, Remedy.ASK_OPERATOR))
        .isEqualTo("log in, then: workcell resume fix");
    assertThat(command(DiagnosisKind.CRASHED, Remedy.PARK)).isEqualTo("workcell why fix");
    assertThat(command(DiagnosisKind.CRASHED, Remedy.RELAUNCH))
        .as("only nobody supervised")
        .isEqualTo("workcell check fix");
  }

  @Test
  void an_agent_that_asks_is_told_as_that() {
    happens(0, parked(DiagnosisKind.ASKING, Remedy.ASK_OPERATOR));
    assertThat(newest().map(Notice::kind)).contains(NoticeKind.ASKING);
  }

  @Test
  void a_question_of_a_live_agent_is_told_with_its_words() {
    happens(0, new AgentSeen(1));
    happens(1, new AgentAsks(1, "May I delete build/?"));

    var notice = newest().orElseThrow();
    assertThat(notice.kind()).isEqualTo(NoticeKind.ASKING);
    assertThat(notice.text()).isEqualTo("May I delete build/?");
    assertThat(notice.command()).isEqualTo("workcell attach fix");
  }

  @Test
  void a_limit_is_told_with_its_end_and_not_again_within_the_hour_unless_it_is_another() {
    happens(0, waits(NOON.plusSeconds(3600)));
    var told = newest().orElseThrow();
    assertThat(told.kind()).isEqualTo(NoticeKind.WAITING);
    assertThat(told.title()).isEqualTo("fix waits until 2026-11-29T13:00:00Z: rate-limit");

    happens(5, waits(NOON.plusSeconds(3600)));
    assertThat(newest()).as("the same again").isEmpty();
    happens(9, waits(NOON.plusSeconds(7200)));
    assertThat(newest()).as("another end").isPresent();
  }

  @Test
  void an_agent_that_works_again_after_trouble_is_told_once() {
    happens(0, waits(NOON.plusSeconds(60)));
    happens(2, new AgentSeen(2));
    assertThat(newest().map(Notice::kind)).contains(NoticeKind.RECOVERED);
    happens(80, new AgentSeen(2));
    assertThat(newest().map(Notice::at))
        .as("it is the first time that counts")
        .contains(NOON.plusSeconds(120));

    happens(3, waits(NOON.plusSeconds(900)));
    happens(20, new AgentSeen(3));
    assertThat(newest()).as("within the hour").isEmpty();
  }

  @Test
  void a_first_attempt_that_begins_is_no_news_but_one_that_waits_by_itself_is() {
    happens(0, new AgentSeen(1));
    assertThat(newest()).isEmpty();
    happens(1, new AgentWaits(1, "it retries", Optional.empty()));
    assertThat(newest()).as("it does not say until when").isEmpty();
    happens(2, new AgentWaits(1, "the limit is reached", Optional.of(NOON.plusSeconds(900))));
    assertThat(newest().map(Notice::kind)).contains(NoticeKind.WAITING);
  }

  private String command(DiagnosisKind kind, Remedy remedy) {
    lines.clear();
    happens(0, parked(kind, remedy));
    return newest().orElseThrow().command();
  }

  private Optional<Notice> newest() {
    return new Notices(identity(), 1, "Fix the login", lines).newest();
  }

  private void happens(int minutes, Event event) {
    var at = NOON.plus(Duration.ofMinutes(minutes));
    lines.add(new JournalLine(lines.size() + 1, at, Duration.ofMinutes(minutes), event));
  }

  private static Settled parked(DiagnosisKind kind, Remedy remedy) {
    return settled(
        new State.Parked(),
        Optional.of(new Diagnosis(kind, Optional.empty(), List.of())),
        Optional.of(new Next(remedy, Optional.empty(), "it ended")));
  }

  private static Settled waits(Instant until) {
    return settled(
        new State.Waiting(Optional.of(until), State.Waiter.SUPERVISOR),
        Optional.of(new Diagnosis(DiagnosisKind.RATE_LIMIT, Optional.of(until), List.of())),
        Optional.of(new Next(Remedy.WAIT_UNTIL, Optional.of(until), "the limit is reached")));
  }

  private static Settled settled(State state, Optional<Diagnosis> diagnosis, Optional<Next> next) {
    return new Settled(1, state, "it ended", diagnosis, next, List.of());
  }

  private static CellIdentity identity() {
    return new CellIdentity(
        new CellName("fix"),
        "cafe0001",
        NOON,
        Path.of("/repo"),
        Optional.empty(),
        Path.of("/repo/.git"),
        "demo",
        List.of(),
        Permissions.SAFE,
        false,
        false,
        "build",
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
