package dev.workcell.git;

import static dev.workcell.git.OpenRepo.onRepo;

import dev.workcell.run.Refusal;
import dev.workcell.supervise.Repos.Repo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A merge, rebase or the like that somebody has not ended: seen by the files git leaves meanwhile.
final class InProgress {
  private static final List<Sign> SIGNS =
      List.of(
          new Sign("rebase-merge", "a rebase", "rebase --abort"),
          new Sign("rebase-apply/applying", "a git am", "am --abort"),
          new Sign("rebase-apply", "a rebase", "rebase --abort"),
          new Sign("MERGE_HEAD", "a merge", "merge --abort"),
          new Sign("CHERRY_PICK_HEAD", "a cherry-pick", "cherry-pick --abort"),
          new Sign("REVERT_HEAD", "a revert", "revert --abort"),
          new Sign("BISECT_LOG", "a bisect", "bisect reset"));

  private InProgress() {}

  static Optional<Refusal> find(Repo repo) {
    for (var sign : SIGNS) {
      if (Files.exists(repo.gitDir().resolve(sign.file))) {
        return Optional.of(refusal(repo, sign));
      }
    }
    return sequence(repo.gitDir().resolve("sequencer/todo")).map(sign -> refusal(repo, sign));
  }

  /// Between two commits of a sequence only its list is there.
  private static Optional<Sign> sequence(Path todo) {
    if (!Files.exists(todo)) {
      return Optional.empty();
    }
    var verb = firstWord(todo).startsWith("revert") ? "revert" : "cherry-pick";
    return Optional.of(new Sign("sequencer/todo", "a " + verb, verb + " --abort"));
  }

  private static String firstWord(Path file) {
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(16), StandardCharsets.US_ASCII);
    } catch (IOException unreadable) {
      return "";
    }
  }

  private static Refusal refusal(Repo repo, Sign sign) {
    return new Refusal(
        Refusal.Kind.CONFLICT,
        "repo '" + Shown.path(repo.workTree()) + "' cannot be used",
        sign.what + " is in progress: " + Shown.path(repo.gitDir().resolve(sign.file)) + " exists",
        onRepo(repo.workTree(), sign.mend));
  }

  private record Sign(String file, String what, String mend) {}
}
