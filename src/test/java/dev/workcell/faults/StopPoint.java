package dev.workcell.faults;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A named point in our program where one process stands still until it is killed or released.
final class StopPoint {
  /// The words that make a launch freeze the point for its settle.
  static final String[] FROZEN = {"--env", "WORKCELL_STOP_AT", "--env", "WORKCELL_STOP_FILE"};

  private final String point;
  private final Path file;

  StopPoint(Sandbox box, String point) {
    this.point = point;
    this.file = box.root().resolve("stop-" + point);
    box.with("WORKCELL_STOP_AT", point).with("WORKCELL_STOP_FILE", file.toString());
  }

  /// The pid of who stands there, once somebody does.
  long reached() throws IOException {
    Sandbox.until("somebody stands at " + point, () -> Files.exists(file));
    return Long.parseLong(Files.readString(file).strip());
  }

  boolean isReached() {
    return Files.exists(file);
  }

  /// Kills who stands there, in the middle of its work.
  void kill() throws IOException {
    var pid = reached();
    Signals.send("KILL", pid);
    Signals.gone(pid);
    Files.delete(file);
  }

  void release() throws IOException {
    Files.delete(file);
  }
}
