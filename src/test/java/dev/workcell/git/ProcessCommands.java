package dev.workcell.git;

import dev.workcell.supervise.Commands;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Starts processes for the tests of this package and remembers how many and which.
final class ProcessCommands implements Commands {
  final List<Command> started = new ArrayList<>();

  @Override
  public Finished run(Command command) throws IOException {
    started.add(command);
    var in = Files.createTempFile("git-test", ".in");
    var out = Files.createTempFile("git-test", ".out");
    var err = Files.createTempFile("git-test", ".err");
    try {
      Files.write(in, command.input().orElse(new byte[0]));
      var builder =
          new ProcessBuilder(command.argv())
              .directory(command.directory().toFile())
              .redirectInput(in.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().clear();
      builder.environment().putAll(command.environment());
      return new Finished(
          end(builder.start(), command), Files.readAllBytes(out), Files.readAllBytes(err));
    } finally {
      for (var file : List.of(in, out, err)) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static Ended end(Process process, Command command) throws IOException {
    try {
      if (process.waitFor(command.limit().toMillis(), TimeUnit.MILLISECONDS)) {
        return new Ended.Exited(process.exitValue());
      }
      process.destroyForcibly();
      return new Ended.OutOfTime(command.limit());
    } catch (InterruptedException stopped) {
      process.destroyForcibly();
      throw new InterruptedIOException(stopped.toString());
    }
  }

  @Override
  public Ended runInSession(Command command, Path output) {
    throw new UnsupportedOperationException("runInSession");
  }

  @Override
  public void detach(Command command, Path output) {
    throw new UnsupportedOperationException("detach");
  }

  @Override
  public int inTerminal(Command command) {
    throw new UnsupportedOperationException("inTerminal");
  }
}
