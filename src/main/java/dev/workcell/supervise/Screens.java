package dev.workcell.supervise;

import dev.workcell.supervise.Cell.View;
import dev.workcell.supervise.Terminals.Shown;
import java.io.IOException;
import java.util.Optional;

/// The screens of interactive agents. They are a view of the agent's own terminal, so one that is
/// gone is simply opened again.
public final class Screens {
  private final World world;

  public Screens(World world) {
    this.world = world;
  }

  /// Sees to it that there is a screen, for a person or for us.
  public void ensure(Cell cell, View view) throws IOException {
    if (shown(cell).isEmpty()) {
      new Start(world).screen(cell, view.cell().run(), view.run().attempt(), Terminals.From.NOW);
    }
  }

  /// What the agent shows now; empty when nobody shows it.
  Optional<Shown> shown(Cell cell) throws IOException {
    return world.terminals().shown(world.cells().socket(cell.identity()), cell.environment());
  }
}
