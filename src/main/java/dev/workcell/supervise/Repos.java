package dev.workcell.supervise;

import dev.workcell.run.Salvage;
import dev.workcell.run.TreeFacts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Port: git work trees. Nothing of the repo executes through it: hooks, fsmonitor, external diff,
/// textconv, pagers and optional locks are off. Methods may take seconds on a large repo.
public interface Repos {
  /// Finds the work tree that holds `path`.
  ///
  /// @throws dev.workcell.run.Refusal missing, not a repo, bare, without commits, merge or rebase
  ///   or cherry-pick or revert or bisect in progress, not ours (dubious ownership), read-only
  Repo open(Path path);

  /// Looks at a work tree without changing its index, HEAD or files.
  ///
  /// @throws IOException if git could not say; another try may succeed
  TreeFacts look(Path workTree) throws IOException;

  /// Looks as a salvage does, without making a ref yet. What it needs is in the object store.
  ///
  /// @throws IOException if git could not say; another try may succeed
  Seen see(Path workTree) throws IOException;

  /// Saves what was seen as a new ref (which must not exist): that HEAD itself when the tree is
  /// clean, else a commit that has it as parent.
  ///
  /// @throws IOException if the ref was not made
  Salvage salvage(Path workTree, Seen seen, String ref) throws IOException;

  /// As above, of the work tree as it is now.
  ///
  /// @throws IOException if the ref was not made
  Salvage salvage(Path workTree, String ref) throws IOException;

  /// The files from which git takes the configuration of this repo (`config`, `config.worktree`,
  /// `info/attributes`, and what they include), with their SHA-256; `absent` for one that is not
  /// there.
  Map<String, String> configHashes(Path workTree) throws IOException;

  /// Which of the recorded files are different now. Runs no git.
  List<String> changedConfigs(Map<String, String> recorded);

  /// What lies between two trees or commits, renames not followed.
  List<Change> changes(Path workTree, String from, String to) throws IOException;

  /// The paths that were touched by commits of `to` that are not commits of `from`, also when a
  /// later one took it back.
  List<String> committed(Path workTree, String from, String to) throws IOException;

  /// Every path that a tree holds.
  List<String> paths(Path workTree, String tree) throws IOException;

  /// What git would start by the settings and hooks of this repo, by name, as it is set. Starts
  /// none of it.
  Map<String, String> programs(Path workTree) throws IOException;

  /// A diff between two trees or commits as git prints it.
  String diff(Path workTree, String from, String to, Form form) throws IOException;

  /// Adds a linked work tree on a new branch that starts at HEAD of `repo`.
  void addWorktree(Path repo, Path worktree, String branch) throws IOException;

  /// Removes a linked work tree and its branch, whatever they hold.
  void removeWorktree(Path repo, Path worktree, String branch) throws IOException;

  /// A commit of `tree` on top of `parent`, with the operator's identity from the repo's
  /// configuration; no branch moves.
  ///
  /// @throws dev.workcell.run.Refusal if git knows no identity
  String commit(Path workTree, String tree, String parent, String message) throws IOException;

  /// Creates `branch` at `commit`.
  ///
  /// @throws dev.workcell.run.Refusal if it exists or is no valid name
  void createBranch(Path workTree, String branch, String commit) throws IOException;

  /// Moves the current branch from `expected` to `commit` and brings the index along; the files are
  /// not touched (they are already the tree of `commit`).
  ///
  /// @throws dev.workcell.run.Refusal if HEAD is no longer `expected`
  void advance(Path workTree, String expected, String commit) throws IOException;

  /// Fast-forwards the current branch of `workTree` to `commit`, files included.
  ///
  /// @throws dev.workcell.run.Refusal if local changes are in the way or it is no fast-forward
  void fastForward(Path workTree, String commit) throws IOException;

  /// The full refs below `prefix` (for example `refs/workcell/fix-0011aabb/`), oldest name first.
  List<String> refs(Path workTree, String prefix) throws IOException;

  void deleteRefs(Path workTree, List<String> refs) throws IOException;

  /// A work tree.
  ///
  /// @param workTree its top directory, real path
  /// @param gitDir the git directory of this work tree, real path
  /// @param commonDir the git directory that linked work trees share; equal to gitDir for the main
  record Repo(Path workTree, Path gitDir, Path commonDir) {}

  /// One look, closely.
  ///
  /// @param omitted what the tree does not hold, as text for people
  record Seen(TreeFacts facts, List<String> omitted) {
    public Seen {
      omitted = List.copyOf(omitted);
    }
  }

  /// One changed path.
  ///
  /// @param kind git's letter: A, M, D, T
  record Change(char kind, String path) {}

  /// How a diff is shown.
  enum Form {
    /// `--stat`, 72 columns.
    STAT,
    /// A patch that `git apply` takes, binary files included.
    PATCH,
    /// A patch with colours for a terminal.
    COLOURED
  }
}
