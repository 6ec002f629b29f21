package dev.workcell.host;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The process table of macOS, as `ps` prints it. Start times have whole seconds there, and the
/// system hides the environment of its own signed programs. Never run on a Mac.
final class PsTable implements ProcessTable {
  private static final String COLUMNS = "pid=,ppid=,sess=,stat=,lstart=,command=";
  private static final String USE = "pid=,stat=,time=,etime=";

  private final MacFacts.Ask ask;

  PsTable(MacFacts.Ask ask) {
    this.ask = ask;
  }

  @Override
  public List<ProcessRow> rows() throws IOException {
    var rows = new ArrayList<ProcessRow>();
    for (var line : ask.ask(List.of("ps", "-axwwo", COLUMNS)).lines().toList()) {
      parse(line).ifPresent(rows::add);
    }
    if (rows.isEmpty()) {
      throw new IOException("could not look: ps shows no process");
    }
    return rows;
  }

  @Override
  public Optional<ProcessRow> row(long pid) throws IOException {
    if (pid <= 0) {
      return Optional.empty();
    }
    var line = ask.ask(List.of("ps", "-wwo", COLUMNS, "-p", Long.toString(pid))).strip();
    return parse(line);
  }

  /// `ps -E` appends the environment to the arguments with nothing between them, so the last word
  /// that fits is taken. Our values hold no blanks.
  @Override
  public Map<Long, String> values(List<ProcessRow> rows, String variable) throws IOException {
    var values = new HashMap<Long, String>();
    for (var line : ask.ask(List.of("ps", "-axwwE", "-o", "pid=,command=")).lines().toList()) {
      var words = new Words(line);
      var pid = words.next();
      var at = words.rest().lastIndexOf(" " + variable + "=");
      if (at >= 0) {
        var value = new Words(words.rest().substring(at + variable.length() + 2)).next();
        values.put(number(pid), value);
      }
    }
    return values;
  }

  /// `ps` tells how long ago a process was started; the time of the look is then the moment that is
  /// the same for all.
  @Override
  public Map<Long, ProcessUse> uses(List<ProcessRow> rows) throws IOException {
    var uses = new HashMap<Long, ProcessUse>();
    if (rows.isEmpty()) {
      return uses;
    }
    var pids = String.join(",", rows.stream().map(r -> Long.toString(r.pid())).toList());
    for (var line : ask.ask(List.of("ps", "-wwo", USE, "-p", pids)).lines().toList()) {
      var words = new Words(line);
      var pid = number(words.next());
      var state = words.next();
      var cpu = PsTime.parse(words.next());
      var age = PsTime.parse(words.next());
      if (!state.startsWith("Z")) {
        uses.put(pid, new ProcessUse(cpu, state.startsWith("T"), age.negated()));
      }
    }
    return uses;
  }

  @Override
  public String command(ProcessRow row) {
    return row.command();
  }

  private static Optional<ProcessRow> parse(String line) throws IOException {
    if (line.isBlank()) {
      return Optional.empty();
    }
    var words = new Words(line);
    var pid = number(words.next());
    var parent = number(words.next());
    var session = hexadecimal(words.next());
    var state = words.next();
    var started = new StringBuilder(words.next());
    for (int i = 0; i < 4; i++) {
      started.append(' ').append(words.next());
    }
    return state.startsWith("Z")
        ? Optional.empty()
        : Optional.of(new ProcessRow(pid, parent, session, started.toString(), words.rest()));
  }

  private static long number(String word) throws IOException {
    try {
      return Long.parseLong(word);
    } catch (NumberFormatException e) {
      throw new IOException("could not look: ps printed '" + word + "' for a number", e);
    }
  }

  /// A session is a kernel address there, mostly hidden as 0.
  private static long hexadecimal(String word) throws IOException {
    try {
      return Long.parseUnsignedLong(word, 16);
    } catch (NumberFormatException e) {
      throw new IOException("could not look: ps printed '" + word + "' for a session", e);
    }
  }

  /// Takes a line word by word.
  private static final class Words {
    private final String line;
    private int at;

    Words(String line) {
      this.line = line;
    }

    String next() {
      while (at < line.length() && line.charAt(at) == ' ') {
        at++;
      }
      int from = at;
      while (at < line.length() && line.charAt(at) != ' ') {
        at++;
      }
      return line.substring(from, at);
    }

    /// What follows, with the blank before it.
    String rest() {
      return line.substring(at);
    }
  }
}
