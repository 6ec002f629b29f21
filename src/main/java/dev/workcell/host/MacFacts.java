package dev.workcell.host;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/// Reads the facts of a Mac from its tools. Never run on a Mac.
final class MacFacts {
  private static final String MACHINE = "\"IOPlatformUUID\" = \"";

  private MacFacts() {}

  /// Asks one tool.
  interface Ask {
    /// What it prints; its exit code says nothing (`ps -p` of a process that is gone gives 1).
    ///
    /// @throws IOException if it could not be run to its end
    String ask(List<String> argv) throws IOException;
  }

  static Facts read(Ask ask) throws IOException {
    return new Facts(
        line(ask, "sysctl", "-n", "kern.bootsessionuuid"),
        machine(ask.ask(List.of("ioreg", "-rd1", "-c", "IOPlatformExpertDevice"))) + "/mac",
        ProcessHandle.current().pid(),
        Long.parseLong(line(ask, "id", "-u")));
  }

  /// By the wall clock, which is all that a Mac tells about a boot; a clock that is set moves it.
  static Supplier<Duration> uptime(Ask ask) throws IOException {
    var booted = bootTime(line(ask, "sysctl", "-n", "kern.boottime"));
    return () -> {
      var up = Duration.between(booted, Instant.now());
      return up.isNegative() ? Duration.ZERO : up;
    };
  }

  /// Reads `{ sec = 1763856012, usec = 301775 } Sun Nov 23 01:00:12 2025`.
  static Instant bootTime(String line) throws IOException {
    var from = line.indexOf("sec = ");
    var end = line.indexOf(',', from);
    try {
      return Instant.ofEpochSecond(Long.parseLong(line.substring(from + 6, end).strip()));
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      throw new IOException("kern.boottime is not understood: " + line, e);
    }
  }

  private static String machine(String ioreg) throws IOException {
    var from = ioreg.indexOf(MACHINE);
    var end = ioreg.indexOf('"', from + MACHINE.length());
    if (from < 0 || end < 0) {
      throw new IOException("ioreg shows no IOPlatformUUID");
    }
    return ioreg.substring(from + MACHINE.length(), end);
  }

  private static String line(Ask ask, String... argv) throws IOException {
    var line = ask.ask(List.of(argv)).strip();
    if (line.isEmpty()) {
      throw new IOException(String.join(" ", argv) + " printed nothing");
    }
    return line;
  }
}
