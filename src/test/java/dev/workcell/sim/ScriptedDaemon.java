package dev.workcell.sim;

import dev.workcell.diagnose.Health;
import dev.workcell.run.CellName;
import dev.workcell.run.Refusal;
import dev.workcell.supervise.Cut;
import dev.workcell.supervise.Tick;
import dev.workcell.supervise.Tick.Standing;
import dev.workcell.supervise.World;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/// Wakes `Tick` and `Cut` as the daemon does, from moments of the loom instead of threads: when a
/// directory rings, when something is due, now and then. What it would see anyway only after its
/// next round it is told within a second, and rounds in which nothing can have changed are left
/// out.
final class ScriptedDaemon {
  private static final Duration SWEEP = Duration.ofSeconds(1);
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration ROUND = Duration.ofHours(2);
  private static final Duration PULSE = Duration.ofSeconds(15);
  private static final Duration SLEPT = Duration.ofSeconds(30);

  final Proc process;
  private final Stage stage;
  private final World world;
  private final Tick tick;
  private final Cut cut;
  private final Map<CellName, Keeper> keepers = new LinkedHashMap<>();
  private final Map<CellName, Pulses> watched = new LinkedHashMap<>();
  private boolean pulsing;

  ScriptedDaemon(Stage stage, Proc process) {
    this.stage = stage;
    this.process = process;
    this.world = stage.world(process);
    this.tick = new Tick(world);
    this.cut = new Cut(world);
  }

  void begin() {
    round();
  }

  private void round() {
    for (var name : stage.home.cells.keySet()) {
      look(name);
    }
    in(ROUND, this::round);
  }

  private void in(Duration time, Runnable what) {
    stage.machine.loom.in(
        time,
        () -> {
          if (process.alive) {
            what.run();
          }
        });
  }

  void rang(CellName name) {
    in(stage.machine.chance.upTo(SWEEP), () -> look(name));
  }

  private void look(CellName name) {
    if (keepers.containsKey(name) || Tick.wanted(stage.home.cells.get(name).view())) {
      keepers.computeIfAbsent(name, Keeper::new).wake();
    }
  }

  void clocksMoved(Duration gap) {
    if (gap.compareTo(SLEPT) > 0) {
      watched.forEach((name, it) ->
          keepers.get(name).order(() -> cut.slept(name, it.run(), it.attempt(), gap)));
    }
    List.copyOf(keepers.values()).forEach(Keeper::wake);
  }

  /// How it stands to a workcell, for messages.
  String about(CellName name) {
    var keeper = keepers.get(name);
    return "supervisor %s, %s, %s"
        .formatted(
            process.identity,
            watched.containsKey(name) ? "watches" : "does not watch",
            keeper == null
                ? "keeps it not"
                : "keeper%s%s, %d orders"
                    .formatted(
                        keeper.busy ? " busy" : "",
                        keeper.woken ? " woken" : "",
                        keeper.orders.size()));
  }

  // ---- the watch

  private void watch(CellName name, Standing.Watching watching) {
    var before = watched.get(name);
    if (before == null || !before.isOf(watching)) {
      watched.put(name, new Pulses(world, watching));
    }
    if (!pulsing) {
      pulsing = true;
      in(PULSE, this::pulse);
    }
  }

  private void pulse() {
    if (watched.isEmpty()) {
      pulsing = false;
      return;
    }
    in(PULSE, this::pulse);
    try {
      var activities =
          world.host().activities(watched.values().stream().map(Pulses::marker).toList());
      for (var entry : List.copyOf(watched.entrySet())) {
        var activity = activities.get(entry.getValue().marker());
        if (activity != null) {
          heard(entry.getKey(), entry.getValue(), entry.getValue().pulse(activity));
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (Killed e) {
      // the process ended with it
    }
  }

  private void heard(CellName name, Pulses it, Health health) {
    if (it.isNews(health)) {
      var keeper = keepers.get(name);
      keeper.order(() -> cut.on(name, it.run(), it.attempt(), health));
      keeper.wake();
    }
  }

  // ---- the keepers

  /// What a keeper is asked to do.
  private interface Order {
    void carryOut() throws IOException, InterruptedException;
  }

  /// Keeps one workcell: one order at a time.
  private final class Keeper {
    private final CellName name;
    private final Queue<Order> orders = new ArrayDeque<>();
    private boolean woken;
    private boolean busy;
    private long alarm;

    Keeper(CellName name) {
      this.name = name;
    }

    void wake() {
      if (!woken) {
        woken = true;
        order(this::look);
      }
    }

    void order(Order order) {
      orders.add(order);
      if (!busy) {
        busy = true;
        stage.machine.loom.begin(process, this::keep);
      }
    }

    private void keep() throws InterruptedException {
      while (!orders.isEmpty()) {
        try {
          orders.poll().carryOut();
        } catch (IOException | Refusal e) {
          stage.promises.refused("supervise", e);
          alarm(SOON);
        }
      }
      busy = false;
    }

    private void look() throws IOException, InterruptedException {
      woken = false;
      var standing = tick.at(name);
      stage.promises.passed(standing);
      switch (standing) {
        case Standing.Resting _ -> {
          watched.remove(name);
          if (orders.isEmpty()) {
            keepers.remove(name);
          }
        }
        case Standing.Held _ -> {
          watched.remove(name);
          alarm(Duration.ofMinutes(10));
        }
        case Standing.Waiting waiting -> {
          watched.remove(name);
          var left = Duration.between(stage.machine.wall(), waiting.due());
          alarm(left.isNegative() ? Duration.ZERO : left.plusMillis(1));
        }
        case Standing.Watching watching -> {
          watch(name, watching);
          alarm(stage.promises.agentLives(name) ? ROUND : SOON);
        }
      }
    }

    private void alarm(Duration time) {
      var mine = ++alarm;
      in(
          time,
          () -> {
            if (alarm == mine && keepers.get(name) == this) {
              wake();
            }
          });
    }
  }
}
