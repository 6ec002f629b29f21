package dev.workcell.git;

import dev.workcell.git.Snapshots.Care;
import dev.workcell.git.Sorted.Limits;
import dev.workcell.run.Salvage;
import dev.workcell.run.TreeFacts;
import dev.workcell.supervise.Commands;
import dev.workcell.supervise.Repos;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Git work trees through the git command line (2.26 or newer).
public final class Git implements Repos {
  /// Ours, so that a salvage is never taken for somebody's commit and needs no configuration.
  private static final Map<String, String> OUR_NAME =
      Map.of(
          "GIT_AUTHOR_NAME", "workcell",
          "GIT_AUTHOR_EMAIL", "workcell@localhost",
          "GIT_COMMITTER_NAME", "workcell",
          "GIT_COMMITTER_EMAIL", "workcell@localhost");

  private final GitCommand git;
  private final Snapshots snapshots;

  /// @param environment what git gets beside our own settings: `PATH`, `HOME` and the like; its
  ///   `GIT_*` variables are left out
  public Git(Commands commands, Map<String, String> environment) {
    this(commands, environment, Limits.DEFAULT);
  }

  Git(Commands commands, Map<String, String> environment, Limits limits) {
    this.git = new GitCommand(commands, environment);
    this.snapshots = new Snapshots(git, limits);
  }

  @Override
  public Repo open(Path path) {
    return new OpenRepo(git).open(path);
  }

  @Override
  public TreeFacts look(Path workTree) throws IOException {
    var seen = snapshots.take(workTree, Care.QUICK);
    return new TreeFacts(seen.head(), seen.branch(), seen.tree(), seen.dirty());
  }

  @Override
  public Seen see(Path workTree) throws IOException {
    var seen = snapshots.take(workTree, Care.THOROUGH);
    return new Seen(
        new TreeFacts(seen.head(), seen.branch(), seen.tree(), seen.dirty()), seen.omitted());
  }

  @Override
  public Salvage salvage(Path workTree, String ref) throws IOException {
    return salvage(workTree, see(workTree), ref);
  }

  @Override
  public Salvage salvage(Path workTree, Seen seen, String ref) throws IOException {
    var commit = seen.facts().dirty() ? commitOf(workTree, seen, ref) : seen.facts().head();
    new Refs(git).create(workTree, ref, commit);
    return new Salvage(ref, commit, seen.omitted().isEmpty(), seen.omitted());
  }

  private String commitOf(Path workTree, Seen seen, String ref) throws IOException {
    return git.in(
            workTree,
            "-c",
            "core.fsync=loose-object,reference",
            "commit-tree",
            seen.facts().tree(),
            "-p",
            seen.facts().head(),
            "-m",
            "workcell salvage " + ref)
        .with(OUR_NAME)
        .line();
  }

  @Override
  public Map<String, String> configHashes(Path workTree) throws IOException {
    return ConfigHashes.of(new ConfigFiles(git).of(workTree));
  }

  @Override
  public List<String> changedConfigs(Map<String, String> recorded) {
    return ConfigHashes.changed(recorded);
  }

  @Override
  public List<Change> changes(Path workTree, String from, String to) throws IOException {
    return new Trees(git).changes(workTree, from, to);
  }

  @Override
  public List<String> committed(Path workTree, String from, String to) throws IOException {
    return new Trees(git).committed(workTree, from, to);
  }

  @Override
  public List<String> paths(Path workTree, String tree) throws IOException {
    return new Trees(git).paths(workTree, tree);
  }

  @Override
  public Map<String, String> programs(Path workTree) throws IOException {
    return new Programs(git).of(workTree);
  }

  @Override
  public String diff(Path workTree, String from, String to, Form form) throws IOException {
    return new Trees(git).diff(workTree, from, to, form);
  }

  @Override
  public void addWorktree(Path repo, Path worktree, String branch) throws IOException {
    new LinkedWorkTrees(git).add(repo, worktree, branch);
  }

  @Override
  public void removeWorktree(Path repo, Path worktree, String branch) throws IOException {
    new LinkedWorkTrees(git).remove(repo, worktree, branch);
  }

  @Override
  public String commit(Path workTree, String tree, String parent, String message)
      throws IOException {
    return new Branches(git).commit(workTree, tree, parent, message);
  }

  @Override
  public void createBranch(Path workTree, String branch, String commit) throws IOException {
    new Branches(git).create(workTree, branch, commit);
  }

  @Override
  public void advance(Path workTree, String expected, String commit) throws IOException {
    new Branches(git).advance(workTree, expected, commit);
  }

  @Override
  public void fastForward(Path workTree, String commit) throws IOException {
    new Branches(git).fastForward(workTree, commit);
  }

  @Override
  public List<String> refs(Path workTree, String prefix) throws IOException {
    return new Refs(git).below(workTree, prefix);
  }

  @Override
  public void deleteRefs(Path workTree, List<String> refs) throws IOException {
    new Refs(git).delete(workTree, refs);
  }
}
