package dev.workcell.sim;

import dev.workcell.diagnose.Health;
import dev.workcell.diagnose.Pulse;
import dev.workcell.diagnose.Silence;
import dev.workcell.diagnose.Told;
import dev.workcell.diagnose.Watchdog;
import dev.workcell.run.Marker;
import dev.workcell.runbook.Patience;
import dev.workcell.supervise.Attempts;
import dev.workcell.supervise.Host.Activity;
import dev.workcell.supervise.LiveOutput;
import dev.workcell.supervise.Tick.Standing;
import dev.workcell.supervise.World;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// The watch of one live attempt, as the daemon keeps it, without its thread for the work tree.
final class Pulses {
  private static final Duration BETWEEN_TREES = Duration.ofSeconds(60);

  private final World world;
  private final int run;
  private final int attempt;
  private final Path log;
  private final Path workTree;
  private final Marker marker;
  private final Patience patience;
  private final LiveOutput output;
  private LiveOutput.Position position;
  private Optional<Silence> silence = Optional.empty();
  private Optional<Health> told = Optional.empty();
  private Optional<String> tree = Optional.empty();
  private Duration treeAsked = Duration.ofDays(-1);

  Pulses(World world, Standing.Watching watching) {
    var view = watching.view();
    var cell = world.cells().open(view.identity().name());
    var recipe = world.recipes().find(view.identity().recipe());
    this.world = world;
    this.run = view.cell().run();
    this.attempt = view.run().attempt();
    this.log = cell.runDirectory(run).resolve("agent.log");
    this.workTree = view.identity().workTree();
    this.marker = Attempts.marker(world, view);
    this.patience = recipe.patience();
    this.position =
        LiveOutput.Position.start(view.run().prepared().map(p -> p.logStart()).orElse(0L));
    try {
      this.output = LiveOutput.of(world, cell, recipe);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  boolean isOf(Standing.Watching watching) {
    return watching.view().cell().run() == run && watching.view().run().attempt() == attempt;
  }

  int run() {
    return run;
  }

  int attempt() {
    return attempt;
  }

  Marker marker() {
    return marker;
  }

  Health pulse(Activity activity) throws IOException {
    var news = Told.NOTHING;
    var bytes = world.outputs().size(log);
    if (bytes > position.offset()) {
      var read = output.read(log, position, world.time().now());
      news = read.told();
      position = read.position();
    }
    var pulse =
        new Pulse(
            world.time().up(),
            world.time().now(),
            bytes,
            activity.cpu(),
            activity.tools(),
            activity.motion(),
            tree,
            news);
    tree = Optional.empty();
    var now = silence.map(s -> s.after(pulse)).orElseGet(() -> Silence.from(pulse));
    silence = Optional.of(now);
    if (now.asksForTree(patience) && pulse.up().minus(treeAsked).compareTo(BETWEEN_TREES) >= 0) {
      treeAsked = pulse.up();
      try {
        tree = Optional.of(world.repos().look(workTree).tree());
      } catch (IOException e) {
        // not known; the watchdog counts with that
      }
    }
    return Watchdog.of(now, patience, pulse.at());
  }

  boolean isNews(Health health) {
    var before = told;
    told = Optional.of(health);
    return health instanceof Health.Stuck
        || (before.isPresent() && before.get().getClass() != health.getClass())
        || (before.isEmpty() && health instanceof Health.RetryingByItself);
  }
}
