package dev.workcell.sim;

import dev.workcell.run.Marker;
import dev.workcell.run.ProcessIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The one computer of the scripted world: its clocks, its processes, its disk.
final class Machine {
  private static final Instant BEGIN = Instant.parse("2026-11-01T08:00:00Z");
  static final String SPACE = "scripted";

  final Loom loom = new Loom();
  final Chance chance;
  final Counts faults = new Counts();
  private final Map<Long, Proc> procs = new LinkedHashMap<>();
  private final Map<Marker, Set<Proc>> marked = new HashMap<>();
  private Duration suspended = Duration.ZERO;
  private Duration jumped = Duration.ZERO;
  private Duration booted = Duration.ZERO;
  private int boots = 1;
  private long pids = 1000;
  boolean diskFull;

  Machine(Chance chance) {
    this.chance = chance;
  }

  // ---- clocks

  Instant wall() {
    return BEGIN.plus(loom.now()).plus(suspended).plus(jumped);
  }

  Duration up() {
    return loom.now().plus(suspended).minus(booted);
  }

  /// The lid is closed for so long.
  void sleep(Duration length) {
    suspended = suspended.plus(length);
  }

  /// Somebody sets the clock.
  void jump(Duration by) {
    jumped = jumped.plus(by);
  }

  // ---- processes

  String bootId() {
    return "boot-" + boots;
  }

  Proc start(String command, List<Marker> markers) {
    var identity = new ProcessIdentity(pids++, Long.toString(up().toMillis()), bootId(), SPACE);
    var proc = new Proc(this, identity, command, markers);
    procs.put(identity.pid(), proc);
    markers.forEach(m -> marked.computeIfAbsent(m, k -> new LinkedHashSet<>()).add(proc));
    return proc;
  }

  /// Ends it, whoever did that.
  void end(Proc proc) {
    if (!proc.alive) {
      return;
    }
    remove(proc);
    proc.onEnd.run();
  }

  private void remove(Proc proc) {
    proc.computes(0);
    proc.alive = false;
    procs.remove(proc.identity.pid());
    for (var marker : proc.markers) {
      var left = marked.get(marker);
      left.remove(proc);
      if (left.isEmpty()) {
        marked.remove(marker);
      }
    }
    loom.wake(proc);
  }

  /// The power fails; all is gone at once.
  void reboot() {
    List.copyOf(procs.values()).forEach(this::remove);
    boots++;
    booted = loom.now().plus(suspended);
  }

  boolean lives(ProcessIdentity identity) {
    var proc = procs.get(identity.pid());
    return proc != null && proc.identity.equals(identity);
  }

  Proc find(ProcessIdentity identity) {
    return lives(identity) ? procs.get(identity.pid()) : null;
  }

  List<Proc> with(Marker marker) {
    return List.copyOf(marked.getOrDefault(marker, Set.of()));
  }

  Collection<Proc> all() {
    return procs.values();
  }
}
