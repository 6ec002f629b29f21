package dev.workcell.cli;

import dev.workcell.diagnose.Shows;
import dev.workcell.run.Event.AttemptEnded;
import dev.workcell.run.Event.AttemptPrepared;
import dev.workcell.run.JournalLine;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which part of a log is shown.
///
/// @param start the byte where it begins
/// @param since lines that say that they are older are left out
/// @param grep only lines of text in which this is found
record LogFilter(long start, Optional<Instant> since, Optional<Pattern> grep) {
  static final LogFilter ALL = new LogFilter(0, Optional.empty(), Optional.empty());

  /// From the first attempt on that had not ended by then: few agents tell the time of a line.
  static LogFilter since(Instant since, List<JournalLine> journal, Optional<Pattern> grep) {
    long start = 0;
    var found = false;
    for (var line : journal) {
      if (line.event() instanceof AttemptPrepared prepared && !found) {
        start = prepared.logStart();
        found = true;
      } else if (line.event() instanceof AttemptEnded && line.at().isBefore(since)) {
        found = false;
        start = Long.MAX_VALUE; // nothing after it, unless another attempt begins
      }
    }
    return new LogFilter(start, Optional.of(since), grep);
  }

  void print(Shows shows, String line, Screen screen) {
    if (since.isPresent()) {
      var at = shows.time(line);
      if (at.isPresent() && at.get().isBefore(since.get())) {
        return;
      }
    }
    var shown = shows.shown(line);
    if (shown.isEmpty()) {
      return;
    }
    if (grep.isEmpty()) {
      screen.line(shown.get());
      return;
    }
    for (var part : shown.get().split("\n", -1)) {
      if (grep.get().matcher(part).find()) {
        screen.line(part);
      }
    }
  }
}
