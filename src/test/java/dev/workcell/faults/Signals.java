package dev.workcell.faults;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Sends signals to single processes and to whole process groups.
final class Signals {
  private Signals() {}

  static void send(String signal, long pid) throws IOException {
    kill(signal, pid);
  }

  /// @param leader the process that the group is named after
  static void toGroup(String signal, long leader) throws IOException {
    kill(signal, -leader);
  }

  /// Waits until there is no such process; one that nobody has reaped counts as gone.
  static void gone(long pid) {
    Sandbox.until("process %d is gone".formatted(pid), () -> !lives(pid));
  }

  static boolean lives(long pid) {
    try {
      var stat = Files.readString(Path.of("/proc/%d/stat".formatted(pid)));
      return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException e) {
      return false;
    }
  }

  private static void kill(String signal, long target) throws IOException {
    if (Math.abs(target) <= 1) {
      throw new IllegalArgumentException("no process of ours: " + target);
    }
    var script = List.of("sh", "-c", "kill -s %s -- %d".formatted(signal, target));
    try {
      if (new ProcessBuilder(script).inheritIO().start().waitFor() != 0) {
        throw new AssertionError("there was nobody to kill: " + target);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
