package dev.workcell.supervise;

import dev.workcell.run.CellName;
import dev.workcell.run.Event.WantedSet;
import dev.workcell.run.Marker;
import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import dev.workcell.run.Wanted;
import dev.workcell.supervise.Cell.View;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// Stops a workcell because the operator says so. The wish is journaled first, so it holds even
/// when we die here.
public final class Stop {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration STEP = Duration.ofMillis(60);

  private final World world;

  public Stop(World world) {
    this.world = world;
  }

  public View run(CellName name) throws IOException, InterruptedException {
    var cell = world.cells().open(name);
    var view = new Look(world).at(cell);
    if (view.run().state().settled()) {
      throw new Refusal(
          Kind.CONFLICT,
          "workcell %s was not stopped".formatted(name),
          "it is not running: %s (%s)".formatted(view.run().state().word(), view.run().because()),
          "workcell show " + name);
    }
    view =
        cell.transition(now ->
            now.cell().wanted() == Wanted.STOPPED
                ? List.of()
                : List.of(new WantedSet(Wanted.STOPPED, "workcell stop")));
    world.checkpoints().at("stop.wanted");
    return ended(cell, view);
  }

  private View ended(Cell cell, View view) throws IOException, InterruptedException {
    var run = view.cell().run();
    var attempt = view.run().attempt();
    var recipe = world.recipes().find(cell.identity().recipe());
    var endTree = new EndTree(world.host(), world.time());
    var marker = Start.marker(world, cell.identity(), run, attempt);
    var until = world.time().up().plus(PATIENCE);
    var look = new Look(world);
    var now = view;
    while (!now.run().state().settled()) {
      endTree.of(marker, Duration.ofSeconds(recipe.grace()));
      endTree.of(new Marker(Marker.CHECK, marker.value()), Duration.ofSeconds(2));
      if (world.time().up().compareTo(until) > 0) {
        throw new Refusal(
            Kind.CONFLICT,
            "workcell %s has not stopped yet".formatted(cell.identity().name()),
            "it is %s after %d s".formatted(now.run().state().word(), PATIENCE.toSeconds()),
            "workcell show " + cell.identity().name());
      }
      world.time().pause(STEP);
      now = look.at(cell);
    }
    return now;
  }
}
