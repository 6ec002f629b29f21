package dev.workcell.host;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Optional;

/// Reads one `/proc/<pid>/stat`. The second field is the program's own name in brackets and may
/// hold anything, so counting begins after the last `)`.
final class ProcStat {
  private static final int STATE = 0;
  private static final int PARENT = 1;
  private static final int SESSION = 3;
  private static final int THREADS = 17;
  private static final int START_TIME = 19;

  private ProcStat() {}

  /// Empty for a zombie. A dead first thread whose siblings live on is not one.
  ///
  /// @throws IllegalArgumentException if `bytes` is no such line
  static Optional<ProcessRow> parse(byte[] bytes) {
    var line = new String(bytes, ISO_8859_1);
    var pidEnd = line.indexOf(' ');
    var nameEnd = line.lastIndexOf(')');
    if (pidEnd < 1 || nameEnd < pidEnd) {
      throw new IllegalArgumentException("not a stat line");
    }
    var fields = new String[START_TIME + 1];
    var from = nameEnd + 2;
    for (int i = 0; i < fields.length; i++) {
      var end = line.indexOf(' ', from);
      if (end < 0) {
        throw new IllegalArgumentException("stat line with " + i + " fields");
      }
      fields[i] = line.substring(from, end);
      from = end + 1;
    }
    if (ended(fields[STATE]) && Long.parseLong(fields[THREADS]) <= 1) {
      return Optional.empty();
    }
    return Optional.of(
        new ProcessRow(
            Long.parseLong(line.substring(0, pidEnd)),
            Long.parseLong(fields[PARENT]),
            Math.max(0, Long.parseLong(fields[SESSION])),
            fields[START_TIME],
            ""));
  }

  private static boolean ended(String state) {
    return switch (state) {
      case "Z", "X", "x" -> true;
      default -> false;
    };
  }
}
