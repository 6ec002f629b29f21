package dev.workcell.supervise;

import dev.workcell.run.Marker;
import java.io.IOException;
import java.nio.file.Files;

/// What a settled run still wants: people told, a handoff that says so, and its viewer closed.
/// Whoever settled it may have died before that, so each look sees to it.
final class AtRest {
  private final World world;

  AtRest(World world) {
    this.world = world;
  }

  /// Does what is left to do; nothing when the handoff knows the whole journal.
  void see(Cell cell, int run) throws IOException {
    if (cell.handoffIsBehind(run)) {
      finish(cell);
    }
  }

  /// A viewer whose socket was deleted answers nobody; it is found by its marker.
  private void closeViewer(Cell cell) throws IOException {
    var socket = world.cells().socket(cell.identity());
    world.terminals().close(socket, cell.environment());
    if (!Files.exists(socket)) {
      var marker = new Marker(Start.VIEWER, cell.identity().id());
      for (var left : world.host().tree(marker)) {
        world.host().signal(left.identity(), Host.Signal.TERM);
      }
    }
  }

  /// The handoff is last: it tells that all is done.
  void finish(Cell cell) throws IOException {
    if (cell.read().run().state().settled()) {
      closeViewer(cell);
    }
    new Announce(world).of(cell);
    new Handoff(world).write(cell);
  }
}
