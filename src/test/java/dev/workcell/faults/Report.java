package dev.workcell.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// The counts, one line a row: id, fault, promise, rounds, kept, what was seen first when broken.
final class Report {
  private Report() {}

  static synchronized void add(Row row, Tally tally) throws IOException {
    var file = System.getProperty("faults.report", "");
    if (file.isEmpty()) {
      return;
    }
    var note = tally.broken().stream().findFirst().orElse("").replaceAll("\\s+", " ");
    var line =
        String.join(
            "\t",
            row.id(),
            row.fault(),
            row.promise(),
            String.valueOf(tally.rounds()),
            String.valueOf(tally.kept()),
            note.substring(0, Math.min(200, note.length())));
    Files.write(Path.of(file), List.of(line), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
