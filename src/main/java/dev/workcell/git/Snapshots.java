package dev.workcell.git;

import dev.workcell.git.Sorted.Limits;
import dev.workcell.supervise.Meanwhile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Takes the tree of a work tree: tracked and untracked files, not the ignored ones, through a
/// private index. A look and a salvage are the same tree because both come from here.
final class Snapshots {
  private final GitCommand git;
  private final Limits limits;

  Snapshots(GitCommand git, Limits limits) {
    this.git = git;
    this.limits = limits;
  }

  /// @param head commit id
  /// @param dirty whether `tree` is not the tree of `head`
  /// @param omitted what `tree` does not hold, as text for people
  record Snapshot(
      String head, Optional<String> branch, String tree, boolean dirty, List<String> omitted) {
    Snapshot {
      omitted = List.copyOf(omitted);
    }
  }

  /// How closely to look for what the tree does not hold.
  enum Care {
    /// What git mentions by itself.
    QUICK,
    /// Also behind index flags and inside submodules: at least one git more.
    THOROUGH
  }

  Snapshot take(Path workTree, Care care) throws IOException {
    try (var index = PrivateIndex.copiedFrom(git, workTree)) {
      var said = index.call(Status.WORDS).done();
      var status = Status.parse(said.out());
      var sorted = new Sorted(workTree, limits, status);
      index.drop(sorted.dropped);
      index.take(sorted.taken);
      var treeOfHead =
          new Meanwhile<>(() -> git.in(workTree, "rev-parse", status.head() + "^{tree}").line());
      var written =
          status.entries().isEmpty() ? Optional.<String>empty() : Optional.of(index.tree());
      var omitted = new ArrayList<>(sorted.omitted);
      omitted.addAll(unopened(said.errorText()));
      if (care == Care.THOROUGH) {
        omitted.addAll(new Unseen(git, workTree, index).list());
      }
      var headTree = treeOfHead.result();
      var tree = written.orElse(headTree);
      return new Snapshot(status.head(), status.branch(), tree, !tree.equals(headTree), omitted);
    }
  }

  /// Directories that git could not read are a warning to it, and missing files to us.
  private static List<String> unopened(String stderr) {
    return stderr
        .lines()
        .filter(line -> line.startsWith("warning: could not open directory"))
        .map(line -> Shown.text(line.substring("warning: ".length())))
        .toList();
  }
}
