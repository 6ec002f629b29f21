package dev.workcell.cells;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A terminal of a person: a shell in a tmux of its own, apart from those of the workcells.
final class Terminal implements AutoCloseable {
  private static final String ENDED = "that was it, it ended with";

  private final Sandbox box;
  private final Path socket;

  private Terminal(Sandbox box, Path socket) {
    this.box = box;
    this.socket = socket;
  }

  static Terminal open(Sandbox box, int columns, int lines) throws IOException {
    var terminal = new Terminal(box, Files.createTempFile(box.root(), "t", ""));
    Files.delete(terminal.socket);
    terminal.tmux(
        "-f",
        "/dev/null",
        "new-session",
        "-d",
        "-x",
        Integer.toString(columns),
        "-y",
        Integer.toString(lines),
        "sh");
    return terminal;
  }

  /// Types a command line; `ended` is true when it is over.
  void type(String line) {
    // what the last one left is gone before this one begins
    tmux("send-keys", "-R");
    tmux(
        "send-keys",
        "-l",
        "--",
        "clear; " + line + "; echo " + ENDED.replace("was", "w''as") + " $?");
    tmux("send-keys", "Enter");
  }

  void keys(String... keys) {
    var words = new ArrayList<>(List.of("send-keys"));
    words.addAll(List.of(keys));
    tmux(words.toArray(String[]::new));
  }

  String screen() {
    return tmux("capture-pane", "-p");
  }

  /// With the colours.
  String painted() {
    return tmux("capture-pane", "-p", "-e");
  }

  boolean ended() {
    return screen().contains(ENDED);
  }

  private String tmux(String... words) {
    var argv = new ArrayList<>(List.of("tmux", "-u", "-S", socket.toString()));
    argv.addAll(List.of(words));
    var done = box.exec(argv);
    assertThat(done.code()).as(argv + ": " + done.all()).isEqualTo(0);
    return done.out();
  }

  @Override
  public void close() {
    tmux("kill-server");
  }
}
