package dev.workcell.skill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import dev.workcell.skill.Page.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// SKILL.md, followed by somebody who has nothing but this page and an empty home.
@DisplayNameGeneration(ReplaceUnderscores.class)
class SkillPageTest {
  @Test
  void who_follows_only_the_page_goes_through_the_whole_cycle() throws IOException {
    try (var box = Readers.emptyHome()) {
      follow(box);
      box.untilAllEnded();
    }
  }

  private static void follow(Sandbox box) throws IOException {
    try (var reader = new Reader(box)) {
      assertThat(reader.follow("workcell skill install --to \"$HOME/skills\""))
          .contains("skills/session-supervisor/SKILL.md");
      var blocks = installed(box);
      assertThat(blocks).hasSizeGreaterThan(12).allMatch(block -> block.info().isEmpty());
      var live = box.home().resolve("supervisor/live");
      for (var block : blocks) {
        if (block.text().contains("--no-daemon")) {
          Sandbox.until("the supervisor of the block before has left", () -> !Files.exists(live));
        }
        promised(box, block, reader.follow(block));
      }
    }
  }

  private static List<Block> installed(Sandbox box) throws IOException {
    var home = String.valueOf(box.environment().get("HOME"));
    var page = Path.of(home, "skills", "session-supervisor", "SKILL.md");
    return new Page("SKILL.md", Files.readString(page)).shellBlocks();
  }

  /// What the text around a block says of it.
  private static void promised(Sandbox box, Block block, String printed) {
    var trial = Path.of(String.valueOf(box.environment().get("HOME")), "trial");
    switch (block.title().replaceFirst(" --.*| \\\\", "")) {
      case "workcell launch \"$name\"" -> assertThat(printed).contains("first-light launched");
      case "workcell wait \"$name\"" -> assertThat(box.state("first-light")).isEqualTo("passed");
      case "workcell launch uneven" -> {
        assertThat(box.state("uneven")).isEqualTo("parked");
        assertThat(box.value("uneven", "claim.ok")).isEqualTo(true);
        assertThat(box.value("uneven", "verify.verdict")).isEqualTo("failed");
      }
      case "workcell why uneven" ->
          assertThat(printed).contains("partial-completion", "nobody is supervising", "continue");
      case "workcell resume uneven" -> {
        assertThat(printed).contains("First make the check pass");
        assertThat(box.state("uneven")).isEqualTo("passed");
        assertThat(box.value("uneven", "run")).isEqualTo(3L);
      }
      case "workcell handoff \"$name\"" -> assertThat(printed).contains("## Next action");
      case "workcell take \"$name\"" -> {
        assertThat(trial.resolve("demo.txt")).hasContent("a line from the demonstration agent");
        assertThat(printed).contains("Add demo.txt", "branch three-lines");
      }
      case "workcell rm \"$name\"" -> assertThat(printed).contains("no workcells yet");
      default -> assertThat(printed).doesNotContain("not found");
    }
  }
}
