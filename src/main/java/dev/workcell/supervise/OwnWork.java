package dev.workcell.supervise;

import dev.workcell.run.Salvage;
import dev.workcell.supervise.Cell.View;
import java.io.IOException;
import java.util.Optional;

/// What a workcell has made in its work tree, and how it is saved.
final class OwnWork {
  private final World world;

  OwnWork(World world) {
    this.world = world;
  }

  /// The tree that the last attempt and its check left, however many numbers were given up since;
  /// anything else is somebody's work.
  static Optional<String> tree(View view) {
    return view.run().history().left();
  }

  /// Saves the work tree as it is now, under the next free number of the attempt.
  Salvage salvage(Cell cell, int run, int attempt) throws IOException {
    var identity = cell.identity();
    var taken =
        world.repos().refs(identity.workTree(), Salvages.prefix(identity.name(), identity.id()));
    var n = 1;
    while (taken.contains(Salvages.ref(identity.name(), identity.id(), run, attempt, n))) {
      n++;
    }
    return world
        .repos()
        .salvage(
            identity.workTree(), Salvages.ref(identity.name(), identity.id(), run, attempt, n));
  }
}
