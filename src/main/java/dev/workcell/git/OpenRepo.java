package dev.workcell.git;

import static dev.workcell.run.Refusal.Kind.CONFLICT;
import static dev.workcell.run.Refusal.Kind.MISSING;
import static dev.workcell.run.Refusal.Kind.NOT_FOUND;
import static dev.workcell.run.Refusal.Kind.USAGE;

import dev.workcell.run.Refusal;
import dev.workcell.supervise.Commands.Finished;
import dev.workcell.supervise.Repos.Repo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Finds the work tree that holds a path, with one git, or refuses.
final class OpenRepo {
  private final GitCommand git;

  OpenRepo(GitCommand git) {
    this.git = git;
  }

  Repo open(Path asked) {
    var path = directory(asked);
    var answer = ask(path);
    var lines = answer.text().split("\n", -1);
    if (lines.length < 3) {
      throw unreadable(path, answer.errorText());
    }
    if (lines[1].equals("true")) {
      throw bare(path);
    }
    if (lines[0].equals("true")) {
      throw insideGitDir(path);
    }
    if (!answer.ok()) {
      throw answer.errorText().contains("unknown revision")
          ? noCommits(path)
          : unreadable(path, answer.errorText());
    }
    var repo = repo(path, lines[2]);
    InProgress.find(repo)
        .ifPresent(found -> {
          throw found;
        });
    notWritable(repo)
        .ifPresent(found -> {
          throw found;
        });
    return repo;
  }

  private static Path directory(Path asked) {
    var path = asked.toAbsolutePath().normalize();
    if (!Files.exists(path)) {
      var there = path;
      while (there.getParent() != null && !Files.exists(there)) {
        there = there.getParent();
      }
      throw refusal(NOT_FOUND, path, "there is no such path", "ls " + Shown.word(there));
    }
    if (!Files.isDirectory(path)) {
      throw refusal(
          USAGE,
          path,
          "it is a file, not a directory",
          onRepo(Optional.ofNullable(path.getParent()).orElse(path), "rev-parse --show-toplevel"));
    }
    try {
      return path.toRealPath();
    } catch (IOException unreadable) {
      throw refusal(
          CONFLICT, path, Shown.text(unreadable.toString()), "ls -ld " + Shown.word(path));
    }
  }

  /// Bare or not comes before `--show-cdup`, which a bare repo does not answer.
  private Finished ask(Path path) {
    try {
      return git.in(
              path,
              "rev-parse",
              "--is-inside-git-dir",
              "--is-bare-repository",
              "--show-cdup",
              "HEAD^{commit}")
          .run();
    } catch (IOException notStarted) {
      throw refusal(
          MISSING,
          path,
          "git could not be started: " + Shown.text(notStarted.toString()),
          "git --version");
    }
  }

  private static Repo repo(Path path, String up) {
    try {
      var workTree = new GitPath(up).under(path).toRealPath();
      var dirs = GitDirs.of(workTree);
      return new Repo(workTree, dirs.gitDir(), dirs.commonDir());
    } catch (IOException odd) {
      throw unreadable(path, odd.toString());
    }
  }

  private static Optional<Refusal> notWritable(Repo repo) {
    for (var dir :
        new Path[] {repo.gitDir(), repo.commonDir(), repo.commonDir().resolve("objects")}) {
      if (!Files.isWritable(dir)) {
        return Optional.of(
            refusal(
                CONFLICT,
                repo.workTree(),
                "its git directory is read-only: " + Shown.path(dir),
                "chmod -R u+w " + Shown.word(dir) + " # or mount it writable"));
      }
    }
    return Optional.empty();
  }

  private static Refusal bare(Path path) {
    return refusal(
        CONFLICT,
        path,
        "it is a bare repo and has no work tree",
        onRepo(path, "worktree add " + Shown.word(path + "-work")));
  }

  private static Refusal insideGitDir(Path path) {
    var top = path;
    while (top.getParent() != null && !top.endsWith(".git")) {
      top = top.getParent();
    }
    var workTree = Optional.ofNullable(top.getParent()).orElse(top);
    return refusal(CONFLICT, path, "it lies inside a git directory", "cd " + Shown.word(workTree));
  }

  private static Refusal noCommits(Path path) {
    return refusal(
        CONFLICT,
        path,
        "it has no commits: HEAD names no commit yet",
        onRepo(path, "add -A") + " && " + onRepo(path, "commit --allow-empty -m 'first commit'"));
  }

  private static Refusal unreadable(Path path, String stderr) {
    if (stderr.contains("dubious ownership")) {
      var owned =
          stderr.lines().filter(l -> l.contains("safe.directory")).map(String::strip).findFirst();
      return refusal(
          CONFLICT,
          path,
          "it belongs to another user (git: dubious ownership)",
          owned
              .map(Shown::text)
              .orElse("git config --global --add safe.directory " + Shown.word(path)));
    }
    if (stderr.contains("not a git repository")) {
      return refusal(
          CONFLICT,
          path,
          "it is not a git repo: " + Shown.complaint(stderr),
          "git init "
              + Shown.word(path)
              + " && "
              + onRepo(path, "add -A")
              + " && "
              + onRepo(path, "commit --allow-empty -m 'first commit'"));
    }
    return refusal(
        CONFLICT, path, "git cannot read it: " + Shown.complaint(stderr), onRepo(path, "fsck"));
  }

  private static Refusal refusal(Refusal.Kind kind, Path path, String why, String mend) {
    return new Refusal(kind, "repo '" + Shown.path(path) + "' cannot be used", why, mend);
  }

  static String onRepo(Path path, String words) {
    return "git -C " + Shown.word(path) + " " + words;
  }
}
