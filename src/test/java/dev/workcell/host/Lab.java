package dev.workcell.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.run.ProcessIdentity;
import dev.workcell.supervise.Commands.Command;
import dev.workcell.supervise.Host.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Real processes for a test. `sh here NAME` writes its pid to `NAME.pid` and becomes a `sleep`.
final class Lab implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  final Machine machine = Machine.here();
  final Path directory;
  final Map<String, String> environment = Map.of("PATH", "/usr/local/bin:/usr/bin:/bin:/usr/sbin");

  Lab(Path directory) throws IOException {
    this.directory = directory;
    Files.writeString(
        directory.resolve("here"),
        "echo $$ >\"$1.tmp\" && mv \"$1.tmp\" \"$1.pid\" && exec sleep 1000\n");
  }

  Command sh(String script) {
    return command("sh", "-c", script);
  }

  Command command(String... argv) {
    return Command.of(List.of(argv), directory, environment).within(LONGEST);
  }

  Command with(Command command, String variable, String value) {
    var more = new HashMap<>(command.environment());
    more.put(variable, value);
    return new Command(command.argv(), command.directory(), more, command.input(), command.limit());
  }

  Path output() {
    return directory.resolve("output");
  }

  /// The process behind `NAME.pid`, as soon as it is there and has nothing more to start.
  ProcessIdentity process(String name) throws Exception {
    var pid = pid(name);
    until(name + " rests", () -> isSleep(pid));
    return machine.host().identify(pid).orElseThrow();
  }

  long pid(String name) throws Exception {
    var file = directory.resolve(name + ".pid");
    until(name + " runs", () -> Files.exists(file));
    return Long.parseLong(Files.readString(file).strip());
  }

  private static boolean isSleep(long pid) throws IOException {
    return Files.readString(Path.of("/proc/" + pid + "/cmdline")).startsWith("sleep\0");
  }

  void until(String what, Condition condition) throws Exception {
    var end = machine.time().up().plus(LONGEST);
    while (!condition.holds()) {
      assertThat(machine.time().up()).as("waited in vain until " + what).isLessThan(end);
      machine.time().pause(Duration.ofMillis(5));
    }
  }

  /// What works in our directory is ours.
  @Override
  public void close() throws IOException {
    var ours = directory.toRealPath();
    for (var row : new ProcTable(Path.of("/proc")).rows()) {
      if (ours.equals(workingDirectory(row.pid()))) {
        machine.host().identify(row.pid()).ifPresent(p -> machine.host().signal(p, Signal.KILL));
      }
    }
  }

  private static Path workingDirectory(long pid) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/" + pid + "/cwd"));
    } catch (IOException e) {
      return Path.of("gone");
    }
  }

  interface Condition {
    boolean holds() throws Exception;
  }
}
