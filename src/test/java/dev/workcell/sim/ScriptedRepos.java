package dev.workcell.sim;

import dev.workcell.run.Salvage;
import dev.workcell.run.TreeFacts;
import dev.workcell.supervise.Repos;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Work trees as words: each change adds one.
record ScriptedRepos(Map<Path, Tree> trees, Machine machine, Proc process) implements Repos {
  private static final String HEAD = "head";
  private static final Duration LOOKS = Duration.ofMillis(300);

  /// One work tree and the refs of its repo.
  static final class Tree {
    final Map<String, String> refs = new LinkedHashMap<>();
    String files = HEAD;

    /// When somebody else worked there last, awake time.
    Optional<Duration> foreign = Optional.empty();

    int changes;

    /// Changes that the check wants and that are there.
    int good;

    void change(String by) {
      files += " " + by + changes++;
    }

    /// Whether a salvage holds all of `work`.
    boolean saved(String work) {
      return work.equals(HEAD) || refs.values().stream().anyMatch(saved -> holds(saved, work));
    }

    private static boolean holds(String saved, String work) {
      return saved.equals(work) || saved.startsWith(work + " ");
    }
  }

  private Tree tree(Path workTree) {
    return trees.get(workTree);
  }

  @Override
  public List<String> committed(Path workTree, String from, String to) {
    return List.of();
  }

  @Override
  public List<String> paths(Path workTree, String tree) {
    return List.of();
  }

  @Override
  public Map<String, String> programs(Path workTree) {
    return Map.of();
  }

  @Override
  public Repo open(Path path) {
    return new Repo(path, path.resolve(".git"), path.resolve(".git"));
  }

  @Override
  public TreeFacts look(Path workTree) throws IOException {
    process.step("git");
    if (machine.loom.inTask()) {
      process.pause(machine.chance.upTo(LOOKS));
    }
    if (machine.chance.of(0.0005)) {
      machine.faults.add("git-failed");
      throw new IOException("git could not say");
    }
    var files = tree(workTree).files;
    return new TreeFacts(HEAD, Optional.of("main"), files, !files.equals(HEAD));
  }

  @Override
  public Seen see(Path workTree) throws IOException {
    return new Seen(look(workTree), List.of());
  }

  @Override
  public Salvage salvage(Path workTree, Seen seen, String ref) throws IOException {
    process.step("before a salvage");
    if (machine.diskFull && machine.chance.of(0.5)) {
      machine.faults.add("no-space");
      throw new IOException("git could not write");
    }
    if (tree(workTree).refs.putIfAbsent(ref, seen.facts().tree()) != null) {
      throw new IOException(ref + " is there already");
    }
    process.step("after a salvage");
    return new Salvage(ref, "commit of " + ref, true, List.of());
  }

  @Override
  public Salvage salvage(Path workTree, String ref) throws IOException {
    return salvage(workTree, see(workTree), ref);
  }

  @Override
  public Map<String, String> configHashes(Path workTree) {
    return Map.of();
  }

  @Override
  public List<String> changedConfigs(Map<String, String> recorded) {
    return List.of();
  }

  @Override
  public List<Change> changes(Path workTree, String from, String to) {
    return to.startsWith(from + " report") && to.substring(from.length() + 1).indexOf(' ') < 0
        ? List.of(new Change('A', "report.txt"))
        : List.of(new Change('M', "main.c"));
  }

  @Override
  public String diff(Path workTree, String from, String to, Form form) {
    return " main.c | 1 +\n";
  }

  @Override
  public List<String> refs(Path workTree, String prefix) {
    return tree(workTree).refs.keySet().stream().filter(r -> r.startsWith(prefix)).toList();
  }

  @Override
  public void deleteRefs(Path workTree, List<String> refs) {
    tree(workTree).refs.keySet().removeAll(refs);
  }

  @Override
  public void addWorktree(Path repo, Path worktree, String branch) {
    throw unplayed();
  }

  @Override
  public void removeWorktree(Path repo, Path worktree, String branch) {
    throw unplayed();
  }

  @Override
  public String commit(Path workTree, String tree, String parent, String message) {
    throw unplayed();
  }

  @Override
  public void createBranch(Path workTree, String branch, String commit) {
    throw unplayed();
  }

  @Override
  public void advance(Path workTree, String expected, String commit) {
    throw unplayed();
  }

  @Override
  public void fastForward(Path workTree, String commit) {
    throw unplayed();
  }

  private static UnsupportedOperationException unplayed() {
    return new UnsupportedOperationException("nobody takes work in this world");
  }
}
