package dev.workcell.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.disk.DiskRecipes;
import dev.workcell.run.Claim.Says;
import dev.workcell.run.DiagnosisKind;
import dev.workcell.run.Exit;
import dev.workcell.runbook.Reading;
import dev.workcell.runbook.Reading.Kind;
import dev.workcell.runbook.Recipe;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ReportTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Recipe TELLS = recipe("codex");
  private static final Recipe SILENT = recipe("command");

  @Test
  void done_with_words_and_exit_0_is_a_claim() {
    var report = report(TELLS, 0, reading(Kind.DONE, "It is done"));

    assertThat(report.claim().says()).isEqualTo(Says.OK);
    assertThat(report.claim().text()).contains("It is done");
    assertThat(report.ending()).isEqualTo(Report.Ending.TOLD_DONE);
  }

  @Test
  void done_without_a_word_is_no_claim_unless_a_message_came_before() {
    assertThat(report(TELLS, 0, reading(Kind.DONE, " ")).claim().says()).isEqualTo(Says.NOT_OK);

    var report = report(TELLS, 0, reading(Kind.MESSAGE, "I did it"), reading(Kind.DONE, ""));
    assertThat(report.claim().ok()).isTrue();
    assertThat(report.claim().text()).contains("I did it");
  }

  @Test
  void pieces_on_lines_that_follow_one_another_are_one_message() {
    var report =
        report(
            TELLS,
            0,
            reading(Kind.MESSAGE_PART, "of an earlier one"),
            reading(Kind.SESSION, ""),
            reading(Kind.MESSAGE_PART, "I did "),
            reading(Kind.MESSAGE_PART, "it "),
            reading(Kind.DONE, ""));

    assertThat(report.claim().text()).contains("I did it");
    var whole = report(TELLS, 0, reading(Kind.MESSAGE_PART, "a"), reading(Kind.MESSAGE, "b"));
    assertThat(whole.claim().text()).contains("b");
  }

  @Test
  void done_with_another_exit_code_is_no_claim() {
    assertThat(report(TELLS, 1, reading(Kind.DONE, "done")).claim().says()).isEqualTo(Says.NOT_OK);
  }

  @ParameterizedTest
  @EnumSource(value = Exit.Witness.class, names = "AGENT", mode = EnumSource.Mode.EXCLUDE)
  void done_and_0_is_no_claim_when_the_agent_did_not_end_by_itself(Exit.Witness by) {
    var exit = new Exit(Optional.of(0), by, Optional.of(NOON));

    assertThat(Report.of(TELLS, List.of(reading(Kind.DONE, "x")), exit, NOON).claim().ok())
        .isFalse();
    assertThat(Report.of(SILENT, List.of(), exit, NOON).claim().ok()).isFalse();
  }

  @Test
  void without_an_exit_code_nothing_is_known_of_the_claim() {
    var exit = new Exit(Optional.empty(), Exit.Witness.VANISHED, Optional.empty());

    assertThat(Report.of(TELLS, List.of(reading(Kind.DONE, "x")), exit, NOON).claim().says())
        .isEqualTo(Says.UNKNOWN);
  }

  @Test
  void the_last_word_counts() {
    var failedLast = report(TELLS, 0, reading(Kind.DONE, "yes"), reading(Kind.FAILED, "no"));
    var doneLast = report(TELLS, 0, reading(Kind.FAILED, "no"), reading(Kind.DONE, "yes"));

    assertThat(failedLast.claim().says()).isEqualTo(Says.NOT_OK);
    assertThat(failedLast.ending()).isEqualTo(Report.Ending.TOLD_FAILED);
    assertThat(doneLast.claim().ok()).isTrue();
  }

  @Test
  void an_agent_without_a_report_claims_by_its_exit_code_alone() {
    assertThat(report(SILENT, 0).claim().says()).isEqualTo(Says.OK);
    assertThat(report(SILENT, 3).claim().says()).isEqualTo(Says.NOT_OK);
    assertThat(report(SILENT, 0, reading(Kind.FAILED, "no")).claim().says()).isEqualTo(Says.NOT_OK);
    assertThat(report(SILENT, 0).ending()).isEqualTo(Report.Ending.SILENT);
  }

  @Test
  void trouble_that_was_told_before_the_last_done_is_over() {
    var report = report(TELLS, 0, reading(Kind.RATE_LIMIT, "wait"), reading(Kind.DONE, "done"));

    assertThat(report.trouble()).isEmpty();
  }

  @Test
  void a_line_that_two_signs_read_is_one_piece_of_evidence() {
    var read = reading(Kind.AUTH_FAILURE, "Invalid API key");
    var exit = new Exit(Optional.of(1), Exit.Witness.AGENT, Optional.of(NOON));

    var report = Report.of(TELLS, List.of(read, read), exit, NOON);

    assertThat(report.trouble().orElseThrow().evidence()).hasSize(1);
  }

  @Test
  void the_last_trouble_counts_and_all_is_kept_as_evidence() {
    var report =
        report(
            TELLS,
            1,
            limit("first", NOON.plusSeconds(60)),
            reading(Kind.NETWORK, "gone"),
            limit("second", NOON.plusSeconds(90)),
            reading(Kind.FAILED, "failed"));

    var trouble = report.trouble().orElseThrow();
    assertThat(trouble.kind()).isEqualTo(DiagnosisKind.RATE_LIMIT);
    assertThat(trouble.resetAt()).contains(NOON.plusSeconds(60));
    assertThat(trouble.evidence())
        .extracting(e -> e.text())
        .containsExactly("first", "gone", "second");
    assertThat(trouble.evidence().getFirst().source()).isEqualTo("agent.log:1");
    assertThat(trouble.evidence().getFirst().at()).isEqualTo(NOON);
  }

  @Test
  void a_reset_time_of_another_trouble_is_not_borrowed() {
    var report = report(TELLS, 1, limit("limit", NOON), reading(Kind.NETWORK, "gone"));

    assertThat(report.trouble().orElseThrow().kind()).isEqualTo(DiagnosisKind.NETWORK);
    assertThat(report.trouble().orElseThrow().resetAt()).isEmpty();
  }

  @Test
  void only_the_last_six_observations_are_kept() {
    var many = Stream.iterate(1, n -> n + 1).limit(50).map(n -> reading(Kind.NETWORK, "n" + n));

    var trouble = report(TELLS, 1, many.toArray(Reading[]::new)).trouble().orElseThrow();

    assertThat(trouble.evidence()).hasSize(6);
    assertThat(trouble.evidence().getLast().text()).isEqualTo("n50");
  }

  /// That a live agent asks is no trouble of one that ended.
  @ParameterizedTest
  @EnumSource(value = Kind.class, names = "ASKING", mode = EnumSource.Mode.EXCLUDE)
  void a_reading_is_trouble_exactly_when_it_is_named_like_a_diagnosis(Kind kind) {
    var report = report(TELLS, 1, reading(kind, "x"));

    var same = Stream.of(DiagnosisKind.values()).filter(d -> d.name().equals(kind.name()));
    assertThat(report.trouble().map(t -> t.kind())).isEqualTo(same.findFirst());
  }

  @Test
  void tokens_and_cost_add_up_and_the_last_session_counts() {
    var report =
        report(
            TELLS,
            0,
            taking(Kind.TOKENS, "25"),
            taking(Kind.TOKENS, "15"),
            taking(Kind.TOKENS, "many"),
            taking(Kind.TOKENS, "9999999999999999"),
            taking(Kind.COST, "0.1"),
            taking(Kind.COST, "2.5E-4"),
            taking(Kind.SESSION, "old"),
            taking(Kind.SESSION, "new"));

    assertThat(report.usage().tokens()).contains(40L);
    assertThat(report.usage().costUsd()).contains(0.10025);
    assertThat(report.sessionId()).contains("new");
    assertThat(report(TELLS, 0, taking(Kind.COST, "a lot")).usage().costUsd()).isEmpty();
    assertThat(report(TELLS, 0).usage().tokens()).isEmpty();
  }

  @Test
  void each_denial_is_named_once() {
    var report =
        report(
            TELLS,
            0,
            reading(Kind.DENIED, "a"),
            reading(Kind.DENIED, "b"),
            reading(Kind.DENIED, "a"));

    assertThat(report.denied()).containsExactly("a", "b");
  }

  private static Report report(Recipe recipe, int code, Reading... readings) {
    var numbered = new ArrayList<Reading>();
    for (var it : readings) {
      numbered.add(
          new Reading(
              it.kind(), it.source(), numbered.size() + 1, it.text(), it.take(), it.resetAt()));
    }
    var exit = new Exit(Optional.of(code), Exit.Witness.AGENT, Optional.of(NOON));
    return Report.of(recipe, numbered, exit, NOON);
  }

  private static Reading reading(Kind kind, String text) {
    return new Reading(kind, "agent.log", 0, text, Optional.empty(), Optional.empty());
  }

  private static Reading limit(String text, Instant resetAt) {
    return new Reading(
        Kind.RATE_LIMIT, "agent.log", 0, text, Optional.empty(), Optional.of(resetAt));
  }

  private static Reading taking(Kind kind, String value) {
    return new Reading(kind, "agent.log", 0, "", Optional.of(value), Optional.empty());
  }

  private static Recipe recipe(String name) {
    return DiskRecipes.of(Map.of("HOME", "/nowhere")).find(name);
  }
}
