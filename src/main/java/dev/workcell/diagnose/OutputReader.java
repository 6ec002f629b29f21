package dev.workcell.diagnose;

import dev.workcell.diagnose.Signs.Fired;
import dev.workcell.runbook.Reading.Kind;
import dev.workcell.runbook.Sign.Where;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Reads output as its bytes come, line by line, in bounded memory: of a line that is longer than
/// `LONGEST_LINE` only so much is kept. Lines in which no sign can stand are passed over unparsed.
public final class OutputReader {
  /// A longer line is cut, and so is no JSON any more.
  public static final int LONGEST_LINE = 1 << 22;

  private final Signs signs;
  private final Where json;
  private final Where text;
  private final String source;
  private final Instant seenAt;
  private final Sink sink;
  private final Set<Kind> told = EnumSet.noneOf(Kind.class);
  private final Automaton.Scan scan;
  private final boolean readsJson;
  private long[] jsonNeeds;
  private final long[] textNeeds;

  private byte[] line = new byte[1 << 12];
  private int kept;
  private long inLine;
  private long given;
  private int lines;

  /// Takes what each line says.
  public interface Sink {
    /// @param number from 1
    /// @param fired empty when no sign speaks of this line
    /// @param blank nothing stands in it
    void line(int number, List<Fired> fired, boolean blank);
  }

  OutputReader(Signs signs, Where json, Where text, String source, Instant seenAt, Sink sink) {
    this.signs = signs;
    this.json = json;
    this.text = text;
    this.source = source;
    this.seenAt = seenAt;
    this.sink = sink;
    readsJson = !signs.set(json).isEmpty();
    jsonNeeds = signs.set(json).needs(told);
    textNeeds = signs.set(text).needs(told);
    scan = signs.automaton().scan();
  }

  /// Reads on.
  public void take(byte[] bytes, int from, int to) {
    var start = from;
    while (start < to) {
      var end = scan.upToLineEnd(bytes, start, to);
      if (end == to) {
        keep(bytes, start, to);
        return;
      }
      if (inLine == 0) {
        line(bytes, start, end);
      } else {
        keep(bytes, start, end);
        line(line, 0, kept);
      }
      given += inLine == 0 ? end - start + 1 : inLine + 1;
      inLine = 0;
      kept = 0;
      start = end + 1;
    }
  }

  /// What follows the last line end is a line as well.
  public void end() {
    if (inLine > 0) {
      line(line, 0, kept);
      given += inLine;
      inLine = 0;
      kept = 0;
    }
  }

  /// The same, but only if it is longer than any line that is kept whole.
  public void endIfEndless() {
    if (inLine >= LONGEST_LINE) {
      end();
    }
  }

  /// How many bytes the lines had that were read.
  public long bytes() {
    return given;
  }

  /// How many lines were read.
  public int lines() {
    return lines;
  }

  private void keep(byte[] bytes, int from, int to) {
    inLine += to - from;
    var more = Math.min(to - from, LONGEST_LINE - kept);
    if (kept + more > line.length) {
      line = Arrays.copyOf(line, Math.min(LONGEST_LINE, Math.max(line.length * 2, kept + more)));
    }
    System.arraycopy(bytes, from, line, kept, more);
    kept += more;
  }

  private void line(byte[] bytes, int start, int lineEnd) {
    var number = ++lines;
    var found = scan.take();
    var end = lineEnd > start && bytes[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
    if (end == start) {
      sink.line(number, List.of(), true);
      return;
    }
    var fired = List.<Fired>of();
    if (bytes[start] == '{' && readsJson) {
      if (wanted(jsonNeeds, found)) {
        fired = signs.json(json, source, number, bytes, start, end, seenAt);
        remember(fired);
      }
    } else if (wanted(textNeeds, found)) {
      var words = new String(bytes, start, end - start, StandardCharsets.UTF_8);
      fired = signs.fired(text, source, number, words, seenAt);
    }
    sink.line(number, fired, fired.isEmpty() && blank(bytes, start, end));
  }

  private void remember(List<Fired> fired) {
    for (var one : fired) {
      if (told.add(one.reading().kind())) {
        jsonNeeds = signs.set(json).needs(told);
      }
    }
  }

  private static boolean wanted(long[] needs, long found) {
    for (var need : needs) {
      if ((need & found) == need) {
        return true;
      }
    }
    return false;
  }

  private static boolean blank(byte[] bytes, int start, int end) {
    for (var i = start; i < end; i++) {
      if (bytes[i] > ' ' || bytes[i] < 0) {
        return false;
      }
    }
    return true;
  }
}
