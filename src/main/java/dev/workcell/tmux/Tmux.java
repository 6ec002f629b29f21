package dev.workcell.tmux;

import dev.workcell.supervise.Commands;
import dev.workcell.supervise.Commands.Command;
import dev.workcell.supervise.Terminals;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

/// One tmux server per workcell, on its own socket, without the person's own tmux configuration.
/// Its arguments are made by us alone: tmux executes `#(...)` in names and titles.
public final class Tmux implements Terminals {
  private static final Duration DEADLINE = Duration.ofSeconds(5);
  private static final String SESSION = "cell";
  private static final List<String> VIEW = List.of("tail", "-n", "+1", "-F", "agent.log");

  private static final List<String> OPTIONS =
      List.of(
          "set-option -g history-limit 5000",
          "set-option -g status off",
          "set-option -g exit-empty on",
          "set-option -g set-titles off",
          "set-option -g allow-rename off",
          "set-option -s set-clipboard off",
          "set-option -g update-environment ''",
          "set-option -g default-terminal screen-256color");

  private final Commands commands;

  public Tmux(Commands commands) {
    this.commands = commands;
  }

  @Override
  public void open(Path socket, Path log, Map<String, String> environment) throws IOException {
    refuseOther(socket);
    var argv = server(socket);
    argv.add("start-server");
    addOptions(argv);
    argv.addAll(List.of(";", "new-session", "-d", "-s", SESSION, "-x", "200", "-y", "50"));
    argv.addAll(VIEW);
    var done = commands.run(command(argv, directory(log), environment));
    if (!done.ok() && done.errorText().contains("duplicate session")) {
      done = again(socket, log, environment);
    }
    if (!done.ok()) {
      throw new IOException("tmux: " + done.errorText().strip());
    }
  }

  /// The viewer of the attempt before is still there: it turns to this log.
  private Commands.Finished again(Path socket, Path log, Map<String, String> environment)
      throws IOException {
    var argv = server(socket);
    argv.addAll(List.of("respawn-pane", "-k", "-t", "=" + SESSION + ":"));
    argv.addAll(List.of("-c", directory(log).toString()));
    argv.addAll(VIEW);
    return commands.run(command(argv, directory(log), environment));
  }

  @Override
  public void openScreen(
      Path socket, Path directory, List<String> screen, Map<String, String> environment)
      throws IOException {
    refuseOther(socket);
    var argv = server(socket);
    argv.add("start-server");
    addOptions(argv);
    argv.addAll(List.of(";", "new-session", "-d", "-s", SESSION, "-x", "200", "-y", "50"));
    argv.addAll(screen);
    var done = commands.run(command(argv, directory, environment));
    if (!done.ok() && done.errorText().contains("duplicate session")) {
      var again = server(socket);
      again.addAll(List.of("respawn-pane", "-k", "-t", "=" + SESSION + ":"));
      again.addAll(List.of("-c", directory.toString()));
      again.addAll(screen);
      done = commands.run(command(again, directory, environment));
    }
    if (!done.ok()) {
      throw new IOException("tmux: " + done.errorText().strip());
    }
  }

  @Override
  public int attachScreen(Path socket, Map<String, String> environment) throws IOException {
    refuseOther(socket);
    var argv = server(socket);
    argv.addAll(List.of("set-option", "-g", "status", "on"));
    addStatusLine(argv, "-g");
    argv.addAll(List.of(";", "attach-session", "-t", "=" + SESSION));
    return commands.inTerminal(command(argv, directory(socket), environment));
  }

  private static void addStatusLine(List<String> argv, String scope) {
    argv.addAll(
        List.of(";", "set-option", scope, "status-left", " C-b d leaves; the agent goes on "));
    argv.addAll(List.of(";", "set-option", scope, "status-left-length", "40"));
    argv.addAll(List.of(";", "set-option", scope, "status-right", ""));
    argv.addAll(
        List.of(";", "set-option", "-w" + scope.substring(1), "window-status-current-format", ""));
  }

  @Override
  public Optional<Shown> shown(Path socket, Map<String, String> environment) throws IOException {
    if (!isSocket(socket)) {
      return Optional.empty();
    }
    var pane = "=" + SESSION + ":";
    var seen =
        ask(
            socket,
            environment,
            "display-message",
            "-p",
            "-t",
            pane,
            "#{pane_dead}#{pane_title}",
            ";",
            "capture-pane",
            "-p",
            "-e",
            "-t",
            pane);
    if (!seen.ok()) {
      return Optional.empty();
    }
    var text = seen.text();
    var line = text.indexOf('\n');
    return line < 1 || text.charAt(0) != '0'
        ? Optional.empty()
        : Optional.of(new Shown(text.substring(1, line), text.substring(line + 1)));
  }

  /// Opened for both ways, so it does not wait for a reader, and what nobody reads is no error.
  @Override
  public void type(Path keys, byte[] bytes) throws IOException {
    if (!isSocket(keys)) {
      throw new IOException(keys + " is not there: the agent's terminal is gone");
    }
    try (var fifo = FileChannel.open(keys, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      var left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) {
        fifo.write(left);
      }
    }
  }

  private static void addOptions(List<String> argv) {
    for (var option : OPTIONS) {
      argv.add(";");
      for (var word : option.split(" ", -1)) {
        argv.add(word.equals("''") ? "" : word);
      }
    }
  }

  @Override
  public int attach(
      Path socket, Path directory, List<String> renderer, Map<String, String> environment)
      throws IOException {
    refuseOther(socket);
    var argv = server(socket);
    argv.add("start-server");
    addOptions(argv);
    var view = "view-" + Integer.toHexString(ThreadLocalRandom.current().nextInt());
    argv.addAll(List.of(";", "new-session", "-s", view));
    argv.addAll(renderer);
    argv.addAll(List.of(";", "set-option", "destroy-unattached", "on"));
    argv.addAll(List.of(";", "set-option", "status", "on"));
    argv.addAll(List.of(";", "set-option", "status-left", " C-b d leaves; the agent goes on "));
    argv.addAll(List.of(";", "set-option", "status-left-length", "40"));
    argv.addAll(List.of(";", "set-option", "status-right", ""));
    argv.addAll(List.of(";", "set-option", "-w", "window-status-current-format", ""));
    return commands.inTerminal(command(argv, directory, environment));
  }

  @Override
  public void close(Path socket, Map<String, String> environment) {
    if (!isSocket(socket)) {
      return;
    }
    try {
      var clients = ask(socket, environment, "list-clients");
      if (clients.ok() && clients.text().isBlank()) {
        ask(socket, environment, "kill-server");
      } else if (clients.ok()) {
        ask(socket, environment, "set-option", "-g", "destroy-unattached", "on");
      }
      if (!answers(socket, environment)) {
        Files.deleteIfExists(socket);
      }
    } catch (IOException e) {
      // the viewer is a comfort; gc takes what is left of it
    }
  }

  @Override
  public boolean answers(Path socket, Map<String, String> environment) {
    try {
      return isSocket(socket) && ask(socket, environment, "list-sessions").ok();
    } catch (IOException e) {
      return false;
    }
  }

  /// tmux would put its socket in the place of a file, or of what a link leads to.
  private static void refuseOther(Path socket) throws IOException {
    if (Files.exists(socket, LinkOption.NOFOLLOW_LINKS) && !isSocket(socket)) {
      throw new IOException(socket + " is no socket, and nothing is put in its place");
    }
  }

  private static boolean isSocket(Path file) {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
          .isOther();
    } catch (IOException e) {
      return false;
    }
  }

  private Commands.Finished ask(Path socket, Map<String, String> environment, String... words)
      throws IOException {
    var argv = server(socket);
    argv.addAll(List.of(words));
    return commands.run(command(argv, directory(socket), environment));
  }

  private static List<String> server(Path socket) {
    return new ArrayList<>(List.of("tmux", "-u", "-S", socket.toString(), "-f", "/dev/null"));
  }

  private static Command command(
      List<String> argv, Path directory, Map<String, String> environment) {
    var clean = new TreeMap<>(environment);
    clean.remove("TMUX");
    clean.putIfAbsent("TERM", "screen-256color");
    return Command.of(argv, directory, clean).within(DEADLINE);
  }

  private static Path directory(Path file) {
    var parent = file.getParent();
    return parent == null ? Path.of("/") : parent;
  }
}
