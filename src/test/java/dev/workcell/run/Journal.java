package dev.workcell.run;

import dev.workcell.run.Event.AttemptPrepared;
import dev.workcell.run.Event.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Builds journals for tests: line `n` was written at `EPOCH + n` seconds.
final class Journal {
  static final ProcessIdentity SOMEBODY = new ProcessIdentity(7, "1", "boot", "space");
  static final Settings SETTINGS =
      new Settings("demo", "1.0", Permissions.SAFE, Settings.Mode.HEADLESS, Optional.empty());

  private Journal() {}

  static List<JournalLine> lines(Event... events) {
    var lines = new ArrayList<JournalLine>();
    for (var event : events) {
      var seq = lines.size() + 1;
      lines.add(new JournalLine(seq, at(seq), Duration.ofSeconds(seq), event));
    }
    return lines;
  }

  static Instant at(int seq) {
    return Instant.EPOCH.plusSeconds(seq);
  }

  static AttemptPrepared prepared(int attempt) {
    return new AttemptPrepared(attempt, SOMEBODY, SETTINGS, 0, "attempt " + attempt);
  }
}
