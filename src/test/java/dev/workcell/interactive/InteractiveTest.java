package dev.workcell.interactive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class InteractiveTest {
  @Test
  void an_agent_that_stands_idle_is_ended_and_judged_and_its_log_is_what_it_showed()
      throws IOException {
    try (var stage = Stage.with("write done.txt done")) {
      var launched = stage.launch("--wait");
      assertThat(launched.code()).as(launched.all()).isEqualTo(0);
      assertThat(stage.box.state("fix")).isEqualTo("passed");
      assertThat(stage.box.value("fix", "agent.mode")).isEqualTo("interactive");
      assertThat(stage.box.value("fix", "durability")).asString().startsWith("interactive: script");
      assertThat(stage.box.value("fix", "claim.text")).isEqualTo("wrote done.txt");
      assertThat(stage.box.value("fix", "agent.sessionId")).asString().startsWith("s-");
      assertThat(Files.readString(stage.box.run("fix", 1).resolve("agent.log")))
          .contains("working, esc to interrupt", "\u001b[2J\u001b[H\r\n> ");
      assertThat(stage.attempt(1).resolve("keys")).as("the FIFO goes").doesNotExist();
      stage.box.untilAllEnded();
    }
  }

  @Test
  void a_check_that_fails_is_the_next_prompt() throws IOException {
    try (var stage = Stage.with("done")) {
      stage.box.supervised();
      stage.launched();
      Sandbox.until("it was told what the check says", () -> stage.told().size() >= 2);
      assertThat(stage.told().get(1)).contains("First make the check pass");
      stage.box.workcell("stop", "fix");
      stage.box.untilAllEnded();
    }
  }

  @Test
  void what_it_asks_is_told_and_waits_for_a_person_who_answers() throws IOException {
    try (var stage = Stage.with("ask May I write?", "write done.txt done")) {
      stage.launched("--no-verify");
      stage.untilState("asking");
      assertThat(stage.box.value("fix", "because")).asString().contains("May I write?");
      assertThat(stage.journal()).contains("\"question\":\"May I write?\"");
      var said = stage.box.workcell("say", "fix", "yes");
      assertThat(said.code()).as(said.all()).isEqualTo(4);
      assertThat(said.err()).contains("a text would answer it: May I write?", "workcell attach");

      stage.types(1, "\r");
      Sandbox.until(
          "it goes on", () -> !String.valueOf(stage.box.value("fix", "because")).contains("May I"));
      assertThat(stage.told()).hasSize(1);
      stage.box.workcell("stop", "fix");
      stage.box.untilAllEnded();
    }
  }

  @Test
  void a_dialog_whose_safe_keys_the_page_names_is_answered_once() throws IOException {
    try (var stage = Stage.with("ask safe to trust?")) {
      stage.launched("--no-verify");
      Sandbox.until(
          "it goes on",
          () ->
              stage.journal().contains("\"event\":\"said\"")
                  || String.valueOf(stage.box.value("fix", "because")).contains("answered"));
      assertThat(stage.journal().split("answered with Enter", -1)).hasSize(2);
      stage.box.workcell("stop", "fix");
      stage.box.untilAllEnded();
    }
  }

  @Test
  void the_death_of_tmux_means_nothing_and_a_new_viewer_shows_the_agent() throws IOException {
    try (var stage = Stage.with("hang")) {
      stage.launched();
      Sandbox.until("it works", () -> stage.told().size() == 1);
      var agent = stage.agentPid(1);
      Sandbox.until("tmux is there", () -> !stage.tmux().isEmpty());
      stage.tmux().forEach(ProcessHandle::destroyForcibly);
      Sandbox.until("tmux is gone", () -> stage.tmux().isEmpty());
      assertThat(stage.box.state("fix")).isEqualTo("working");
      Sandbox.until(
          "a look opens a new viewer",
          () -> {
            stage.box.state("fix");
            return !stage.tmux().isEmpty();
          });
      assertThat(stage.agentPid(1)).isEqualTo(agent);
      assertThat(ProcessHandle.of(agent)).isPresent();
      stage.box.workcell("stop", "fix");
      assertThat(stage.box.state("fix")).isEqualTo("stopped");
      stage.box.untilAllEnded();
    }
  }

  @Test
  void a_keeper_that_is_killed_is_an_exit_on_record() throws IOException {
    try (var stage = Stage.with("hang")) {
      stage.launched();
      Sandbox.until("it works", () -> stage.told().size() == 1);
      Stage.kill(stage.keeperPid(1));
      stage.box.settle("fix");
      assertThat(stage.box.state("fix")).isEqualTo("parked");
      assertThat(stage.box.value("fix", "exit.by")).isEqualTo("agent");
      assertThat(stage.box.value("fix", "exit.code")).hasToString("137");
      stage.box.untilAllEnded();
    }
  }

  @Test
  void a_recipe_without_a_terminal_is_refused() throws IOException {
    try (var box = Sandbox.open()) {
      var refused = box.workcell(box.launching("fix", "--agent", "demo", "--interactive"));
      assertThat(refused.code()).as(refused.all()).isEqualTo(2);
      assertThat(refused.err()).contains("does not say how it is run in a terminal");
      assertThat(box.cell("fix")).doesNotExist();
    }
  }
}
