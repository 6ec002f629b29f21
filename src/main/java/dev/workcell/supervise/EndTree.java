package dev.workcell.supervise;

import dev.workcell.run.Event.Leftover;
import dev.workcell.run.Marker;
import dev.workcell.supervise.Host.Presence;
import dev.workcell.supervise.Host.Sighting;
import dev.workcell.supervise.Host.Signal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Ends the processes of an attempt or a check: TERM, a grace, KILL, each by its identity.
final class EndTree {
  private static final Duration STEP = Duration.ofMillis(40);
  private static final Duration AFTER_KILL = Duration.ofSeconds(3);

  private final Host host;
  private final Time time;

  EndTree(Host host, Time time) {
    this.host = host;
    this.time = time;
  }

  /// @param grace how long TERM may take
  /// @return what was there and what became of it
  List<Leftover> of(Marker marker, Duration grace) throws IOException, InterruptedException {
    var seen = new LinkedHashMap<Long, Sighting>();
    var fates = new LinkedHashMap<Long, Leftover.Fate>();
    signal(marker, seen, fates, Signal.TERM, Leftover.Fate.TERMINATED, grace);
    signal(marker, seen, fates, Signal.KILL, Leftover.Fate.KILLED, AFTER_KILL);
    for (var left : host.tree(marker)) {
      seen.putIfAbsent(left.identity().pid(), left);
      fates.put(left.identity().pid(), Leftover.Fate.ALIVE);
    }
    var found = new ArrayList<Leftover>();
    seen.forEach((pid, it) ->
        found.add(
            new Leftover(pid, it.command(), fates.getOrDefault(pid, Leftover.Fate.TERMINATED))));
    return found;
  }

  /// Sends `signal` to each member, new ones included, until none is left or `grace` is over.
  private void signal(
      Marker marker,
      Map<Long, Sighting> seen,
      Map<Long, Leftover.Fate> fates,
      Signal signal,
      Leftover.Fate fate,
      Duration grace)
      throws IOException, InterruptedException {
    var until = time.up().plus(grace);
    var told = new LinkedHashMap<Long, Sighting>();
    while (true) {
      for (var member : host.tree(marker)) {
        if (told.putIfAbsent(member.identity().pid(), member) == null) {
          seen.putIfAbsent(member.identity().pid(), member);
          fates.put(member.identity().pid(), fate);
          host.signal(member.identity(), signal);
        }
      }
      var gone = told.values().stream().allMatch(s -> host.presence(s.identity()) == Presence.GONE);
      if (gone && host.tree(marker).isEmpty()) {
        return;
      }
      if (time.up().compareTo(until) >= 0) {
        return;
      }
      time.pause(STEP);
    }
  }
}
