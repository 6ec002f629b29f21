package dev.workcell.host;

import dev.workcell.supervise.Host.Signal;
import dev.workcell.supervise.Time;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Ends a process that we started, with its session and its descendants: TERM, then KILL. Whoever
/// was once seen is remembered, so that one whose parent dies first is not lost.
final class Ending {
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private final ProcessTable table;
  private final long root;
  private Optional<ProcessRow> leader = Optional.empty();
  private long session;
  private final Map<Long, ProcessRow> family = new LinkedHashMap<>();
  private final long self = ProcessHandle.current().pid();

  Ending(ProcessTable table, long root) {
    this.table = table;
    this.root = root;
  }

  /// Comes back when none is left, after about ten seconds at most.
  ///
  /// @throws IOException if the process table could not be read
  void inTime(Time time) throws IOException, InterruptedException {
    look();
    tell(Signal.TERM);
    var began = time.up();
    for (var spent = Duration.ZERO;
        anyLeft() && spent.compareTo(LONGEST) < 0;
        spent = time.up().minus(began)) {
      if (spent.compareTo(GRACE) >= 0) {
        tell(Signal.KILL);
      }
      time.pause(BETWEEN_LOOKS);
    }
  }

  /// Kills them and does not wait.
  void now() throws IOException {
    look();
    tell(Signal.KILL);
  }

  private boolean anyLeft() throws IOException {
    look();
    return !family.isEmpty();
  }

  private void look() throws IOException {
    var rows = table.rows();
    var byPid = new LinkedHashMap<Long, ProcessRow>();
    rows.forEach(row -> byPid.put(row.pid(), row));
    family.values().removeIf(known -> !lives(known, byPid));
    leader = leader.or(() -> Optional.ofNullable(byPid.get(root)));
    leader.filter(known -> lives(known, byPid)).ifPresent(known -> family.put(root, known));
    session = session(byPid);
    for (int before = -1; before != family.size(); ) {
      before = family.size();
      for (var row : rows) {
        if ((session != 0 && row.session() == session) || family.containsKey(row.parent())) {
          family.putIfAbsent(row.pid(), row);
        }
      }
    }
    family.remove(self);
  }

  /// The session that root leads; 0 while it is still in ours. It outlives its leader, until
  /// another process gets the leader's pid.
  private long session(Map<Long, ProcessRow> byPid) {
    var now = Optional.ofNullable(byPid.get(root));
    var own = Optional.ofNullable(byPid.get(self));
    if (now.isEmpty()) {
      return session;
    }
    var led = leader.filter(now.get()::isSame).isPresent() ? now.get().session() : 0;
    return own.isPresent() && own.get().session() != led ? led : 0;
  }

  private static boolean lives(ProcessRow known, Map<Long, ProcessRow> byPid) {
    var now = byPid.get(known.pid());
    return now != null && now.isSame(known);
  }

  private void tell(Signal signal) throws IOException {
    for (var target : family.values()) {
      Signals.send(table, target, signal);
    }
  }
}
