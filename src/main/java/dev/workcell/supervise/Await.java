package dev.workcell.supervise;

import dev.workcell.run.CellName;
import dev.workcell.supervise.Cell.View;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// Waits until a workcell is settled.
public final class Await {
  private static final Duration STEP = Duration.ofMillis(150);

  private final World world;

  public Await(World world) {
    this.world = world;
  }

  /// @param longest empty to wait for ever
  /// @param watching is told each look
  /// @return the last look; not settled when `longest` was over
  public View settled(CellName name, Optional<Duration> longest, Consumer<View> watching)
      throws IOException, InterruptedException {
    var cell = world.cells().open(name);
    var look = new Look(world);
    var began = world.time().up();
    while (true) {
      var view = look.at(cell);
      watching.accept(view);
      var over =
          longest.isPresent() && world.time().up().minus(began).compareTo(longest.get()) >= 0;
      if (view.run().state().settled() || over) {
        return view;
      }
      world.time().pause(STEP);
    }
  }
}
