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
      record =
          switch (line.event()) {
            case RunBegun begun ->
                new CellRecord(begun.run(), begun.objective(), Wanted.RUNNING, begun.because());
            case WantedSet set ->
                new CellRecord(record.run, record.objective, set.wanted(), set.because());
            default -> record;
          };
    }
    return record;
  }
}
