package dev.workcell.supervise;

import dev.workcell.run.CellName;
import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import dev.workcell.supervise.Cell.View;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/// Removes a workcell with its salvage refs and its own work tree. Refuses while it is open, and
/// while its work is nowhere else.
public final class Remove {
  private final World world;

  public Remove(World world) {
    this.world = world;
  }

  /// @param discard the operator gives up work that is nowhere else
  public void run(CellName name, boolean discard) throws IOException {
    var cell = world.cells().open(name);
    var view = new Look(world).at(cell);
    if (!view.run().state().settled()) {
      throw refused(
          name,
          "it is open: %s (%s)".formatted(view.run().state().word(), view.run().because()),
          "workcell stop " + name);
    }
    if (!discard) {
      onlyHere(view)
          .ifPresent(why -> {
            throw refused(
                name,
                why,
                "workcell diff %s   # look, then: workcell rm %s --discard".formatted(name, name));
          });
    }
    world.terminals().close(world.cells().socket(cell.identity()), cell.environment());
    if (view.identity().group().isPresent()) {
      new Drive(world).removed(view);
    }
    fromRepo(cell);
    world.checkpoints().at("rm.refs-deleted");
    world.cells().remove(name);
  }

  /// Why removing would lose work.
  private Optional<String> onlyHere(View view) throws IOException {
    var identity = view.identity();
    var run = view.run();
    if (run.taken().isPresent() || run.end().filter(e -> e.changed()).isEmpty()) {
      return Optional.empty();
    }
    if (identity.worktree().isPresent()) {
      return Optional.of("its work is only in its own work tree " + identity.worktree().get());
    }
    if (!Files.isDirectory(identity.workTree())) {
      return Optional.of("its work tree is gone, so its work is only in the salvage refs");
    }
    var there = world.repos().look(identity.workTree());
    var left =
        run.verification()
            .flatMap(v -> v.treeAfter())
            .or(() -> run.end().map(e -> e.facts().tree()));
    var committed =
        world.repos().changes(identity.workTree(), there.head(), run.end().get().facts().tree());
    return left.equals(Optional.of(there.tree())) || committed.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "the work tree is no longer what it left, so its work is only in the salvage %s"
                .formatted(run.end().flatMap(e -> e.salvage()).map(s -> s.ref()).orElse("")));
  }

  private void fromRepo(Cell cell) throws IOException {
    var identity = cell.identity();
    if (!Files.isDirectory(identity.repo())) {
      return;
    }
    var refs = world.repos().refs(identity.repo(), Salvages.prefix(identity.name(), identity.id()));
    world.repos().deleteRefs(identity.repo(), refs);
    if (identity.worktree().isPresent()) {
      new Worktrees(world)
          .remove(
              Worktrees.commonDir(identity),
              identity.repo(),
              identity.worktree().get(),
              "workcell/%s-%s".formatted(identity.name(), identity.id()));
    } else {
      var holder = world.cells().holder(identity.gitDir());
      if (holder.filter(h -> h.cellId().equals(identity.id())).isPresent()) {
        world.cells().removeHolder(identity.gitDir());
      }
    }
  }

  private static Refusal refused(CellName name, String why, String mend) {
    return new Refusal(Kind.CONFLICT, "workcell %s was not removed".formatted(name), why, mend);
  }
}
