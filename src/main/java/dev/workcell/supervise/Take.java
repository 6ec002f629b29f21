package dev.workcell.supervise;

import dev.workcell.run.CellName;
import dev.workcell.run.Event.WorkTaken;
import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import dev.workcell.run.State;
import dev.workcell.run.Verification;
import dev.workcell.supervise.Cell.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Brings the verified tree to the operator, and refuses when it is no longer that tree.
public final class Take {
  private final World world;

  public Take(World world) {
    this.world = world;
  }

  /// How the operator wants it.
  public sealed interface Way {
    /// A commit on the branch that is checked out.
    record OnBranch(String message) implements Way {}

    /// A new branch; nothing is checked out.
    record NewBranch(String branch, Optional<String> message) implements Way {}

    /// A patch file.
    record PatchFile(Path file) implements Way {}
  }

  /// @return one sentence that says what was done
  public String run(CellName name, Way way) throws IOException {
    var cell = world.cells().open(name);
    var view = new Look(world).at(cell);
    var verified = verified(view);
    stillThat(cell, verified);
    var done =
        switch (way) {
          case Way.OnBranch it -> onBranch(cell, verified, it.message());
          case Way.NewBranch it ->
              newBranch(cell, verified, it.branch(), it.message().orElse(view.cell().objective()));
          case Way.PatchFile it -> patch(cell, view, verified, it.file());
        };
    cell.transition(now -> List.of(new WorkTaken(now.run().attempt(), done)));
    new Handoff(world).write(cell);
    return done;
  }

  private static Verification verified(View view) {
    var name = view.identity().name();
    if (!(view.run().state() instanceof State.Passed)) {
      throw new Refusal(
          Kind.CONFLICT,
          "nothing was taken from %s".formatted(name),
          "only what passed can be taken; it is %s (%s)"
              .formatted(view.run().state().word(), view.run().because()),
          "workcell diff %s   # to look at it all the same".formatted(name));
    }
    return view.run().verification().orElseThrow();
  }

  private void stillThat(Cell cell, Verification verified) throws IOException {
    var identity = cell.identity();
    var changed = world.repos().changedConfigs(identity.gitConfigs());
    if (!changed.isEmpty()) {
      throw conflict(
          identity.name(),
          "the configuration of git changed since: " + String.join(", ", changed),
          "git -C %s config --list --show-origin".formatted(identity.workTree()));
    }
    var now = world.repos().look(identity.workTree());
    var left = verified.treeAfter().orElse("");
    if (!now.tree().equals(left) || !Optional.of(now.head()).equals(verified.head())) {
      throw conflict(
          identity.name(),
          "the work tree is no longer the verified one: tree %s, HEAD %s; verified was tree %s, HEAD %s"
              .formatted(now.tree(), now.head(), left, verified.head().orElse("?")),
          "workcell verify " + identity.name());
    }
  }

  private static Refusal conflict(CellName name, String why, String mend) {
    return new Refusal(Kind.CONFLICT, "nothing was taken from %s".formatted(name), why, mend);
  }

  private String onBranch(Cell cell, Verification verified, String message) throws IOException {
    var identity = cell.identity();
    var tree = identity.workTree();
    var commit = commit(tree, verified, message);
    if (identity.worktree().isPresent()) {
      world.repos().fastForward(identity.repo(), commit);
      return "commit %s on the branch of %s".formatted(commit, identity.repo());
    }
    world.repos().advance(tree, verified.head().orElseThrow(), commit);
    return "commit %s on the branch of %s".formatted(commit, tree);
  }

  private String newBranch(Cell cell, Verification verified, String branch, String message)
      throws IOException {
    var tree = cell.identity().workTree();
    var commit = commit(tree, verified, message);
    world.repos().createBranch(tree, branch, commit);
    return "branch %s at commit %s".formatted(branch, commit);
  }

  private String commit(Path tree, Verification verified, String message) throws IOException {
    return world
        .repos()
        .commit(tree, verified.tree().orElseThrow(), verified.head().orElseThrow(), message);
  }

  private String patch(Cell cell, View view, Verification verified, Path file) throws IOException {
    if (Files.exists(file)) {
      throw conflict(cell.identity().name(), file + " exists already", "rm %s".formatted(file));
    }
    var from = view.run().baseline().orElseThrow().facts().tree();
    var patch =
        world
            .repos()
            .diff(
                cell.identity().workTree(), from, verified.tree().orElseThrow(), Repos.Form.PATCH);
    Files.writeString(file, patch);
    return "patch " + file.toAbsolutePath();
  }
}
