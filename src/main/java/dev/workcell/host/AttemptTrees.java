package dev.workcell.host;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/// All trees in one pass, for looking only: each process belongs to the nearest marked one above
/// it, or else to the owner of its session. Who is about to end something asks `AttemptTree`.
final class AttemptTrees {
  private AttemptTrees() {}

  /// @param values the marker's variable, by pid
  /// @return the members by value
  static Map<String, List<ProcessRow>> of(List<ProcessRow> rows, Map<Long, String> values) {
    var byPid = new HashMap<Long, ProcessRow>();
    var sessions = new HashMap<Long, String>();
    for (var row : rows) {
      byPid.put(row.pid(), row);
      var value = values.get(row.pid());
      if (value != null && row.session() > 0) {
        sessions.putIfAbsent(row.session(), value);
      }
    }
    var trees = new HashMap<String, List<ProcessRow>>();
    for (var row : rows) {
      var owner = owner(row, byPid, values, sessions);
      if (owner != null) {
        trees.computeIfAbsent(owner, o -> new ArrayList<>()).add(row);
      }
    }
    return trees;
  }

  private static @org.jspecify.annotations.Nullable String owner(
      ProcessRow row,
      Map<Long, ProcessRow> byPid,
      Map<Long, String> values,
      Map<Long, String> sessions) {
    var seen = new HashSet<Long>();
    for (var at = row; at != null && seen.add(at.pid()); at = byPid.get(at.parent())) {
      var value = values.get(at.pid());
      if (value != null) {
        return value;
      }
      var owner = sessions.get(at.session());
      if (owner != null) {
        return owner;
      }
    }
    return null;
  }
}
