package dev.workcell.host;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds the tree of an attempt in one look at the process table. What matters is the nearest
/// marked process above: below another marker, or below this process, nothing belongs to us unless
/// it carries the marker itself.
final class AttemptTree {
  private enum Belongs {
    OURS,
    OTHERS,
    SELF,
    UNKNOWN
  }

  private final Map<Long, ProcessRow> byPid = new HashMap<>();
  private final Map<Long, Belongs> marks = new HashMap<>();
  private final Set<Long> ourSessions = new HashSet<>();
  private final Set<Long> otherSessions = new HashSet<>();

  private AttemptTree(List<ProcessRow> rows, Map<Long, String> values, String value, long self) {
    for (var row : rows) {
      byPid.put(row.pid(), row);
      var found = values.get(row.pid());
      if (row.pid() == self) {
        marks.put(self, Belongs.SELF);
      } else if (found != null) {
        var ours = found.equals(value);
        marks.put(row.pid(), ours ? Belongs.OURS : Belongs.OTHERS);
        (ours ? ourSessions : otherSessions).add(row.session());
      }
    }
    ourSessions.remove(0L);
    otherSessions.remove(0L);
    otherSessions.removeAll(ourSessions);
    markSessionMembers(rows, above(self));
  }

  /// The processes that belong to `value`, parents before children.
  ///
  /// @param values what the marker's variable is, by pid
  static List<ProcessRow> of(
      List<ProcessRow> rows, Map<Long, String> values, String value, long self) {
    var tree = new AttemptTree(rows, values, value, self);
    var found = new ArrayList<ProcessRow>();
    for (var row : rows) {
      if (row.pid() > 1 && tree.belongs(row) == Belongs.OURS) {
        found.add(row);
      }
    }
    found.sort(Comparator.comparingInt(row -> tree.above(row.pid()).size()));
    return found;
  }

  /// A member that nobody above claims joins its session's owner. Not so the shell that we run in:
  /// it would be in when somebody marks a command by hand.
  private void markSessionMembers(List<ProcessRow> rows, Set<Long> aboveSelf) {
    var members = new ArrayList<Long>();
    for (var row : rows) {
      if (ourSessions.contains(row.session())
          && belongs(row) == Belongs.UNKNOWN
          && !aboveSelf.contains(row.pid())) {
        members.add(row.pid());
      }
    }
    members.forEach(pid -> marks.put(pid, Belongs.OURS));
  }

  private Belongs belongs(ProcessRow row) {
    var seen = new HashSet<Long>();
    for (var at = row; at != null && seen.add(at.pid()); at = byPid.get(at.parent())) {
      var mark = marks.get(at.pid());
      if (mark != null) {
        return mark;
      }
      if (otherSessions.contains(at.session())) {
        return Belongs.OTHERS;
      }
    }
    return Belongs.UNKNOWN;
  }

  private Set<Long> above(long pid) {
    var seen = new HashSet<Long>();
    for (var at = byPid.get(pid); at != null && seen.add(at.pid()); ) {
      at = byPid.get(at.parent());
    }
    return seen;
  }
}
