package dev.workcell.daemon;

import dev.workcell.run.CellName;
import dev.workcell.supervise.Bell;
import dev.workcell.supervise.Cut;
import dev.workcell.supervise.Host.Activity;
import dev.workcell.supervise.Supervisors.Lease;
import dev.workcell.supervise.Tick;
import dev.workcell.supervise.Tick.Standing;
import dev.workcell.supervise.World;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// The supervisor of a home. It wakes the keepers of open workcells when a directory rings, when a
/// process is gone, when a time is due; it holds nothing that the files do not say, so it may be
/// killed at any moment and started again.
public final class Daemon {
  private static final Duration SWEEP = Duration.ofSeconds(1);

  /// The same, until all were looked at for the first time.
  private static final Duration FIRST = Duration.ofMillis(50);

  /// A longer time between two sweeps means that the machine, or we, stood still.
  private static final Duration SLEPT = Duration.ofSeconds(30);

  /// How often is looked what live attempts are doing.
  private static final Duration PULSE = Duration.ofSeconds(15);

  /// All workcells are looked over that often, whatever rang.
  private static final Duration ROUND = Duration.ofSeconds(30);

  /// The same where nothing rings.
  private static final Duration UNRUNG = Duration.ofSeconds(5);

  private final World world;
  private final Bell bell;
  private final Stay stay;
  private final Tick tick;
  private final Cut cut;
  private final Consumer<String> told;
  private Duration began = Duration.ZERO;
  private boolean allSeen;
  private Duration between = ROUND;
  private final Map<CellName, Keeper> keepers = new HashMap<>();
  private final Map<CellName, Watched> watched = new HashMap<>();
  private final Map<Path, CellName> directories = new HashMap<>();
  private final GroupKeeper groups;
  private final PostKeeper post;

  /// When it leaves.
  public enum Stay {
    WHILE_OPEN,
    FOR_EVER
  }

  /// @param told takes lines for people
  public Daemon(World world, Bell bell, Stay stay, Consumer<String> told) {
    this.told = told;
    this.world = world;
    this.bell = bell;
    this.stay = stay;
    this.tick = new Tick(world);
    this.cut = new Cut(world);
    this.groups = new GroupKeeper(world, told);
    this.post = new PostKeeper(world, told);
  }

  /// Supervises until nothing is open, or for ever.
  public void run(Lease first) throws IOException, InterruptedException {
    var lease = first;
    watchHome();
    groups.start();
    post.start();
    began = world.time().up();
    var lastSweep = began;
    var lastRound = Duration.ofDays(-1);
    var lastPulse = lastSweep;
    while (true) {
      var now = world.time().up();
      var gap = now.minus(lastSweep);
      if (gap.compareTo(SLEPT) > 0) {
        slept(gap);
      }
      if (now.minus(lastRound).compareTo(between) > 0) {
        round();
        lastRound = now;
      }
      sweep();
      lastSweep = now;
      tellWhenAllWereLookedAt();
      if (now.minus(lastPulse).compareTo(PULSE) >= 0) {
        pulse();
        lastPulse = now;
      }
      if (stay == Stay.WHILE_OPEN && idle()) {
        // Who launches looks at the lock after the workcell is there; so we look for workcells once
        // more after the lock is free, and one of us sees the other.
        lease.close();
        if (nothingNew()) {
          return;
        }
        var again = world.supervisors().lead(world.program().buildId());
        if (again.isEmpty()) {
          return;
        }
        lease = again.get();
      }
      var step = allSeen ? SWEEP : FIRST;
      var until = now.plus(step);
      for (var left = step; left.isPositive(); left = until.minus(world.time().up())) {
        if (rung(bell.await(left))) {
          round();
        }
      }
    }
  }

  /// Without a bell everything is found all the same, only later.
  private void watchHome() {
    try {
      bell.watch(world.cells().home().resolve("supervisor"));
      bell.watch(world.cells().home().resolve("cells"));
    } catch (IOException e) {
      between = UNRUNG;
      told.accept("no directory can be watched (%s); looking around instead".formatted(e));
    }
  }

  /// Whether something rang that may mean a workcell we do not keep.
  private boolean rung(Set<Path> rang) {
    var unknown = false;
    for (var directory : rang) {
      var name = directories.get(directory);
      var keeper = name == null ? null : keepers.get(name);
      if (keeper == null) {
        unknown = true;
      } else {
        keeper.wake();
      }
    }
    return unknown;
  }

  /// Looks for workcells that nobody keeps yet, and lets go of those that were removed.
  private void round() throws IOException {
    groups.wake();
    keepAll();
  }

  private void keepAll() throws IOException {
    var names = world.cells().names();
    keepers.values().stream().filter(k -> !names.contains(k.name())).toList().forEach(this::drop);
    for (var name : names) {
      var keeper = keepers.get(name);
      if (keeper == null && Open.is(world, name)) {
        keeper = new Keeper(name, tick, cut);
        keepers.put(name, keeper);
        keeper.start();
      } else if (keeper != null && wantsRound(name)) {
        keeper.wake();
      }
    }
  }

  /// Most of them have nothing new, and a pass reads whole journals. Where nothing rings all are
  /// looked at.
  private boolean wantsRound(CellName name) {
    var it = watched.get(name);
    return it == null || between.equals(UNRUNG) || it.wantsRound();
  }

  private void slept(Duration gap) {
    watched.forEach((name, it) -> {
      var keeper = keepers.get(name);
      if (keeper != null) {
        keeper.slept(it.run(), it.attempt(), gap);
      }
    });
    keepers.values().forEach(Keeper::wake);
  }

  /// One look at what all live attempts are doing.
  private void pulse() {
    if (watched.isEmpty()) {
      return;
    }
    try {
      var markers = watched.values().stream().map(Watched::marker).toList();
      var activities = world.host().activities(markers);
      for (var entry : watched.entrySet()) {
        var activity = activities.get(entry.getValue().marker());
        var keeper = keepers.get(entry.getKey());
        if (activity != null && keeper != null) {
          pulse(keeper, entry.getValue(), activity);
        }
      }
    } catch (IOException e) {
      // could not look, which says nothing of any of them
    }
  }

  private static void pulse(Keeper keeper, Watched it, Activity activity) {
    try {
      var health = it.pulse(activity);
      if (it.isNews(health)) {
        keeper.heard(it.run(), it.attempt(), health);
      }
    } catch (IOException e) {
      // the next pulse looks again
    }
  }

  /// One cheap look at all of them.
  private void sweep() {
    post.sweep();
    var now = world.time().now();
    for (var keeper : java.util.List.copyOf(keepers.values())) {
      var standing = keeper.standing();
      if (standing.isEmpty()) {
        keeper.tryAgain(told);
        continue;
      }
      switch (standing.get()) {
        case Standing.Resting _ -> {
          drop(keeper);
          groups.settled(keeper.name());
        }
        case Standing.Held _ -> {
          unwatch(keeper.name()); // each round looks at its credential
          groups.atRest(keeper.name());
        }
        case Standing.Waiting waiting -> {
          groups.atRest(keeper.name());
          if (!waiting.due().isAfter(now)) {
            keeper.wake();
          }
        }
        case Standing.Watching watching -> {
          groups.atWork(keeper.name());
          watch(keeper, watching);
        }
      }
    }
  }

  private void watch(Keeper keeper, Standing.Watching watching) {
    var name = keeper.name();
    var before = watched.get(name);
    var it = before;
    if (it == null || !it.isOf(watching)) {
      try {
        it = new Watched(world, watching);
      } catch (IOException | RuntimeException e) {
        keeper.wake(); // deleted just now, or its recipe is: the pass tells
        return;
      }
      unwatch(name);
      watched.put(name, it);
      try {
        bell.watch(it.directory());
        directories.put(it.directory(), name);
      } catch (IOException e) {
        // the round finds what the bell does not ring for
      }
      keeper.wake(); // what happened before we watched rang for nobody
    }
    if (it.wantsPass()) {
      keeper.wake();
    }
  }

  private void unwatch(CellName name) {
    var it = watched.remove(name);
    if (it != null) {
      bell.forget(it.directory());
      directories.remove(it.directory());
    }
  }

  private void drop(Keeper keeper) {
    unwatch(keeper.name());
    keepers.remove(keeper.name());
    keeper.end();
  }

  private void tellWhenAllWereLookedAt() {
    if (allSeen || keepers.values().stream().anyMatch(k -> !k.looked())) {
      return;
    }
    allSeen = true;
    told.accept(
        "%d open workcells were looked at after %d ms"
            .formatted(keepers.size(), world.time().up().minus(began).toMillis()));
  }

  private boolean idle() {
    return keepers.isEmpty() && groups.idle() && post.idle();
  }

  /// The last look, so that what began meanwhile is not left alone.
  private boolean nothingNew() throws IOException {
    keepAll();
    return keepers.isEmpty() && groups.idle() && post.idle();
  }
}
