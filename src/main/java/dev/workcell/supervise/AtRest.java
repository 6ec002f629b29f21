package dev.workcell.supervise;

import java.io.IOException;

/// What a settled run still wants: a handoff that says so, and its viewer closed. Whoever settled
/// it may have died before that, so each look sees to it.
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

  /// The handoff is last: it tells that all is done.
  void finish(Cell cell) throws IOException {
    world.terminals().close(world.cells().socket(cell.identity()), cell.environment());
    new Handoff(world).write(cell);
  }
}
