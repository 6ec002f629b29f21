package dev.workcell.disk;

import dev.workcell.supervise.Checkpoints;
import dev.workcell.supervise.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// Stands still at the point that `WORKCELL_STOP_AT` names, once: it makes the file that
/// `WORKCELL_STOP_FILE` names, holding our pid, and goes on when that file is gone. For tests of
/// what happens when we are killed right there.
public final class StopPoints implements Checkpoints {
  private static final Duration STEP = Duration.ofMillis(10);

  private final String point;
  private final Path file;
  private final Time time;

  private StopPoints(String point, Path file, Time time) {
    this.point = point;
    this.file = file;
    this.time = time;
  }

  /// Silent unless both variables are set.
  public static Checkpoints of(Map<String, String> environment, Time time) {
    var point = environment.getOrDefault("WORKCELL_STOP_AT", "");
    var file = environment.getOrDefault("WORKCELL_STOP_FILE", "");
    return point.isEmpty() || file.isEmpty()
        ? nowhere -> {}
        : new StopPoints(point, Path.of(file), time);
  }

  @Override
  public void at(String reached) {
    if (!reached.equals(point)) {
      return;
    }
    try {
      var seen = file.resolveSibling(file.getFileName() + ".seen");
      try {
        Files.createFile(seen);
      } catch (FileAlreadyExistsException e) {
        return;
      }
      AtomicFile.write(file, ProcessHandle.current().pid() + "\n");
      while (Files.exists(file)) {
        time.pause(STEP);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
