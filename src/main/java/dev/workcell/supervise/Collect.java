package dev.workcell.supervise;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Removes what no workcell names: drafts of launches that died, half-removed workcells, work trees
/// without a workcell, program copies that neither a workcell nor the service names, sockets
/// without a workcell. Never a workcell.
public final class Collect {
  private final World world;

  public Collect(World world) {
    this.world = world;
  }

  /// Ends the viewers of workcells that are not there any more.
  void viewers() throws IOException {
    world.cells().sockets().forEach(this::viewer);
  }

  private void viewer(Path socket) {
    if (socket.getParent() != null && socket.getParent().endsWith("s")) {
      world.terminals().close(socket, world.host().environment());
    }
  }

  /// What was removed, or would be.
  public List<Path> run(boolean dryRun) throws IOException {
    var found = world.cells().litter(Service.builds(world));
    var removed = new ArrayList<Path>();
    for (var item : found) {
      if (!dryRun) {
        viewer(item);
        world.cells().removeLitter(item);
      }
      removed.add(item);
    }
    return removed;
  }
}
