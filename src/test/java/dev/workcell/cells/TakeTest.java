package dev.workcell.cells;

import static dev.workcell.cells.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TakeTest {
  @Test
  void the_verified_tree_becomes_a_patch_a_branch_and_a_commit() throws IOException {
    try (var box = passed()) {
      var patch = box.root().resolve("it.patch");
      ok(box.workcell("take", "fix", "--patch", patch.toString()), "patch ");
      assertThat(patch).content().contains("+++ b/done.txt", "+done");
      refused(box.workcell("take", "fix", "--patch", patch.toString()), 4, "exists already");

      ok(box.workcell("take", "fix", "--branch", "fixed"), "branch fixed at commit");
      assertThat(box.git("show", "fixed:done.txt")).isEqualTo("done");
      assertThat(box.git("rev-parse", "HEAD")).isEqualTo(box.git("rev-parse", "fixed~"));
      refused(box.workcell("take", "fix", "--branch", "fixed"), 4, "fixed");
      refused(box.workcell("take", "fix", "--branch", "a..b"), 2, "a..b");

      ok(box.workcell("take", "fix", "--commit", "-m", "It is done"), "commit ");
      assertThat(box.git("log", "-1", "--format=%s %an")).isEqualTo("It is done Somebody");
      assertThat(box.git("status", "--porcelain")).as("index and files agree").isEmpty();
      assertThat(box.workcell("ls").out()).contains("1 that were taken");
      assertThat(box.workcell("ls", "--all").out()).contains("taken");
    }
  }

  @Test
  void a_tree_that_changed_since_is_not_taken() throws IOException {
    try (var box = passed()) {
      box.write("README", "by hand\n");
      refused(
          box.workcell("take", "fix", "--commit", "-m", "x"),
          4,
          "no longer the verified one",
          "workcell verify fix");
      assertThat(box.git("log", "--format=%s")).isEqualTo("first");
      assertThat(box.workcell("verify", "fix").code()).isEqualTo(0);
      ok(box.workcell("take", "fix", "--commit", "-m", "x"), "commit ");
      assertThat(box.git("show", "HEAD:README")).isEqualTo("by hand");
    }
  }

  @Test
  void how_to_take_is_said_once_and_only_what_passed_is_taken() throws IOException {
    try (var box = passed()) {
      refused(box.workcell("take", "fix"), 2, "0 of --commit, --branch and --patch");
      refused(box.workcell("take", "fix", "--commit", "--branch", "b"), 2, "2 of --commit");
      refused(box.workcell("take", "fix", "--commit"), 2, "-m was not given");
      box.launchDemo("half", List.of("stop-here"), "--worktree", "--wait");
      refused(box.workcell("take", "half", "--branch", "b"), 4, "only what passed can be taken");
    }
  }

  @Test
  void from_an_own_work_tree_the_branch_of_the_person_is_moved_forward() throws IOException {
    try (var box = Sandbox.open()) {
      box.write("mine", "not committed\n");
      box.launchDemo("fix", List.of("write done.txt done", "claim-done"), "--worktree", "--wait");
      assertThat(box.repo().resolve("done.txt")).doesNotExist();
      refused(box.workcell("rm", "fix"), 4, "only in its own work tree", "--discard");

      ok(box.workcell("take", "fix", "--commit", "-m", "It"), "commit ");
      assertThat(box.git("show", "main:done.txt")).isEqualTo("done");
      assertThat(box.repo().resolve("done.txt")).hasContent("done");
      assertThat(box.repo().resolve("mine")).hasContent("not committed");
      ok(box.workcell("rm", "fix"), "removed");
      assertThat(box.git("worktree", "list").lines()).hasSize(1);
      assertThat(box.git("for-each-ref", "refs/workcell", "refs/heads/workcell")).isEmpty();
    }
  }

  private static Sandbox passed() throws IOException {
    var box = Sandbox.open();
    var done = box.launchDemo("fix", List.of("write done.txt done", "claim-done It."), "--wait");
    assertThat(done.code()).as(done.all()).isEqualTo(0);
    return box;
  }

  private static void ok(Sandbox.Result result, String says) {
    assertThat(result.code()).as(result.all()).isEqualTo(0);
    assertThat(result.out()).contains(says);
  }
}
