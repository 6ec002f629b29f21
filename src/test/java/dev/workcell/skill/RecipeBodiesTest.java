package dev.workcell.skill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import dev.workcell.Schema;
import dev.workcell.skill.Page.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every block of the recipe pages and of resume.md, in order, with agents that need no account.
@DisplayNameGeneration(ReplaceUnderscores.class)
@Execution(ExecutionMode.CONCURRENT)
class RecipeBodiesTest {
  private static final String BY_HAND = "By hand, without workcell";
  private static final List<String> ARTIFACTS =
      List.of("brief.md", "verify.sh", "agent.log", "status.json", "handoff.md");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "claude-code",
        "codex",
        "command",
        "copilot",
        "demo",
        "gemini",
        "opencode",
        "pi",
        "qwen"
      })
  void the_launch_of_an_agent_page_passes(String agent) throws IOException {
    try (var box = Readers.busyHome();
        var reader = new Reader(box, shop(box))) {
      for (var block : blocks("recipes/" + agent + ".md", false)) {
        reader.follow(block);
        var name = block.text().replaceFirst("(?s).*workcell launch ([a-z-]+).*", "$1");
        assertThat(box.settle(name).code()).as(block.text()).isEqualTo(0);
        assertThat(box.state(name)).isEqualTo("passed");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"single-repo", "multi-repo"})
  void a_guide_takes_what_its_workcells_did(String guide) throws IOException {
    try (var box = Readers.busyHome();
        var reader = new Reader(box, Readers.home(box))) {
      for (var block : blocks("recipes/" + guide + ".md", false)) {
        reader.follow(block);
      }
      assertThat(shop(box).resolve("done.txt")).hasContent("done");
      assertThat(box.workcell("ls", "--all").out()).contains("no workcells yet");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"claude-code", "codex", "command", "copilot", "gemini", "opencode", "pi", "qwen"})
  void by_hand_an_agent_page_leaves_the_five_artifacts(String agent) throws IOException {
    try (var box = Readers.busyHome()) {
      var run = byHand(box, agent, "");
      assertThat(status(run)).contains("\"state\": \"passed\"", "\"exitCode\": 0");
      assertThat(shop(box).resolve("done.txt")).hasContent("done");
      assertThat(run.resolve("handoff.md")).content().contains("?? done.txt", "**passed**");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"claude-code", "codex", "command"})
  void by_hand_an_agent_that_fails_is_parked_and_resumed_by_the_protocol(String agent)
      throws IOException {
    try (var box = Readers.busyHome()) {
      Files.createFile(Readers.home(box).resolve("agent-fails"));
      var run = byHand(box, agent, "   # exit 1: parked");
      assertThat(status(run))
          .contains("\"state\": \"parked\"", "{\"code\": 1, \"signal\": null, \"by\": \"agent\"")
          .contains("\"claim\": {\"ok\": false", "\"verdict\": \"failed\"");
      assertThat(run.resolve("handoff.md")).content().contains("Make the check pass", "done.txt");

      Files.delete(Readers.home(box).resolve("agent-fails"));
      try (var reader = new Reader(box, Readers.home(box))) {
        blocks("resume.md", true).forEach(reader::follow);
      }
      var next = run.resolveSibling("2");
      fiveArtifacts(next);
      assertThat(status(next)).contains("\"state\": \"passed\"", "\"run\": 2");
      assertThat(next.resolve("brief.md")).content().contains("First make the check pass");
    }
  }

  @Test
  void by_hand_the_death_of_tmux_means_nothing() throws IOException {
    try (var box = Readers.busyHome()) {
      Files.createFile(Readers.home(box).resolve("agent-waits"));
      Readers.withoutWorkcell(box);
      var blocks = blocks("recipes/claude-code.md", true);
      try (var reader = new Reader(box, shop(box))) {
        reader.follow(blocks.get(0));
        reader.follow(blocks.get(1));
        reader.follow("kill -s KILL \"$(tmux -S tmux.sock display-message -p '#{pid}')\"");
        Files.delete(Readers.home(box).resolve("agent-waits"));
        reader.follow(blocks.get(2));
      }
      var run = Readers.home(box).resolve("by-hand/fix-login/1");
      fiveArtifacts(run);
      assertThat(status(run)).contains("\"state\": \"passed\"");
    }
  }

  @Test
  void by_hand_an_attempt_that_was_killed_is_settled_afterwards_and_never_passes()
      throws IOException {
    try (var box = Readers.busyHome()) {
      Files.createFile(Readers.home(box).resolve("agent-waits"));
      Readers.withoutWorkcell(box);
      var blocks = blocks("recipes/codex.md", true);
      try (var reader = new Reader(box, shop(box))) {
        reader.follow(blocks.get(0));
        reader.follow(blocks.get(1));
        reader.follow("sh by-hand.sh --settle \"$repo\"   # exit 4: it runs");
        reader.follow("kill -s KILL \"$(head -n 1 .runner)\"");
        reader.follow("sh by-hand.sh --wait \"$repo\"   # exit 4: no record");
        reader.follow("sh by-hand.sh --settle \"$repo\"   # exit 4: the agent lives");
        Files.delete(Readers.home(box).resolve("agent-waits"));
        reader.follow("while kill -s 0 \"$(head -n 1 .agent)\"; do sleep 0.2; done");
        reader.follow("sh by-hand.sh --settle \"$repo\"");
        reader.follow("tmux -S tmux.sock kill-server");
      }
      var run = Readers.home(box).resolve("by-hand/fix-login/1");
      fiveArtifacts(run);
      assertThat(status(run))
          .contains("\"state\": \"parked\"", "its exit is unknown", "\"code\": null")
          .contains("\"verdict\": \"passed\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"single-repo", "multi-repo"})
  void by_hand_a_guide_leaves_the_five_artifacts_for_each_repository(String guide)
      throws IOException {
    try (var box = Readers.busyHome()) {
      Files.writeString(Readers.home(box).resolve("brief.md"), "## Objective\n\nUpgrade\n");
      Readers.withoutWorkcell(box);
      try (var reader = new Reader(box, Readers.home(box))) {
        blocks("recipes/" + guide + ".md", true).forEach(reader::follow);
      }
      try (var runs = Files.list(Readers.home(box).resolve("by-hand"))) {
        for (var run : runs.filter(Files::isDirectory).toList()) {
          fiveArtifacts(run.resolve("1"));
          assertThat(status(run.resolve("1"))).contains("\"state\": \"passed\"");
        }
      }
    }
  }

  @Test
  void with_workcell_the_resume_protocol_ends_passed() throws IOException {
    try (var box = Readers.busyHome()) {
      box.launchDemo("fix", List.of("write done.txt done", "stop-here"), "--wait");
      assertThat(box.state("fix")).isEqualTo("parked");
      try (var reader = new Reader(box, box.root())) {
        blocks("resume.md", false).forEach(reader::follow);
      }
      assertThat(box.state("fix")).isEqualTo("passed");
    }
  }

  private static Path byHand(Sandbox box, String agent, String end) throws IOException {
    Readers.withoutWorkcell(box);
    try (var reader = new Reader(box, shop(box))) {
      for (var block : blocks("recipes/" + agent + ".md", true)) {
        reader.follow(block.text().replace("--wait \"$repo\"", "--wait \"$repo\"" + end));
      }
    }
    var run = Readers.home(box).resolve("by-hand/fix-login/1");
    fiveArtifacts(run);
    return run;
  }

  private static void fiveArtifacts(Path run) throws IOException {
    for (var name : ARTIFACTS) {
      assertThat(run.resolve(name)).exists();
    }
    assertThat(Schema.of("status").faults(status(run))).as(status(run)).isEmpty();
    assertThat(run.resolve("handoff.md"))
        .content()
        .containsSubsequence("# Handoff of ", "## Next action", "## Goal", "## How to resume");
  }

  private static String status(Path run) throws IOException {
    return Files.readString(run.resolve("status.json"));
  }

  private static Path shop(Sandbox box) {
    return Readers.home(box).resolve("src/shop");
  }

  private static List<Block> blocks(String page, boolean byHand) throws IOException {
    var blocks =
        Page.of(page).shellBlocks().stream()
            .filter(block -> block.section().equals(BY_HAND) == byHand)
            .toList();
    assertThat(blocks).as(page).isNotEmpty().allMatch(block -> block.info().isEmpty());
    return blocks;
  }
}
