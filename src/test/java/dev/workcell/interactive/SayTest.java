package dev.workcell.interactive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SayTest {
  @Test
  void lines_quotes_emoji_and_20_kB_arrive_once_and_byte_for_byte() throws IOException {
    try (var stage = idle()) {
      var texts =
          List.of(
              "one line",
              "two lines\nwith \"double\", 'single', `back`, $HOME, #(date), \\ and\ttab\n\nend",
              "👩‍👩‍👧 é ü 漢字 🇪🇺",
              "x".repeat(20_000) + "\nend");
      for (var text : texts) {
        var said = stage.said(text);
        assertThat(said.code()).as(said.all()).isEqualTo(0);
        assertThat(said.out()).startsWith("proved");
      }
      assertThat(stage.told().subList(1, stage.told().size())).isEqualTo(texts);
      stage.stop();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"begun", "pasted", "typed", "entered", "sent"})
  void say_is_killed_at_a_point_and_the_next_look_carries_on_so_that_it_is_told_once(String point)
      throws IOException {
    try (var stage = idle()) {
      stage.killedAt("say." + point, "say", "fix", "two lines\nof it");
      Sandbox.until(
          "a look brings it home",
          () -> {
            stage.box.state("fix");
            return stage.journal().contains("\"step\":\"proved\"");
          });
      assertThat(stage.said("and one after it").code()).isEqualTo(0);
      assertThat(stage.told().subList(1, stage.told().size()))
          .containsExactly("two lines\nof it", "and one after it");
      stage.stop();
    }
  }

  @Test
  void say_is_killed_before_its_first_line_and_nothing_was_said() throws IOException {
    try (var stage = idle()) {
      stage.killedAt("say.kept", "say", "fix", "never said");
      assertThat(stage.said("said").code()).isEqualTo(0);
      assertThat(stage.told().subList(1, stage.told().size())).containsExactly("said");
      stage.stop();
    }
  }

  @Test
  void an_enter_that_was_lost_is_pressed_again_and_the_text_is_told_once() throws IOException {
    try (var stage = Stage.with("swallow 2", "done")) {
      stage.launched("--no-verify");
      stage.untilState("asking");
      assertThat(stage.said("once").code()).isEqualTo(0);
      assertThat(stage.told().subList(1, stage.told().size())).containsExactly("once");
      stage.stop();
    }
  }

  @Test
  void what_a_person_typed_is_not_sent_along() throws IOException {
    try (var stage = idle()) {
      stage.types(1, "half a thought");
      Sandbox.until(
          "it is in the composer",
          () -> stage.say("more").err().contains("somebody's text stands in its composer: half a"));
      assertThat(stage.told()).hasSize(1);
      stage.stop();
    }
  }

  @Test
  void who_works_is_told_later() throws IOException {
    try (var stage = Stage.with("ask May I?", "done")) {
      stage.launched("--no-verify");
      stage.untilState("asking");
      var later = stage.box.workcell("say", "fix", "--later", "more to do");
      assertThat(later.code()).as(later.all()).isEqualTo(0);
      assertThat(later.out()).startsWith("queued: it is typed when the agent stands idle");
      assertThat(stage.told()).hasSize(1);

      stage.types(1, "\r");
      Sandbox.until(
          "it is told",
          () -> {
            stage.box.state("fix");
            return stage.told().size() == 2;
          });
      assertThat(stage.told().get(1)).isEqualTo("more to do");
      stage.stop();
    }
  }

  @Test
  void what_was_not_told_before_a_stop_is_in_the_brief_of_the_next_run() throws IOException {
    try (var stage = Stage.with("ask May I?")) {
      stage.launched("--no-verify");
      stage.untilState("asking");
      stage.box.workcell("say", "fix", "--later", "remember this");
      stage.stop();
      var brief = stage.box.workcell("resume", "fix", "--print-brief");
      assertThat(brief.out()).contains("The operator says:\n\nremember this\n");
    }
  }

  @Test
  void to_a_headless_agent_it_is_in_the_next_prompt() throws IOException {
    try (var box = Sandbox.open().supervised()) {
      box.launchDemo(
          "fix",
          List.of(
              "write a a",
              "run while [ ! -e go ]; do sleep 0.1; done; rm go",
              "claim-done Not yet.",
              "write done.txt done",
              "claim-done Now."));
      Sandbox.until("it works", () -> Files.exists(box.repo().resolve("a")));
      var said = box.workcell("say", "fix", "Mind the \"gap\".\nAnd the step.");
      assertThat(said.code()).as(said.all()).isEqualTo(0);
      assertThat(said.out()).startsWith("queued: it is in the prompt of the next attempt");
      box.write("go", "");
      box.settle("fix");
      assertThat(box.state("fix")).isEqualTo("passed");
      assertThat(Files.readString(box.run("fix", 1).resolve("attempts/2/prompt.md")))
          .contains("The operator says:\n\nMind the \"gap\".\nAnd the step.\n");
      assertThat(Files.readString(box.run("fix", 1).resolve("journal.jsonl")))
          .contains("\"step\":\"queued\"", "\"step\":\"proved\"");
      box.untilAllEnded();
    }
  }

  @Test
  void what_cannot_be_said_is_refused_with_the_reason() throws IOException {
    try (var stage = idle()) {
      var control = stage.say("a\u001b[2Jb");
      assertThat(control.code()).as(control.all()).isEqualTo(2);
      assertThat(control.err()).contains("U+001B", "--strip");
      assertThat(stage.say("  \n ").code()).isEqualTo(2);
      assertThat(stage.say("y".repeat(60_001)).err()).contains("60,001 bytes");
      var stripped = stage.box.workcell("say", "fix", "--strip", "a\u001b[2Jb");
      assertThat(stripped.code()).as(stripped.all()).isEqualTo(0);
      assertThat(stripped.out()).contains("1 control characters were left out");
      assertThat(stage.told().subList(1, stage.told().size())).containsExactly("a[2Jb");
      stage.stop();
      var late = stage.say("anybody?");
      assertThat(late.code()).as(late.all()).isEqualTo(4);
      assertThat(late.err()).contains("no agent lives: stopped", "workcell resume fix");
    }
  }

  /// A live agent that has ended its first turn and waits for the next word.
  private static Stage idle() throws IOException {
    var stage = Stage.with("done");
    stage.launched("--no-verify");
    stage.untilState("asking");
    return stage;
  }
}
