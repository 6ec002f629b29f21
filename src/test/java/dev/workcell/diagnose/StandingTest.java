package dev.workcell.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.diagnose.Standing.Asking;
import dev.workcell.diagnose.Standing.By;
import dev.workcell.diagnose.Standing.Composer;
import dev.workcell.diagnose.Standing.Ended;
import dev.workcell.diagnose.Standing.Glance;
import dev.workcell.diagnose.Standing.Idle;
import dev.workcell.diagnose.Standing.Starting;
import dev.workcell.diagnose.Standing.Troubled;
import dev.workcell.diagnose.Standing.Typed;
import dev.workcell.diagnose.Standing.Unreadable;
import dev.workcell.diagnose.Standing.WaitsByItself;
import dev.workcell.diagnose.Standing.Working;
import dev.workcell.disk.DiskRecipes;
import dev.workcell.run.DiagnosisKind;
import dev.workcell.runbook.Sign.Ask;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// What hooks, title and screen add up to, with Claude Code's page.
@DisplayNameGeneration(ReplaceUnderscores.class)
class StandingTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Signs CLAUDE =
      new Signs(DiskRecipes.of(Map.of("HOME", "/nowhere")).find("claude-code"), ZoneOffset.UTC);

  private static final String RULE = "─".repeat(80) + "\n";
  private static final String EMPTY_COMPOSER =
      "❯ Please write the note.\n● It is written.\n\n"
          + RULE
          + "❯\u00a0\n"
          + RULE
          + "  ⏸ manual mode on\n";
  private static final String WORKING =
      EMPTY_COMPOSER.replace("manual mode on", "manual mode on · esc to interrupt");
  private static final String DIALOG =
      RULE
          + " Bash command\n   rm -rf /\n Do you want to proceed?\n ❯ 1. Yes\n   2. No\n\n Esc to cancel · Tab to amend\n";

  private static final String START = hook("SessionStart", "\"source\":\"startup\"");
  private static final String PROMPT = hook("UserPromptSubmit", "\"prompt\":\"go\"");
  private static final String ASKS =
      hook("PermissionRequest", "\"tool_name\":\"Bash\",\"tool_input\":{\"command\":\"rm it\"}");
  private static final String REMINDS =
      hook("Notification", "\"notification_type\":\"permission_prompt\",\"message\":\"needs you\"");
  private static final String STOP = hook("Stop", "\"last_assistant_message\":\"All done.\"");

  private static final String BUSY = "◐ Claude Code";
  private static final String QUIET = "✳ Claude Code";

  @Test
  void a_turn_that_a_hook_says_is_over_is_idle_and_brings_the_last_words() {
    assertThat(of(QUIET, EMPTY_COMPOSER, START, PROMPT, STOP))
        .isEqualTo(new Idle(By.HOOK, "All done.", Composer.EMPTY));
  }

  @Test
  void over_but_with_text_in_the_composer_is_typed() {
    assertThat(of(QUIET, EMPTY_COMPOSER.replace("❯\u00a0", "❯ fix it\n  all of it"), PROMPT, STOP))
        .isEqualTo(new Typed(By.SCREEN, "fix it all of it"));
  }

  @Test
  void a_placeholder_in_dim_letters_is_no_text() {
    var dim = EMPTY_COMPOSER.replace("❯\u00a0", "❯\u00a0\u001b[7mW\u001b[0;2mrite a test\u001b[0m");

    assertThat(of(QUIET, dim)).isEqualTo(new Idle(By.SCREEN, "", Composer.EMPTY));
  }

  @Test
  void colours_whose_numbers_hold_a_two_are_not_dim() {
    var coloured = EMPTY_COMPOSER.replace("❯\u00a0", "❯ \u001b[38;5;2mreal\u001b[39m");

    assertThat(of(QUIET, coloured)).isEqualTo(new Typed(By.SCREEN, "real"));
  }

  @Test
  void over_with_a_screen_that_cannot_be_read_is_idle_with_the_composer_unseen() {
    assertThat(of(QUIET, "something new\n", PROMPT, STOP))
        .isEqualTo(new Idle(By.HOOK, "All done.", Composer.UNSEEN));
  }

  @Test
  void a_dialog_wins_over_every_hook_since_keys_would_go_to_it() {
    for (var last : List.of(PROMPT, STOP, START)) {
      assertThat(of(QUIET, DIALOG, START, last))
          .isInstanceOfSatisfying(
              Asking.class,
              asking -> {
                assertThat(asking.ask()).isEqualTo(Ask.PERMISSION);
                assertThat(asking.question()).contains("rm -rf /");
                assertThat(asking.keys()).isEmpty();
              });
    }
  }

  @Test
  void a_question_is_told_by_its_hook_alone_and_a_reminder_does_not_make_it_poorer() {
    assertThat(of(QUIET, "", PROMPT, ASKS, REMINDS))
        .isEqualTo(new Asking(By.HOOK, Ask.PERMISSION, "rm it", List.of()));
  }

  @Test
  void an_answered_question_is_over_although_no_hook_tells_it() {
    assertThat(of(BUSY, WORKING, PROMPT, ASKS)).isInstanceOf(Working.class);
    assertThat(of(QUIET, EMPTY_COMPOSER, PROMPT, ASKS)).isInstanceOf(Idle.class);
  }

  @Test
  void an_interrupted_turn_is_idle_by_the_screen_although_no_hook_tells_it() {
    assertThat(of(QUIET, EMPTY_COMPOSER, PROMPT))
        .isEqualTo(new Idle(By.SCREEN, "", Composer.EMPTY));
  }

  @Test
  void the_title_says_that_it_works_when_the_screen_cannot_be_read() {
    assertThat(of(BUSY, "", PROMPT)).isEqualTo(new Working(By.HOOK, ""));
    assertThat(of(BUSY, "")).isEqualTo(new Working(By.TITLE, ""));
  }

  @Test
  void idle_by_the_title_alone_may_be_a_dialog_and_is_not_guessed() {
    assertThat(of(QUIET, "")).isEqualTo(new Unreadable());
    assertThat(of(QUIET, "", PROMPT)).isEqualTo(new Unreadable());
  }

  @Test
  void a_limit_told_by_a_hook_brings_its_reset_time() {
    var limit =
        hook(
            "StopFailure",
            "\"error\":\"rate_limit\",\"last_assistant_message\":\"You've hit your 5-hour limit ·"
                + " resets 1:05pm (UTC)\"");

    assertThat(of(QUIET, "", PROMPT, limit))
        .isInstanceOfSatisfying(
            Troubled.class,
            troubled -> {
              assertThat(troubled.kind()).contains(DiagnosisKind.RATE_LIMIT);
              assertThat(troubled.resetAt()).contains(Instant.parse("2026-11-22T13:05:59Z"));
            });
  }

  @Test
  void a_limit_after_which_it_goes_on_by_itself_is_left_to_it() {
    var limit =
        hook(
            "StopFailure",
            "\"error\":\"rate_limit\",\"last_assistant_message\":\"You've hit your 5-hour limit ·"
                + " resets 1:05pm (UTC)\"");
    var screen =
        "❯ go\n  ⎿  You've hit your 5-hour limit · resets 1:05pm (UTC)\n"
            + "● Usage limit reached · set to continue automatically at 1:05pm\n"
            + RULE
            + "❯\u00a0\n"
            + RULE
            + "  ⚠ Usage limit reached · limit resets 1:05pm\n"
            + "    Continuing automatically at 1:05pm · Esc to cancel\n";

    assertThat(of(QUIET, screen, PROMPT, limit))
        .isInstanceOfSatisfying(
            WaitsByItself.class,
            waits -> {
              assertThat(waits.about()).contains(DiagnosisKind.RATE_LIMIT);
              assertThat(waits.until()).contains(Instant.parse("2026-11-22T13:05:59Z"));
            });
    assertThat(of(QUIET, screen + "❯ next\n● Done.\n" + EMPTY_COMPOSER, PROMPT, STOP))
        .as("long over")
        .isInstanceOf(Idle.class);
  }

  @Test
  void a_limit_of_an_earlier_turn_is_over() {
    var screen = "❯ go\n  ⎿  You've hit your 5-hour limit · resets 1:05pm (UTC)\n" + EMPTY_COMPOSER;

    assertThat(of(QUIET, screen)).isInstanceOf(Idle.class);
    assertThat(of(BUSY, screen)).isInstanceOf(Working.class);
  }

  @Test
  void words_of_a_dialog_in_what_it_says_are_no_dialog() {
    var screen =
        EMPTY_COMPOSER.replace(
            "● It is written.",
            "● I would ask:\n  Do you want to proceed?\n  ❯ 1. Yes\n  Esc to cancel");

    assertThat(of(QUIET, screen)).isInstanceOf(Idle.class);
  }

  @Test
  void events_of_another_conversation_count_for_nothing() {
    var other = STOP.replace("s1", "s0");

    assertThat(of(BUSY, "", START, PROMPT, other)).isEqualTo(new Working(By.HOOK, ""));
  }

  @Test
  void a_conversation_that_is_compacted_goes_on_working() {
    var compacted = hook("SessionStart", "\"source\":\"compact\"");

    assertThat(of(BUSY, "", START, PROMPT, compacted)).isInstanceOf(Working.class);
  }

  @Test
  void it_starts_until_its_composer_is_there() {
    assertThat(of("", "", START)).isEqualTo(new Starting(By.HOOK));
    assertThat(of(QUIET, EMPTY_COMPOSER, START)).isEqualTo(new Idle(By.SCREEN, "", Composer.EMPTY));
  }

  @Test
  void a_dead_pane_has_ended_whatever_its_last_screen_shows() {
    var glance = new Glance(List.of(PROMPT), Optional.of(BUSY), Optional.of(WORKING), true);

    assertThat(Standing.of(CLAUDE, glance, NOON))
        .isEqualTo(new Ended(By.PANE, Optional.empty(), ""));
  }

  @Test
  void nothing_at_all_is_unreadable() {
    var nothing = new Glance(List.of(), Optional.empty(), Optional.empty(), false);

    assertThat(Standing.of(CLAUDE, nothing, NOON)).isEqualTo(new Unreadable());
    assertThat(of("bash", "$ \n", "{}", "no json", "[1]")).isEqualTo(new Unreadable());
  }

  private static Standing of(String title, String screen, String... hooks) {
    var events = new ArrayList<>(List.of(hooks));
    var glance = new Glance(events, Optional.of(title), Optional.of(screen), false);
    return Standing.of(CLAUDE, glance, NOON);
  }

  private static String hook(String event, String more) {
    return "{\"session_id\":\"s1\",\"hook_event_name\":\"%s\",%s}".formatted(event, more);
  }
}
