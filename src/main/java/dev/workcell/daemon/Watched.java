package dev.workcell.daemon;

import dev.workcell.diagnose.Health;
import dev.workcell.diagnose.Pulse;
import dev.workcell.diagnose.Silence;
import dev.workcell.diagnose.Told;
import dev.workcell.diagnose.Watchdog;
import dev.workcell.run.Marker;
import dev.workcell.run.ProcessIdentity;
import dev.workcell.runbook.Patience;
import dev.workcell.supervise.Attempts;
import dev.workcell.supervise.Host.Activity;
import dev.workcell.supervise.Host.Presence;
import dev.workcell.supervise.LiveOutput;
import dev.workcell.supervise.Tick.Standing;
import dev.workcell.supervise.World;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/// What is looked at of one live attempt: by the sweep each second, by the watch in longer steps.
final class Watched {
  /// A work tree is not looked at more often than that.
  private static final Duration BETWEEN_TREES = Duration.ofSeconds(60);

  /// After so many rounds a pass is made though nothing has changed.
  private static final int QUIET_ROUNDS = 10;

  /// The screen of an interactive agent is looked at that often.
  private static final Duration BETWEEN_SCREENS = Duration.ofSeconds(2);

  private final World world;
  private final int run;
  private final int attempt;
  private final Path directory;
  private final Path log;
  private final Path workTree;
  private final Marker marker;
  private final Optional<ProcessIdentity> wrapper;
  private final Optional<Supplier<Presence>> presence;
  private final List<Path> journals;
  private final Patience patience;
  private final boolean interactive;
  private final LiveOutput output;
  private LiveOutput.Position position;
  private LiveOutput.Position remarks = LiveOutput.Position.start(0);
  private boolean spoke;
  private long journalBytes = -1;
  private int quietRounds;
  private Optional<Silence> silence = Optional.empty();
  private Optional<Health> told = Optional.empty();
  private Duration attended = Duration.ofDays(-1);
  private Duration treeAsked = Duration.ofDays(-1);
  private final AtomicReference<Optional<String>> tree = new AtomicReference<>(Optional.empty());

  Watched(World world, Standing.Watching watching) throws IOException {
    this.world = world;
    var view = watching.view();
    var cell = world.cells().open(view.identity().name());
    var recipe = world.recipes().find(view.identity().recipe());
    this.run = view.cell().run();
    this.attempt = view.run().attempt();
    this.directory = cell.attemptDirectory(run, attempt);
    this.log = cell.runDirectory(run).resolve("agent.log");
    this.workTree = view.identity().workTree();
    this.marker = Attempts.marker(world, view);
    this.wrapper = view.run().wrapper();
    this.presence = wrapper.map(world.host()::following);
    this.journals =
        List.of(
            cell.directory().resolve("journal.jsonl"),
            cell.runDirectory(run).resolve("journal.jsonl"));
    this.interactive = Attempts.interactive(view);
    this.patience = recipe.patience();
    this.output = LiveOutput.of(world, cell, recipe);
    this.position =
        LiveOutput.Position.start(view.run().prepared().map(p -> p.logStart()).orElse(0L));
  }

  boolean isOf(Standing.Watching watching) {
    var view = watching.view();
    return view.cell().run() == run
        && view.run().attempt() == attempt
        && view.run().wrapper().equals(wrapper);
  }

  int run() {
    return run;
  }

  int attempt() {
    return attempt;
  }

  Path directory() {
    return directory;
  }

  Marker marker() {
    return marker;
  }

  /// Whether something is to be seen that the bell does not ring for: a wrapper that is gone, the
  /// first output.
  boolean wantsPass() {
    var gone = presence.isEmpty() || presence.get().get() == Presence.GONE;
    return gone || begunToSpeak() || wantsAttention();
  }

  /// The bell rings for what its hooks tell; what only its screen shows is looked for.
  private boolean wantsAttention() {
    var now = world.time().up();
    if (!interactive || now.minus(attended).compareTo(BETWEEN_SCREENS) < 0) {
      return false;
    }
    attended = now;
    return true;
  }

  private boolean begunToSpeak() {
    if (spoke) {
      return false;
    }
    try {
      spoke = world.outputs().size(log) > 0;
      return spoke;
    } catch (IOException e) {
      return true;
    }
  }

  /// Whether somebody has written to its journals since the last round, or has not for long.
  boolean wantsRound() {
    try {
      var bytes = 0L;
      for (var journal : journals) {
        bytes += world.outputs().size(journal);
      }
      quietRounds++;
      if (bytes == journalBytes && quietRounds < QUIET_ROUNDS) {
        return false;
      }
      journalBytes = bytes;
    } catch (IOException e) {
      // the pass finds out what it is
    }
    quietRounds = 0;
    return true;
  }

  /// Adds one look of the watch.
  Health pulse(Activity activity) throws IOException {
    var told = Told.NOTHING;
    // an interactive agent draws all the time; only its hooks tell that something happened
    var bytes = world.outputs().size(interactive ? directory.resolve("hooks") : log);
    if (!interactive && bytes > position.offset()) {
      var read = output.read(log, position, world.time().now());
      told = read.told();
      position = read.position();
    }
    var err = directory.resolve("err");
    var errBytes = world.outputs().size(err);
    if (!interactive && errBytes > remarks.offset()) {
      var read = output.remarks(err, remarks, world.time().now());
      // what came first is not known; if it goes on retrying it will say so again
      told = told.movedOn() ? told : told.and(read.told());
      remarks = read.position();
    }
    var pulse =
        new Pulse(
            world.time().up(),
            world.time().now(),
            bytes + errBytes,
            activity.cpu(),
            activity.tools(),
            activity.motion(),
            tree.getAndSet(Optional.empty()),
            told);
    var now = silence.map(s -> s.after(pulse)).orElseGet(() -> Silence.from(pulse));
    silence = Optional.of(now);
    askForTree(now, pulse.up());
    return Watchdog.of(now, patience, pulse.at());
  }

  /// Whether the keeper has to know: the kind of health changed, or it is to be ended.
  boolean isNews(Health health) {
    var before = told;
    told = Optional.of(health);
    return health instanceof Health.Stuck
        || (before.isPresent() && before.get().getClass() != health.getClass())
        || (before.isEmpty() && health instanceof Health.RetryingByItself);
  }

  /// Git may take its time, so the next looks do not wait for it.
  private void askForTree(Silence now, Duration up) {
    if (now.asksForTree(patience) && up.minus(treeAsked).compareTo(BETWEEN_TREES) >= 0) {
      treeAsked = up;
      Thread.ofVirtual()
          .start(() -> {
            try {
              tree.set(Optional.of(world.repos().look(workTree).tree()));
            } catch (IOException | RuntimeException e) {
              // not known; the watchdog counts with that
            }
          });
    }
  }
}
