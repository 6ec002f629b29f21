package dev.workcell.git;

import dev.workcell.supervise.Commands;
import java.io.IOException;
import java.nio.file.Path;

/// A machine on which nothing can be started.
final class NoPrograms implements Commands {
  @Override
  public Finished run(Command command) throws IOException {
    throw new IOException("no such program: " + command.argv().getFirst());
  }

  @Override
  public Ended runInSession(Command command, Path output) throws IOException {
    return run(command).ended();
  }

  @Override
  public void detach(Command command, Path output) throws IOException {
    run(command);
  }

  @Override
  public int inTerminal(Command command) throws IOException {
    throw new IOException("no such program: " + command.argv().getFirst());
  }
}
