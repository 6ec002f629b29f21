package dev.workcell.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The process table of Linux: plain reads below `/proc`, no process is started.
final class ProcTable implements ProcessTable {
  private static final byte[] NOTHING = {};

  private final Path proc;

  ProcTable(Path proc) {
    this.proc = proc;
  }

  @Override
  public List<ProcessRow> rows() throws IOException {
    var names = proc.toFile().list();
    if (names == null) {
      throw new IOException("could not look: " + proc + " cannot be listed");
    }
    var rows = new ArrayList<ProcessRow>();
    for (var name : names) {
      if (isNumber(name)) {
        parsed(name).ifPresent(rows::add);
      }
    }
    if (rows.isEmpty()) {
      throw new IOException("could not look: " + proc + " shows no process, not even this one");
    }
    return rows;
  }

  @Override
  public Optional<ProcessRow> row(long pid) throws IOException {
    if (pid <= 0) {
      return Optional.empty();
    }
    var row = parsed(Long.toString(pid));
    if (row.isEmpty() && Files.notExists(proc.resolve("self"))) {
      throw new IOException("could not look: " + proc + " is not mounted");
    }
    return row;
  }

  @Override
  public Map<Long, String> values(List<ProcessRow> rows, String variable) throws IOException {
    var values = new HashMap<Long, String>();
    var start = (variable + "=").getBytes(UTF_8);
    for (var row : rows) {
      valueIn(environment(Long.toString(row.pid())), start)
          .ifPresent(value -> values.put(row.pid(), value));
    }
    return values;
  }

  /// A kernel thread, or a process that is just ending, has no memory to read from: that is an
  /// error for its environment, but for its arguments it is none.
  private byte[] environment(String pid) throws IOException {
    try {
      return read(pid, "environ");
    } catch (IOException e) {
      if (read(pid, "cmdline").length == 0) {
        return NOTHING;
      }
      throw e;
    }
  }

  /// The first entry counts, as it does for getenv.
  private static Optional<String> valueIn(byte[] environment, byte[] start) {
    int from = 0;
    while (from < environment.length) {
      int end = from;
      while (end < environment.length && environment[end] != 0) {
        end++;
      }
      if (startsWith(environment, from, end, start)) {
        var value = from + start.length;
        return Optional.of(new String(environment, value, end - value, UTF_8));
      }
      from = end + 1;
    }
    return Optional.empty();
  }

  private static boolean startsWith(byte[] bytes, int from, int end, byte[] start) {
    if (end - from < start.length) {
      return false;
    }
    for (int i = 0; i < start.length; i++) {
      if (bytes[from + i] != start[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String command(ProcessRow row) {
    try {
      var words = read(Long.toString(row.pid()), "cmdline");
      return new String(words, UTF_8).replace('\0', ' ');
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public Map<Long, ProcessUse> uses(List<ProcessRow> rows) throws IOException {
    var uses = new HashMap<Long, ProcessUse>();
    for (var row : rows) {
      // a pid that was reused meanwhile counts for one look; its start time is the new one's
      stat(Long.toString(row.pid()), ProcStat::use).ifPresent(use -> uses.put(row.pid(), use));
    }
    return uses;
  }

  private Optional<ProcessRow> parsed(String pid) throws IOException {
    return stat(pid, ProcStat::parse);
  }

  private <T> Optional<T> stat(String pid, Function<byte[], Optional<T>> parse) throws IOException {
    var stat = read(pid, "stat");
    try {
      return stat.length == 0 ? Optional.empty() : parse.apply(stat);
    } catch (IllegalArgumentException e) {
      throw new IOException("could not look: /proc/" + pid + "/stat: " + e.getMessage(), e);
    }
  }

  /// Empty when the process is gone or another user's; any other failure (no descriptor left) says
  /// nothing about it and is thrown.
  private byte[] read(String pid, String file) throws IOException {
    var process = proc.resolve(pid);
    try {
      return Files.readAllBytes(process.resolve(file));
    } catch (AccessDeniedException e) {
      return NOTHING;
    } catch (IOException e) {
      if (Files.notExists(process)) {
        return NOTHING;
      }
      throw e;
    }
  }

  private static boolean isNumber(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) < '0' || name.charAt(i) > '9') {
        return false;
      }
    }
    return !name.isEmpty();
  }
}
