package dev.workcell.disk;

import dev.workcell.supervise.Time;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/// What tells a workcell that somebody deletes from one that has lost a file: files go one by one.
record Deletion(Path directory, Time time) {
  /// From one file to the next.
  private static final Duration STEP = Duration.ofSeconds(2);

  private static final Duration LOOK = Duration.ofMillis(20);

  /// Whether nothing says any more what it was.
  boolean isOver() {
    return Files.notExists(directory.resolve("cell.json"));
  }

  /// Whether it is over, now or in a moment; waits while files may still be going.
  boolean comesToItsEnd() throws IOException {
    try {
      while (!isOver() && isYoung()) {
        time.pause(LOOK);
      }
      return isOver();
    } catch (NoSuchFileException e) {
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while looking at " + directory);
    }
  }

  private boolean isYoung() throws IOException {
    var age = Duration.between(Files.getLastModifiedTime(directory).toInstant(), time.now());
    return !age.isNegative() && age.compareTo(STEP) < 0;
  }
}
