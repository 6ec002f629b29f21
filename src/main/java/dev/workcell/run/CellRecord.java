package dev.workcell.run;

import dev.workcell.run.Event.NoticeDelivered;
import dev.workcell.run.Event.NoticeQueued;
import dev.workcell.run.Event.RunBegun;
import dev.workcell.run.Event.WantedSet;
import java.util.ArrayList;
import java.util.List;

/// What the journal of a workcell adds up to.
///
/// @param run the current run; 0 before the first
/// @param objective what this run is for, one line
/// @param queued the notices that were made, by `Notice.inJournal`
/// @param delivered those of them that need no sender any more
public record CellRecord(
    int run,
    String objective,
    Wanted wanted,
    String wantedBecause,
    List<String> queued,
    List<String> delivered) {
  public CellRecord {
    queued = List.copyOf(queued);
    delivered = List.copyOf(delivered);
  }

  /// Replays a journal.
  public static CellRecord of(List<JournalLine> lines) {
    var run = 0;
    var objective = "";
    var wanted = Wanted.RUNNING;
    var because = "launched";
    var queued = new ArrayList<String>(0);
    var delivered = new ArrayList<String>(0);
    for (var line : lines) {
      if (line.event() instanceof RunBegun begun) {
        run = begun.run();
        objective = begun.objective();
        wanted = Wanted.RUNNING;
        because = begun.because();
      } else if (line.event() instanceof WantedSet set) {
        wanted = set.wanted();
        because = set.because();
      } else if (line.event() instanceof NoticeQueued it) {
        for (var receiver : it.receivers()) {
          queued.add(Notice.inJournal(it.run(), it.line(), receiver));
        }
      } else if (line.event() instanceof NoticeDelivered it) {
        var name = Notice.inJournal(it.run(), it.line(), it.receiver());
        if (it.delivery() == Delivery.RETRIED) {
          delivered.removeIf(name::equals);
        } else {
          delivered.add(name);
        }
      }
    }
    return new CellRecord(run, objective, wanted, because, queued, delivered);
  }
}
