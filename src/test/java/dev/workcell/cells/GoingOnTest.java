package dev.workcell.cells;

import static dev.workcell.cells.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class GoingOnTest {
  @Test
  void what_is_open_is_not_resumed_removed_verified_or_held_twice_but_can_be_stopped()
      throws IOException {
    try (var box = Sandbox.open()) {
      box.launchDemo("fix", List.of("write a a", "hang"));
      Sandbox.until("it works", () -> Files.exists(box.repo().resolve("a")));
      refused(box.workcell("resume", "fix"), 4, "it is open: working", "workcell stop fix");
      refused(box.workcell("rm", "fix"), 4, "it is open", "workcell stop fix");
      refused(box.workcell("verify", "fix"), 4, "it is open");
      refused(box.launchDemo("two", List.of("claim-done")), 4, "is held by workcell fix");
      var waited = box.workcell("wait", "fix", "--timeout", "1s");
      assertThat(waited.code()).as(waited.all()).isEqualTo(1);
      assertThat(waited.out()).contains("working");

      var stopped = box.workcell("stop", "fix");
      assertThat(stopped.code()).as(stopped.all()).isEqualTo(0);
      assertThat(stopped.out()).contains("workcell fix is stopped", "workcell resume fix");
      assertThat(box.value("fix", "verify.verdict")).as("a stop is not judged").isEqualTo("none");
      assertThat(box.processes()).isEmpty();
      refused(box.workcell("stop", "fix"), 4, "it is not running: stopped");
    }
  }

  @Test
  void a_stop_while_the_check_runs_ends_the_check_and_the_workcell_is_stopped() throws IOException {
    try (var box = Sandbox.open()) {
      var check = "touch checking; while [ ! -e never ]; do sleep 0.1; done";
      box.launchDemo("fix", List.of("write a a", "claim-done"), "--verify", check);
      Sandbox.until("it is checked", () -> Files.exists(box.repo().resolve("checking")));
      assertThat(box.state("fix")).isEqualTo("verifying");
      var stopped = box.workcell("stop", "fix");
      assertThat(stopped.code()).as(stopped.all()).isEqualTo(0);
      assertThat(box.state("fix")).isEqualTo("stopped");
      assertThat(box.processes()).isEmpty();
    }
  }

  @Test
  void a_hand_fix_turns_parked_into_passed_only_when_the_agent_had_claimed_it() throws IOException {
    try (var box = Sandbox.open()) {
      box.launchDemo("claimed", List.of("write a a", "claim-done"), "--wait");
      box.write("done.txt", "done\n");
      assertThat(box.workcell("verify", "claimed").code()).isEqualTo(0);
      assertThat(box.state("claimed")).isEqualTo("passed");

      box.launchDemo("half", List.of("append b b", "stop-here"), "--allow-dirty", "--wait");
      assertThat(box.workcell("verify", "half").code()).isEqualTo(1);
      assertThat(box.state("half")).isEqualTo("parked");
      assertThat(box.value("half", "verify.verdict")).isEqualTo("passed");
      assertThat(box.value("half", "because")).asString().contains("did not say done");
    }
  }

  @Test
  void changes_of_somebody_else_stop_a_resume_until_they_are_allowed() throws IOException {
    try (var box = Sandbox.open()) {
      box.launchDemo("fix", List.of("write a a", "stop-here", "claim-done"), "--wait");
      box.write("theirs", "x\n");
      refused(box.workcell("resume", "fix"), 4, "somebody changed the work tree", "theirs");
      assertThat(box.run("fix", 2)).doesNotExist();

      var page = box.workcell("resume", "fix", "--print-brief");
      assertThat(page.out()).contains("## Objective", "## What remains", "First make the check");
      assertThat(box.run("fix", 2)).doesNotExist();

      var brief = box.root().resolve("own.md");
      Files.writeString(
          brief, "# Objective\nOwn.\n# Constraints\n- c\n# Definition of done\n- d\n");
      var resumed =
          box.workcell(
              "resume", "fix", "--allow-dirty", "--brief", brief.toString(), "--wait", "--json");
      assertThat(resumed.code()).as(resumed.all()).isEqualTo(1);
      assertThat(box.run("fix", 2).resolve("brief.md")).content().contains("Own.");
      assertThat(box.value("fix", "run")).isEqualTo(2L);
    }
  }

  @Test
  void work_that_is_only_in_a_salvage_is_not_removed_without_a_word() throws IOException {
    try (var box = Sandbox.open()) {
      box.launchDemo("fix", List.of("write a a", "stop-here"), "--wait");
      Files.delete(box.repo().resolve("a"));
      refused(box.workcell("rm", "fix"), 4, "only in the salvage refs/workcell/", "--discard");
      assertThat(box.workcell("rm", "fix", "--discard").code()).isEqualTo(0);
      assertThat(box.git("for-each-ref", "refs/workcell")).isEmpty();
      assertThat(box.repo().resolve(".git/workcell-holder")).doesNotExist();
    }
  }

  @Test
  void gc_takes_what_dead_launches_left_but_nothing_young_and_no_workcell() throws IOException {
    try (var box = Sandbox.open()) {
      box.launchDemo("fix", List.of("write a a", "claim-done"), "--no-verify", "--wait");
      var old = Files.createDirectory(box.home().resolve("cells/.new-00000001"));
      Files.writeString(old.resolve("cell.json"), "{}");
      Files.setLastModifiedTime(old, java.nio.file.attribute.FileTime.fromMillis(0));
      var young = Files.createDirectory(box.home().resolve("cells/.new-00000002"));

      assertThat(box.workcell("gc", "--dry-run").out()).contains("would remove " + old);
      assertThat(old).exists();
      assertThat(box.workcell("gc").out()).isEqualTo("removed " + old + "\n");
      assertThat(old).doesNotExist();
      assertThat(young).exists();
      assertThat(box.workcell("gc").out()).isEqualTo("nothing to remove\n");
      assertThat(box.state("fix")).isEqualTo("unverified");
    }
  }
}
