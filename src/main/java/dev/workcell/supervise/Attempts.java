package dev.workcell.supervise;

import dev.workcell.run.Marker;
import dev.workcell.supervise.Cell.View;

/// How others name an attempt.
public final class Attempts {
  private Attempts() {}

  /// What every process of the current attempt carries.
  public static Marker marker(World world, View view) {
    return Start.marker(world, view.identity(), view.cell().run(), view.run().attempt());
  }
}
