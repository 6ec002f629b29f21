package dev.workcell.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;

/// Reads the facts of a Linux machine below `root`.
final class LinuxFacts {
  /// HUP, INT, QUIT and TERM as bits of `SigIgn`.
  private static final long ENDING_SIGNALS = 1 << 0 | 1 << 1 | 1 << 2 | 1 << 14;

  private LinuxFacts() {}

  static Facts read(Path root) throws IOException {
    var proc = root.resolve("proc");
    var stat = text(proc.resolve("self/stat"));
    return new Facts(
        text(proc.resolve("sys/kernel/random/boot_id")),
        machine(root) + "/" + Files.readSymbolicLink(proc.resolve("self/ns/pid")),
        Long.parseLong(stat.substring(0, stat.indexOf(' '))),
        Long.parseLong(firstWord(statusLine(root, "Uid:"))));
  }

  private static String machine(Path root) throws IOException {
    try {
      var id = text(root.resolve("etc/machine-id"));
      if (!id.isEmpty()) {
        return id;
      }
    } catch (NoSuchFileException e) {
      // a container without one; its host name is then as unique as it gets
    }
    return text(root.resolve("proc/sys/kernel/hostname"));
  }

  /// Whether we were started with a signal ignored that our children are to hear; a shell does that
  /// to what it starts with `&`, and it is inherited.
  static boolean ignoredSignals(Path root) throws IOException {
    return (Long.parseUnsignedLong(statusLine(root, "SigIgn:"), 16) & ENDING_SIGNALS) != 0;
  }

  /// Suspend is included.
  static Supplier<Duration> uptime(Path root) {
    var file = root.resolve("proc/uptime");
    return () -> {
      try {
        return seconds(firstWord(text(file)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  /// `12.34` as a duration.
  private static Duration seconds(String decimal) {
    var point = decimal.indexOf('.');
    return Duration.ofSeconds(Long.parseLong(decimal.substring(0, point)))
        .plusMillis(10 * Long.parseLong(decimal.substring(point + 1)));
  }

  private static String statusLine(Path root, String field) throws IOException {
    for (var line : Files.readAllLines(root.resolve("proc/self/status"))) {
      if (line.startsWith(field)) {
        return line.substring(field.length()).strip();
      }
    }
    throw new IOException("/proc/self/status has no " + field);
  }

  private static String firstWord(String text) {
    int end = 0;
    while (end < text.length() && text.charAt(end) > ' ') {
      end++;
    }
    return text.substring(0, end);
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file).strip();
  }
}
