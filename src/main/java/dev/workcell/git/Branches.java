package dev.workcell.git;

import static dev.workcell.git.GitCommand.revision;
import static dev.workcell.git.OpenRepo.onRepo;

import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Commits for the operator and the branches they go to.
final class Branches {
  private final GitCommand git;

  Branches(GitCommand git) {
    this.git = git;
  }

  String commit(Path workTree, String tree, String parent, String message) throws IOException {
    var call =
        git.in(
                workTree,
                "-c",
                "user.useConfigOnly=true",
                "commit-tree",
                revision(tree),
                "-p",
                revision(parent),
                "-F",
                "-")
            .fed(message.getBytes(StandardCharsets.UTF_8));
    var finished = call.run();
    if (finished.ok()) {
      return finished.text().strip();
    }
    if (finished.errorText().contains("Please tell me who you are")) {
      var last = finished.errorText().strip().lines().reduce("", (first, second) -> second);
      throw new Refusal(
          Kind.MISSING,
          "no commit was made in '" + Shown.path(workTree) + "'",
          "git knows no name or no e-mail address for you: " + Shown.text(last),
          "git config --global user.name 'Your Name'"
              + " && git config --global user.email you@example.com");
    }
    throw call.failed(finished);
  }

  void create(Path workTree, String branch, String commit) throws IOException {
    check(branch);
    var call =
        git.in(
            workTree,
            "update-ref",
            "-m",
            "branch: created by workcell",
            "--",
            "refs/heads/" + branch,
            revision(commit),
            "");
    var finished = call.run();
    var stderr = finished.errorText();
    if (stderr.contains("bad name")) {
      throw badName(branch);
    }
    if (stderr.contains("already exists") || stderr.contains("' exists; cannot create")) {
      throw taken(workTree, branch, Shown.complaint(stderr));
    }
    if (!finished.ok()) {
      throw call.failed(finished);
    }
  }

  /// The names that git takes as a ref but not as a branch.
  static void check(String branch) {
    if (branch.isEmpty()
        || branch.startsWith("-")
        || branch.equals("HEAD")
        || branch.chars().anyMatch(c -> c < ' ')) {
      throw badName(branch);
    }
  }

  static Refusal badName(String branch) {
    return new Refusal(
        Kind.USAGE,
        "branch '" + Shown.text(branch) + "' was not created",
        "it is no valid branch name",
        "git check-ref-format --branch NAME # tells whether NAME is one");
  }

  static Refusal taken(Path repo, String branch, String why) {
    return new Refusal(
        Kind.CONFLICT,
        "branch '" + Shown.text(branch) + "' was not created",
        why,
        onRepo(repo, "branch --list " + Shown.word(branch + "*")));
  }

  /// A try after a crash in the middle finds HEAD moved already and goes on with the index.
  void advance(Path workTree, String expected, String commit) throws IOException {
    var lock = GitDirs.of(workTree).gitDir().resolve("index.lock");
    if (Files.exists(lock)) {
      throw notMoved(
          workTree,
          "another git works there, or died there: " + Shown.path(lock) + " exists",
          "rm " + Shown.word(lock) + " # if no git runs");
    }
    var moved =
        git.in(
                workTree,
                "update-ref",
                "-m",
                "workcell: take",
                "--",
                "HEAD",
                revision(commit),
                revision(expected))
            .run();
    if (!moved.ok()) {
      var head = git.in(workTree, "rev-parse", "--verify", "HEAD").line();
      if (!head.equals(commit)) {
        throw notMoved(
            workTree,
            head.equals(expected)
                ? "git: " + Shown.complaint(moved.errorText())
                : "HEAD is " + head + ", not " + expected + " any more",
            onRepo(workTree, "log --oneline " + Shown.word(expected) + "..HEAD"));
      }
    }
    bringIndexAlong(workTree, expected, commit);
  }

  private void bringIndexAlong(Path workTree, String expected, String commit) throws IOException {
    try {
      git.in(workTree, "read-tree", "--reset", commit).done();
    } catch (IOException failed) {
      git.in(workTree, "update-ref", "-m", "workcell: undo", "--", "HEAD", expected, commit).done();
      throw failed;
    }
    // Only spares the user's next git some reading; its exit code tells of changed files.
    git.in(workTree, "update-index", "-q", "--refresh").run();
  }

  private static Refusal notMoved(Path workTree, String why, String mend) {
    return new Refusal(
        Kind.CONFLICT, "the branch of '" + Shown.path(workTree) + "' was not moved", why, mend);
  }

  void fastForward(Path workTree, String commit) throws IOException {
    var call =
        git.in(
            workTree,
            "merge",
            "-q",
            "--ff-only",
            "--commit",
            "--no-squash",
            "--no-stat",
            "--no-autostash",
            "--no-verify-signatures",
            "--no-overwrite-ignore",
            "--",
            revision(commit));
    var finished = call.run();
    if (finished.ok()) {
      return;
    }
    var stderr = finished.errorText();
    if (stderr.contains("fast-forward")) {
      throw notMoved(
          workTree,
          "its branch has commits that " + commit + " has not, so this is no fast-forward",
          onRepo(workTree, "merge " + commit));
    }
    if (stderr.contains("would be overwritten") || stderr.contains("would lose")) {
      throw notMoved(
          workTree,
          "local files are in the way: " + Shown.complaint(stderr),
          onRepo(workTree, "stash --include-untracked"));
    }
    throw call.failed(finished);
  }
}
