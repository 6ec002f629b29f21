package dev.workcell.cells;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FirstLightTest {
  @Test
  void a_brief_goes_in_and_a_verified_result_and_a_handoff_come_out() throws IOException {
    try (var box = Sandbox.open()) {
      var launched =
          box.launchDemo("fix", List.of("write done.txt done", "claim-done It is done."), "--wait");

      assertThat(launched.code()).as(launched.all()).isEqualTo(0);
      assertThat(box.state("fix")).isEqualTo("passed");
      assertThat(box.value("fix", "verify.verdict")).isEqualTo("passed");
      assertThat(Files.readString(box.run("fix", 1).resolve("handoff.md"))).contains("take it");
      assertThat(box.processes()).as("nothing is left running").isEmpty();
    }
  }

  @Test
  void done_that_the_check_does_not_confirm_is_parked_and_a_resume_goes_on_from_there()
      throws IOException {
    try (var box = Sandbox.open()) {
      var steps =
          List.of(
              "write other.txt x", "claim-done Done!", "write done.txt done", "claim-done Now.");
      var launched = box.launchDemo("fix", steps, "--wait");

      assertThat(launched.code()).as(launched.all()).isEqualTo(1);
      assertThat(box.state("fix")).isEqualTo("parked");
      assertThat(box.value("fix", "claim.ok")).isEqualTo(true);
      assertThat(box.value("fix", "diagnosis.kind")).isEqualTo("partial-completion");

      var resumed = box.workcell("resume", "fix", "--wait");
      assertThat(resumed.code()).as(resumed.all()).isEqualTo(0);
      assertThat(Files.readString(box.run("fix", 2).resolve("brief.md"))).contains("What remains");
    }
  }
}
