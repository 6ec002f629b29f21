package dev.workcell.diagnose;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/// Cuts bytes into lines of text, in bounded memory: what is longer than the longest line of
/// `OutputReader` is cut.
public final class Lines {
  private final Consumer<String> sink;
  private byte[] line = new byte[1 << 12];
  private int kept;

  public Lines(Consumer<String> sink) {
    this.sink = sink;
  }

  /// Reads on.
  public void take(byte[] bytes, int from, int to) {
    var start = from;
    for (var i = from; i < to; i++) {
      if (bytes[i] == '\n') {
        keep(bytes, start, i);
        give();
        start = i + 1;
      }
    }
    keep(bytes, start, to);
  }

  /// What follows the last line end is a line as well.
  public void end() {
    if (kept > 0) {
      give();
    }
  }

  private void give() {
    var end = kept > 0 && line[kept - 1] == '\r' ? kept - 1 : kept;
    sink.accept(new String(line, 0, end, StandardCharsets.UTF_8));
    kept = 0;
  }

  private void keep(byte[] bytes, int from, int to) {
    var more = Math.min(to - from, OutputReader.LONGEST_LINE - kept);
    if (kept + more > line.length) {
      line = Arrays.copyOf(line, Math.max(line.length * 2, kept + more));
    }
    System.arraycopy(bytes, from, line, kept, more);
    kept += more;
  }
}
