package dev.workcell.faults;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/// A terminal that can hang up: `script` holds its other end.
record Pty(Process holder) implements AutoCloseable {
  static Pty open(Round round, List<String> argv) throws IOException {
    return new Pty(round.start(List.of("script", "-qec", "exec " + line(argv), "/dev/null")));
  }

  /// The words as one line for sh.
  static String line(List<String> argv) {
    return argv.stream()
        .map(w -> "'" + w.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }

  /// Closes the terminal: the kernel sends HUP to whoever runs in it.
  void hangUp() throws IOException {
    Signals.send("KILL", holder.pid());
    Signals.gone(holder.pid());
  }

  @Override
  public void close() {
    holder.destroyForcibly();
  }
}
