package dev.workcell.wrapper;

import dev.workcell.Executable;
import dev.workcell.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/// A run directory with one attempt, laid out as a launch does, and the real wrapper in it. The
/// program beside it only counts how often it was asked to settle.
final class Attempt implements AutoCloseable {
  private static final Path WRAPPER = Path.of("src/main/resources/dev/workcell/wrapper.sh");

  final Path root;
  final Path run;
  final Path directory;
  private final Map<String, String> environment = new TreeMap<>();
  private final List<Process> started = new ArrayList<>();
  private List<String> shell = List.of("sh");

  private Attempt(Path root) {
    this.root = root;
    this.run = root.resolve("runs/0001");
    this.directory = run.resolve("attempts/1");
  }

  static Attempt make() throws IOException {
    var id = "%08x".formatted(ThreadLocalRandom.current().nextInt());
    var attempt = new Attempt(Path.of("target/sandboxes").toAbsolutePath().resolve("w" + id));
    Files.createDirectories(attempt.directory);
    Files.createDirectories(attempt.root.resolve("tree"));
    Files.createDirectories(attempt.root.resolve("program"));
    Files.createDirectories(attempt.root.resolve("bin"));
    Files.copy(WRAPPER, attempt.directory.resolve("wrapper"));
    Files.writeString(attempt.run.resolve("agent.log"), "");
    Files.write(attempt.run.resolve("reserve"), new byte[1 << 20]);
    attempt.program("exit 0");
    attempt.environment.put("PATH", attempt.root.resolve("bin") + ":" + System.getenv("PATH"));
    attempt.environment.put("WORKCELL_TEST", id);
    return attempt;
  }

  /// What the program does when the wrapper asks it to settle; each asking is a line in `asked`.
  Attempt program(String body) throws IOException {
    script("program/workcell", "echo \"$@\" >>'%s/asked'\n%s".formatted(root, body));
    return this;
  }

  /// Which sh the wrapper is run by.
  Attempt under(List<String> shell) {
    this.shell = shell;
    return this;
  }

  /// A command that stands before the real one in PATH: it says that it was reached, and goes on
  /// when it is released.
  void holdUp(String command) throws IOException, InterruptedException {
    fifo("go-on");
    script(
        "bin/" + command,
        """
        [ -e '%1$s/reached' ] || { : >'%1$s/reached'; read -r _ <'%1$s/go-on'; }
        PATH=${PATH#*:} exec %2$s "$@"
        """
            .formatted(root, command));
  }

  void awaitReached() {
    Sandbox.until("it was reached", () -> Files.exists(root.resolve("reached")));
  }

  void goOn() throws IOException {
    Files.writeString(root.resolve("go-on"), "\n");
  }

  Path fifo(String name) throws IOException, InterruptedException {
    var file = root.resolve(name);
    new ProcessBuilder("mkfifo", file.toString()).start().waitFor();
    return file;
  }

  Path script(String name, String body) throws IOException {
    return Executable.write(root.resolve(name), "#!/bin/sh\n" + body + "\n");
  }

  /// The words that start the wrapper, with all signals as a shell of a person has them.
  List<String> words(List<String> agent) {
    var words =
        new ArrayList<>(
            List.of("/usr/bin/setsid", "/usr/bin/env", "--default-signal=HUP,INT,QUIT,PIPE,TERM"));
    words.addAll(shell);
    words.addAll(List.of("./wrapper", root.resolve("tree").toString()));
    words.addAll(List.of(root.resolve("program").toString(), "0a0b0c0d/fix/0001/1", "space"));
    words.add("split");
    words.addAll(agent);
    return words;
  }

  Process start(String... agent) throws IOException {
    var builder = new ProcessBuilder(words(List.of(agent))).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.redirectOutput(root.resolve("wrapper.out").toFile());
    builder.redirectError(root.resolve("wrapper.err").toFile());
    builder.redirectInput(Path.of("/dev/null").toFile());
    var process = builder.start();
    started.add(process);
    return process;
  }

  /// Runs an agent that is the body of a sh script, to the end of the wrapper.
  Attempt ran(String body) throws IOException {
    return finished(start(script("agent", body).toString()));
  }

  Attempt finished(Process wrapper) {
    try {
      if (!wrapper.waitFor(2, TimeUnit.MINUTES)) {
        throw new AssertionError("the wrapper did not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return this;
  }

  /// The file `exit` without its time, for example `code 0 by agent synced yes end`.
  String exit() {
    return text(directory.resolve("exit")).replaceAll("at [0-9]+\n", "").replace('\n', ' ').strip();
  }

  String log() {
    return text(run.resolve("agent.log"));
  }

  /// A file's text, empty when there is none.
  static String text(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// How often the program was asked to settle.
  long asked() {
    return text(root.resolve("asked")).lines().count();
  }

  /// As fast as a shell can send them.
  static void signal(Process process, String... names) {
    var all = "pid=$1; shift; for name; do kill -s \"$name\" \"$pid\"; done";
    var words = new ArrayList<>(List.of("sh", "-c", all, "sh", String.valueOf(process.pid())));
    words.addAll(List.of(names));
    try {
      new ProcessBuilder(words).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    started.forEach(Process::destroyForcibly);
    ProcessHandle.allProcesses().filter(this::ours).forEach(ProcessHandle::destroyForcibly);
    try (var files = Files.walk(root)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private boolean ours(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc/" + process.pid() + "/environ"))
          .contains("WORKCELL_TEST=" + environment.get("WORKCELL_TEST"));
    } catch (IOException e) {
      return false;
    }
  }
}
