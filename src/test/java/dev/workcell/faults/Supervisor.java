package dev.workcell.faults;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/// The supervisor of a round's home.
final class Supervisor {
  private Supervisor() {}

  /// Starts one that the test knows as a process.
  static Process start(Round round) {
    try {
      return round.start(round.box().argv("supervise"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Starts one, and comes back when it leads, or was so quick that it has left.
  static void takesOver(Round round) {
    var started = start(round);
    Sandbox.until(
        "another supervisor leads", () -> Signals.lives(leader(round)) || !started.isAlive());
  }

  /// The pid of the one that leads, once one does.
  static long pid(Round round) throws IOException {
    return pidOtherThan(round, 0);
  }

  static long pidOtherThan(Round round, long former) throws IOException {
    Sandbox.until(
        "a supervisor leads", () -> leader(round) != former && Signals.lives(leader(round)));
    return leader(round);
  }

  private static long leader(Round round) throws IOException {
    var live = round.box().home().resolve("supervisor/live");
    return Files.exists(live) ? Long.parseLong(Files.readAllLines(live).getFirst()) : 0;
  }
}
