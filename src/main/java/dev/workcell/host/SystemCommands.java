package dev.workcell.host;

import dev.workcell.supervise.Commands;
import dev.workcell.supervise.Time;
import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Starts processes of this machine. The JVM closes every descriptor above 2 for a child.
///
/// The limit sends TERM first and KILL two seconds later. An interrupt of the calling thread kills
/// at once and comes out as `InterruptedIOException`.
final class SystemCommands implements Commands {
  /// A starter does nothing but fork.
  private static final Duration STARTER_LIMIT = Duration.ofSeconds(30);

  private static final Redirect NOTHING = Redirect.from(new File("/dev/null"));

  private final ProcessTable table;
  private final Time time;
  private final boolean signalsIgnored;
  private volatile Optional<SessionStarter> starter = Optional.empty();

  SystemCommands(ProcessTable table, Time time, boolean signalsIgnored) {
    this.table = table;
    this.time = time;
    this.signalsIgnored = signalsIgnored;
  }

  @Override
  public Finished run(Command command) throws IOException {
    var process = Launchable.of(command).builder().redirectInput(stdin(command)).start();
    var out = Printed.by(process.getInputStream());
    var err = Printed.by(process.getErrorStream());
    try {
      var ended = awaited(process, command);
      return new Finished(ended, out.toItsEnd(), err.toItsEnd());
    } catch (InterruptedException e) {
      throw interrupted(process, command);
    }
  }

  @Override
  public Ended runInSession(Command command, Path output) throws IOException {
    var starter = starter();
    var process =
        Launchable.of(command)
            .behind(starter.inPlace(), starter.environment())
            .into(output)
            .redirectInput(stdin(command))
            .start();
    try {
      return awaited(process, command);
    } catch (InterruptedException e) {
      throw interrupted(process, command);
    }
  }

  /// Takes no input: nobody of ours would stay to write it.
  @Override
  public void detach(Command command, Path output) throws IOException {
    if (command.input().isPresent()) {
      throw new IllegalArgumentException("a detached process takes no input");
    }
    var starter = starter();
    var process =
        Launchable.of(command)
            .behind(starter.detached(), starter.environment())
            .into(output)
            .redirectInput(NOTHING)
            .start();
    try {
      var ended = awaited(process, command.within(STARTER_LIMIT));
      if (!ended.ok()) {
        throw new IOException(
            "%s was not started: its session starter says %s; see %s"
                .formatted(command.argv().getFirst(), ended, output));
      }
    } catch (InterruptedException e) {
      throw interrupted(process, command);
    }
  }

  /// Has no limit: a person is at it.
  @Override
  public int inTerminal(Command command) throws IOException {
    var process = Launchable.of(command).builder().inheritIO().start();
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      throw interrupted(process, command);
    }
  }

  private static Redirect stdin(Command command) {
    return command.input().isPresent() ? Redirect.PIPE : NOTHING;
  }

  private Ended awaited(Process process, Command command) throws IOException, InterruptedException {
    command.input().ifPresent(bytes -> feed(process, bytes));
    if (process.waitFor(command.limit())) {
      return new Ended.Exited(process.exitValue());
    }
    try {
      new Ending(table, process.pid()).inTime(time);
    } finally {
      process.destroyForcibly();
    }
    return new Ended.OutOfTime(command.limit());
  }

  private static void feed(Process process, byte[] bytes) {
    Thread.ofVirtual()
        .start(() -> {
          try (var stdin = process.getOutputStream()) {
            stdin.write(bytes);
          } catch (IOException e) {
            // it does not read on, which is its own affair: its exit code tells
          }
        });
  }

  private InterruptedIOException interrupted(Process process, Command command) {
    try {
      new Ending(table, process.pid()).now();
    } catch (IOException e) {
      process.destroyForcibly();
    }
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted during " + command.argv().getFirst());
  }

  /// Looked for once; two threads at the same time find the same.
  private SessionStarter starter() throws IOException {
    var known = starter;
    if (known.isEmpty()) {
      var path = Optional.ofNullable(System.getenv("PATH")).orElse(Launchable.DEFAULT_PATH);
      known = Optional.of(SessionStarter.find(path, signalsIgnored));
      starter = known;
    }
    return known.get();
  }
}
