package dev.workcell.host;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The markers of processes that were seen before: an environment is read once for each process,
/// and once more after it has begun another program (which is seen by its command's start only, so
/// a process is read again in its first minute of looks).
final class KnownMarkers {
  /// Looks until what was read of a process is believed.
  private static final int SETTLED = 3;

  private final Map<Key, Entry> entries = new HashMap<>();

  private record Key(long pid, String startTime) {}

  private record Entry(Optional<String> value, int looks) {}

  /// The values of `variable` by pid.
  synchronized Map<Long, String> of(ProcessTable table, List<ProcessRow> rows, String variable)
      throws IOException {
    var unknown = new ArrayList<ProcessRow>();
    var keys = new HashMap<Key, ProcessRow>();
    for (var row : rows) {
      var key = new Key(row.pid(), row.startTime());
      keys.put(key, row);
      var entry = entries.get(key);
      if (entry == null || entry.looks < SETTLED) {
        unknown.add(row);
      }
    }
    entries.keySet().retainAll(keys.keySet());
    var read = table.values(unknown, variable);
    for (var row : unknown) {
      entries.merge(
          new Key(row.pid(), row.startTime()),
          new Entry(Optional.ofNullable(read.get(row.pid())), 1),
          (before, now) -> new Entry(now.value, before.looks + 1));
    }
    var values = new HashMap<Long, String>();
    entries.forEach((key, entry) -> entry.value.ifPresent(v -> values.put(key.pid, v)));
    return values;
  }
}
