package dev.workcell.daemon;

import dev.workcell.run.CellName;
import dev.workcell.run.Refusal;
import dev.workcell.supervise.Tick;
import dev.workcell.supervise.World;
import java.io.IOException;

/// Whether a workcell wants a supervisor at all; a cheap look that changes nothing.
final class Open {
  private Open() {}

  static boolean is(World world, CellName name) {
    try {
      return Tick.wanted(world.cells().open(name).read());
    } catch (IOException | Refusal e) {
      return false; // gone, or of a newer program
    }
  }
}
