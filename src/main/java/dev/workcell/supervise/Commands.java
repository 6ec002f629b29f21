package dev.workcell.supervise;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Port: the only way to start a process. Every process begins with exactly the given environment,
/// stdin from `/dev/null` (or `input`) and no other open descriptor of ours.
public interface Commands {
  /// Runs to its end, collecting what it prints.
  ///
  /// @throws IOException if it could not be started
  Finished run(Command command) throws IOException;

  /// Runs in a session of its own with both outputs appended to `output`; at the limit its session
  /// and descendants are killed.
  ///
  /// @throws IOException if it could not be started
  Ended runInSession(Command command, Path output) throws IOException;

  /// Starts in a session of its own, as a child of init, outputs appended to `output`, and comes
  /// back at once. No death of ours reaches it.
  ///
  /// @throws IOException if it could not be started
  void detach(Command command, Path output) throws IOException;

  /// Runs in the foreground of our terminal, with our own stdin, stdout and stderr.
  ///
  /// @throws IOException if it could not be started
  int inTerminal(Command command) throws IOException;

  /// What to run.
  ///
  /// @param directory its working directory
  /// @param environment its whole environment
  /// @param limit after this it is killed
  record Command(
      List<String> argv,
      Path directory,
      Map<String, String> environment,
      Optional<byte[]> input,
      Duration limit) {
    public Command {
      argv = List.copyOf(argv);
      environment = Map.copyOf(environment);
    }

    public static Command of(List<String> argv, Path directory, Map<String, String> environment) {
      return new Command(argv, directory, environment, Optional.empty(), Duration.ofMinutes(2));
    }

    public Command within(Duration longest) {
      return new Command(argv, directory, environment, input, longest);
    }

    public Command fed(byte[] bytes) {
      return new Command(argv, directory, environment, Optional.of(bytes), limit);
    }
  }

  /// How a process ended.
  sealed interface Ended {
    /// @param code exit code, or 128 + signal
    record Exited(int code) implements Ended {}

    /// The limit ended it.
    record OutOfTime(Duration limit) implements Ended {}

    default boolean ok() {
      return this instanceof Exited(var code) && code == 0;
    }
  }

  /// How it ended and what it printed.
  record Finished(Ended ended, byte[] out, byte[] err) {
    public boolean ok() {
      return ended.ok();
    }

    public String text() {
      return new String(out, StandardCharsets.UTF_8);
    }

    public String errorText() {
      return new String(err, StandardCharsets.UTF_8);
    }
  }
}
