package dev.workcell.host;

import dev.workcell.supervise.Commands.Command;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.Charset;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A command that was checked as far as it can be before it is started: the program is there, on
/// its own PATH and not on ours, and no character of it is lost on the way.
record Launchable(List<String> argv, Path directory, Map<String, String> environment) {
  /// Where to look when the environment has no PATH.
  static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";

  /// What the JVM writes arguments in. Where it cannot write a character it writes `?`.
  private static final Charset NATIVE =
      Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

  /// @throws IOException if it cannot be started
  static Launchable of(Command command) throws IOException {
    var argv = new ArrayList<>(command.argv());
    argv.set(0, program(command).toString());
    var environment = command.environment();
    for (var text : argv) {
      refuseLoss(text, argv.getFirst());
    }
    for (var entry : environment.entrySet()) {
      refuseLoss(entry.getKey() + entry.getValue(), argv.getFirst());
    }
    return new Launchable(argv, command.directory(), environment);
  }

  Launchable behind(List<String> starter, Map<String, String> itsEnvironment) {
    var whole = new ArrayList<>(starter);
    whole.addAll(argv);
    var joined = new HashMap<>(itsEnvironment);
    joined.putAll(environment);
    return new Launchable(whole, directory, joined);
  }

  ProcessBuilder builder() {
    var builder = new ProcessBuilder(argv).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder;
  }

  /// Both outputs appended to `output`, which only we may read.
  ProcessBuilder into(Path output) throws IOException {
    try {
      Files.createFile(
          output,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException e) {
      // it is appended to
    }
    return builder().redirectErrorStream(true).redirectOutput(Redirect.appendTo(output.toFile()));
  }

  private static Path program(Command command) throws IOException {
    var name = command.argv().getFirst();
    if (name.indexOf('/') >= 0) {
      var file = command.directory().resolve(name);
      if (Programs.canRun(file)) {
        return file.toAbsolutePath();
      }
      throw new IOException(name + " is not a program that we may run");
    }
    var path = Optional.ofNullable(command.environment().get("PATH")).orElse(DEFAULT_PATH);
    return Programs.which(name, path)
        .orElseThrow(() -> new IOException(name + " is not on " + path));
  }

  private static void refuseLoss(String text, String program) throws IOException {
    if (!NATIVE.newEncoder().canEncode(text)) {
      throw new IOException(
          "%s was not started: this JVM writes %s, which lacks characters of its arguments or"
                  .formatted(program, NATIVE)
              + " environment; start it with LC_ALL=C.UTF-8");
    }
  }
}
