package dev.workcell.host;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Duration;
import java.util.Optional;

/// Reads one `/proc/<pid>/stat`. The second field is the program's own name in brackets and may
/// hold anything, so counting begins after the last `)`.
final class ProcStat {
  private static final int STATE = 0;
  private static final int PARENT = 1;
  private static final int SESSION = 3;
  private static final int USER_TIME = 11;
  private static final int CHILDREN_SYSTEM_TIME = 14;
  private static final int THREADS = 17;
  private static final int START_TIME = 19;

  /// Where we keep the number before the name.
  private static final int PID = START_TIME + 1;

  /// `getconf CLK_TCK` is 100 on every Linux that a JDK runs on; it is no setting of the kernel.
  private static final long TICK_MILLIS = 10;

  private ProcStat() {}

  /// Empty for a zombie. A dead first thread whose siblings live on is not one.
  ///
  /// @throws IllegalArgumentException if `bytes` is no such line
  static Optional<ProcessRow> parse(byte[] bytes) {
    var fields = fields(bytes);
    if (ended(fields)) {
      return Optional.empty();
    }
    return Optional.of(
        new ProcessRow(
            Long.parseLong(fields[PID]),
            Long.parseLong(fields[PARENT]),
            Math.max(0, Long.parseLong(fields[SESSION])),
            fields[START_TIME],
            ""));
  }

  /// What the process has done, and its children that it waited for. Empty for a zombie.
  ///
  /// @throws IllegalArgumentException if `bytes` is no such line
  static Optional<ProcessUse> use(byte[] bytes) {
    var fields = fields(bytes);
    if (ended(fields)) {
      return Optional.empty();
    }
    var cpu = Duration.ZERO;
    for (int field = USER_TIME; field <= CHILDREN_SYSTEM_TIME; field++) {
      cpu = cpu.plus(ticks(fields[field]));
    }
    return Optional.of(new ProcessUse(cpu, stopped(fields[STATE]), ticks(fields[START_TIME])));
  }

  private static String[] fields(byte[] bytes) {
    var line = new String(bytes, ISO_8859_1);
    var pidEnd = line.indexOf(' ');
    var nameEnd = line.lastIndexOf(')');
    if (pidEnd < 1 || nameEnd < pidEnd) {
      throw new IllegalArgumentException("not a stat line");
    }
    var fields = new String[PID + 1];
    var from = nameEnd + 2;
    for (int i = 0; i <= START_TIME; i++) {
      var end = line.indexOf(' ', from);
      if (end < 0) {
        throw new IllegalArgumentException("stat line with " + i + " fields");
      }
      fields[i] = line.substring(from, end);
      from = end + 1;
    }
    fields[PID] = line.substring(0, pidEnd);
    return fields;
  }

  private static boolean ended(String[] fields) {
    return switch (fields[STATE]) {
      case "Z", "X", "x" -> Long.parseLong(fields[THREADS]) <= 1;
      default -> false;
    };
  }

  private static boolean stopped(String state) {
    return switch (state) {
      case "T", "t" -> true;
      default -> false;
    };
  }

  private static Duration ticks(String field) {
    return Duration.ofMillis(Long.parseLong(field) * TICK_MILLIS);
  }
}
