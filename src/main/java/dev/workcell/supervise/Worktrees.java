package dev.workcell.supervise;

import dev.workcell.run.CellIdentity;
import dev.workcell.supervise.Repos.Repo;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/// Makes and removes the own work trees of workcells, one at a time in each repo: git itself fails
/// when it reads the list of work trees while another comes or goes.
final class Worktrees {
  /// A checkout of a large repo takes a while, and many may stand in line.
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final World world;

  Worktrees(World world) {
    this.world = world;
  }

  /// What must still hold when it is our turn.
  interface Condition {
    void check() throws IOException;
  }

  void add(Repo repo, Path tree, String branch, Condition still) throws IOException {
    world
        .cells()
        .whileClaiming(
            repo.commonDir(),
            PATIENCE,
            () -> {
              still.check();
              world.repos().addWorktree(repo.workTree(), tree, branch);
              return tree;
            });
  }

  void remove(Path commonDir, Path repo, Path tree, String branch) throws IOException {
    world
        .cells()
        .whileClaiming(
            commonDir,
            PATIENCE,
            () -> {
              world.repos().removeWorktree(repo, tree, branch);
              return tree;
            });
  }

  /// The shared git directory of a workcell that has its own work tree; that may be lost, so
  /// nothing is read: git keeps what belongs to it in `worktrees/NAME` of the shared one.
  static Path commonDir(CellIdentity identity) {
    return identity.gitDir().resolve("../..").normalize();
  }
}
