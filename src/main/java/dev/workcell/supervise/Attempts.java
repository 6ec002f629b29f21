package dev.workcell.supervise;

import dev.workcell.run.Event.AttemptPrepared;
import dev.workcell.run.Event.Settings;
import dev.workcell.run.Marker;
import dev.workcell.supervise.Cell.View;

/// How others name an attempt.
public final class Attempts {
  private Attempts() {}

  /// How the last attempt was run; the next is run like it.
  static Settings.Mode mode(View view) {
    return view.run()
        .prepared()
        .map(AttemptPrepared::settings)
        .map(Settings::mode)
        .orElse(Settings.Mode.HEADLESS);
  }

  public static boolean interactive(View view) {
    return mode(view) == Settings.Mode.INTERACTIVE;
  }

  /// What every process of the current attempt carries.
  public static Marker marker(World world, View view) {
    return Start.marker(world, view.identity(), view.cell().run(), view.run().attempt());
  }
}
