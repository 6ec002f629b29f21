package dev.workcell.run;

import dev.workcell.run.Event.RunBegun;
import dev.workcell.run.Event.WantedSet;
import java.util.List;

/// What the journal of a workcell adds up to.
///
/// @param run the current run; 0 before the first
/// @param objective what this run is for, one line
public record CellRecord(int run, String objective, Wanted wanted, String wantedBecause) {

  /// Replays a journal.
  public static CellRecord of(List<JournalLine> lines) {
    var record = new CellRecord(0, "", Wanted.RUNNING, "launched");
    for (var line : lines) {
      if (line.event() instanceof RunBegun begun) {
        record = new CellRecord(begun.run(), begun.objective(), Wanted.RUNNING, begun.because());
      } else if (line.event() instanceof WantedSet set) {
        record = new CellRecord(record.run, record.objective, set.wanted(), set.because());
      }
    }
    return record;
  }
}
