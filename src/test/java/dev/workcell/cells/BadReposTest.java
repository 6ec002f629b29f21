package dev.workcell.cells;

import static dev.workcell.cells.Refusals.nothingMade;
import static dev.workcell.cells.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import dev.workcell.Sandbox.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BadReposTest {
  @Test
  void a_repo_that_is_not_there_or_none_or_bare_or_empty_is_refused() throws IOException {
    try (var box = Sandbox.open()) {
      refused(launch(box, box.root().resolve("nowhere")), 3, "there is no such path");
      refused(launch(box, box.repo().resolve("README")), 2, "it is a file, not a directory");
      refused(launch(box, Path.of("/")), 4, "it is not a git repo", "git init");

      box.exec(List.of("git", "init", "-q", "--bare", box.root().resolve("bare").toString()));
      refused(launch(box, box.root().resolve("bare")), 4, "bare repo", "worktree add");

      box.exec(List.of("git", "init", "-q", box.root().resolve("empty").toString()));
      refused(launch(box, box.root().resolve("empty")), 4, "it has no commits", "commit");
      nothingMade(box);
    }
  }

  @Test
  void a_repo_in_the_middle_of_a_rebase_or_a_merge_is_refused_and_left_there() throws IOException {
    try (var box = Sandbox.open()) {
      twoSides(box);
      box.exec(List.of("git", "-C", box.repo().toString(), "rebase", "main"));
      refused(launch(box, box.repo()), 4, "a rebase is in progress", "rebase --abort");
      assertThat(box.repo().resolve(".git/rebase-merge")).isDirectory();
      box.git("rebase", "--abort");

      box.exec(List.of("git", "-C", box.repo().toString(), "merge", "main"));
      refused(launch(box, box.repo()), 4, "a merge is in progress", "merge --abort");
      nothingMade(box);
    }
  }

  private static void twoSides(Sandbox box) throws IOException {
    box.git("checkout", "-q", "-b", "side");
    box.write("README", "side\n");
    box.git("commit", "-q", "-am", "side");
    box.git("checkout", "-q", "main");
    box.write("README", "main\n");
    box.git("commit", "-q", "-am", "main");
    box.git("checkout", "-q", "side");
  }

  @Test
  void changes_that_are_not_committed_are_somebodys_work_and_are_refused() throws IOException {
    try (var box = Sandbox.open()) {
      box.write("README", "changed\n");
      box.write("new file", "x\n");
      refused(launch(box, box.repo()), 4, "M README", "new file", "--allow-dirty");
      assertThat(Files.readString(box.repo().resolve("README"))).isEqualTo("changed\n");
      nothingMade(box);
    }
  }

  @Test
  void a_repo_on_a_read_only_disk_is_refused() throws IOException {
    Root.required();
    try (var box = Sandbox.open()) {
      var script =
          "mount --bind \"$REPO\" \"$REPO\" && mount -o remount,ro,bind \"$REPO\" && exec \"$@\"";
      box.with("REPO", box.repo().toString());
      refused(
          Root.inOwnMounts(box, script, launchWords(box, box.repo())),
          4,
          "its git directory is read-only");
      nothingMade(box);
    }
  }

  @Test
  void a_repo_that_belongs_to_another_user_is_refused() throws IOException {
    Root.required();
    try (var box = Sandbox.open()) {
      refused(
          Root.asNobody(box, "", launchWords(box, Path.of("repo"))),
          4,
          "it belongs to another user");
    }
  }

  @Test
  void a_git_directory_that_we_may_not_write_is_refused() throws IOException {
    Root.required();
    try (var box = Sandbox.open()) {
      var prepare = "chown -R 65534:65534 repo; chmod -R a-w repo/.git;";
      refused(
          Root.asNobody(box, prepare, launchWords(box, Path.of("repo"))),
          4,
          "its git directory is read-only",
          "chmod");
    }
  }

  private static Result launch(Sandbox box, Path repo) {
    return box.exec(launchWords(box, repo));
  }

  private static List<String> launchWords(Sandbox box, Path repo) {
    return box.argv(
        "launch",
        "fix",
        "--repo",
        repo.toString(),
        "--objective",
        "o",
        "--constraint",
        "c",
        "--done",
        "d",
        "--verify",
        "true");
  }
}
