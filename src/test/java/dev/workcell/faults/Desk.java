package dev.workcell.faults;

import dev.workcell.Sandbox;
import dev.workcell.Sandbox.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A person's own tmux, with one command running in it; its screen can be read.
record Desk(Sandbox box, Path socket) implements AutoCloseable {
  static Desk open(Round round, List<String> argv) throws IOException {
    var desk = new Desk(round.box(), round.box().root().resolve("desk"));
    var words =
        new ArrayList<>(List.of("new-session", "-d", "-s", "desk", "-x", "120", "-y", "30"));
    words.addAll(argv);
    Said.yes(desk.tmux(words));
    return desk;
  }

  /// What stands on the screen.
  String screen() {
    return tmux(List.of("capture-pane", "-p", "-t", "desk")).out();
  }

  /// Presses keys, in the words of tmux.
  void press(String... keys) {
    var words = new ArrayList<>(List.of("send-keys", "-t", "desk"));
    words.addAll(List.of(keys));
    Said.yes(tmux(words));
  }

  /// Whether the command still runs.
  boolean busy() {
    return tmux(List.of("has-session", "-t", "desk")).code() == 0;
  }

  /// Kills the server hard.
  void kill() throws IOException {
    var pid = Long.parseLong(tmux(List.of("display-message", "-p", "#{pid}")).out().strip());
    Signals.send("KILL", pid);
    Signals.gone(pid);
  }

  private Result tmux(List<String> words) {
    var argv = new ArrayList<>(List.of("tmux", "-S", socket.toString(), "-f", "/dev/null"));
    argv.addAll(words);
    return box.exec(argv);
  }

  @Override
  public void close() {
    tmux(List.of("kill-server"));
  }
}
