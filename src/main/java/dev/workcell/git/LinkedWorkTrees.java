package dev.workcell.git;

import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/// Work trees beside the main one, each on a branch of its own.
final class LinkedWorkTrees {
  private final GitCommand git;

  LinkedWorkTrees(GitCommand git) {
    this.git = git;
  }

  void add(Path repo, Path worktree, String branch) throws IOException {
    Branches.check(branch);
    var ref = "refs/heads/" + branch;
    var head = git.in(repo, "rev-parse", "--verify", "--end-of-options", "HEAD^{commit}").line();
    if (git.in(repo, "show-ref", "--verify", "-q", "--", ref).run().ok()) {
      throw Branches.taken(repo, branch, "there is a branch of that name");
    }
    if (occupied(worktree)) {
      throw new Refusal(
          Kind.CONFLICT,
          "work tree '" + Shown.path(worktree) + "' was not made",
          "something is there already",
          "ls -la " + Shown.word(worktree));
    }
    var call =
        git.in(
            repo,
            "worktree",
            "add",
            "--no-track",
            "-b",
            branch,
            "--",
            worktree.toAbsolutePath().toString(),
            head);
    var finished = call.run();
    if (!finished.ok()) {
      // git makes the branch first and leaves it; it goes only if it is still where git put it
      git.in(repo, "update-ref", "-d", "--", ref, head).run();
      if (finished.errorText().contains("not a valid branch name")) {
        throw Branches.badName(branch);
      }
      throw call.failed(finished);
    }
  }

  /// A try after a crash in the middle ends it.
  void remove(Path repo, Path worktree, String branch) throws IOException {
    Branches.check(branch);
    var path = worktree.toAbsolutePath().toString();
    var remove = git.in(repo, "worktree", "remove", "--force", "--force", "--", path);
    var finished = remove.run();
    if (!finished.ok() && finished.errorText().contains("validation failed")) {
      git.in(repo, "worktree", "repair", "--", path).run(); // its .git file was lost or changed
      finished = remove.run();
    }
    if (!finished.ok() && Files.exists(worktree, LinkOption.NOFOLLOW_LINKS)) {
      throw remove.failed(finished);
    }
    if (!finished.ok() && !finished.errorText().contains("is not a working tree")) {
      throw remove.failed(finished);
    }
    // `branch -D` refuses a branch that another work tree has checked out
    var delete = git.in(repo, "branch", "-q", "-D", "--", branch);
    var deleted = delete.run();
    if (!deleted.ok() && !deleted.errorText().contains("not found")) {
      throw delete.failed(deleted);
    }
  }

  private static boolean occupied(Path worktree) throws IOException {
    if (!Files.isDirectory(worktree, LinkOption.NOFOLLOW_LINKS)) {
      return Files.exists(worktree, LinkOption.NOFOLLOW_LINKS);
    }
    try (var files = Files.list(worktree)) {
      return files.findAny().isPresent();
    }
  }
}
