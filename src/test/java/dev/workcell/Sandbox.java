package dev.workcell;

import io.avaje.json.mapper.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A home, a repo and the real program, for tests that run real workcells. Closing it ends every
/// process that has its home in the environment and deletes everything.
public final class Sandbox implements AutoCloseable {
  /// A word for never, that a busy machine does not reach.
  private static final Duration LONGEST = Duration.ofMinutes(3);

  private static final Path APP = Path.of("target/app").toAbsolutePath();

  private final Path root;
  private final Map<String, String> environment = new TreeMap<>();

  private Sandbox(Path root) {
    this.root = root;
  }

  /// With a clean repo of one commit; `check.sh` in it passes when `done.txt` holds `done`.
  private boolean supervised;

  public static Sandbox open() throws IOException {
    if (!Files.exists(APP.resolve("build-id"))) {
      throw new IllegalStateException("build first: sh scripts/build");
    }
    var id = "%06x".formatted(ThreadLocalRandom.current().nextInt(1 << 24));
    var sandbox = new Sandbox(Path.of("target/sandboxes").toAbsolutePath().resolve(id));
    Files.createDirectories(sandbox.root.resolve("home"));
    Files.createDirectories(sandbox.repo());
    sandbox.environment.put("PATH", System.getenv("PATH"));
    sandbox.environment.put("HOME", sandbox.root.resolve("home").toString());
    sandbox.environment.put("LANG", "C.UTF-8");
    sandbox.environment.put("WORKCELL_HOME", sandbox.home().toString());
    sandbox.script(sandbox.repo().resolve("check.sh"), "grep -qx done done.txt");
    sandbox.write("README", "a repo\n");
    sandbox.git("init", "-q", "-b", "main");
    sandbox.git("config", "user.name", "Somebody");
    sandbox.git("config", "user.email", "somebody@localhost");
    sandbox.git("add", "-A");
    sandbox.git("commit", "-q", "-m", "first");
    return sandbox;
  }

  public Path root() {
    return root;
  }

  public Path home() {
    return root.resolve("h");
  }

  public Path repo() {
    return root.resolve("repo");
  }

  public Path cell(String name) {
    return home().resolve("cells").resolve(name);
  }

  /// The directory of the run `n`.
  public Path run(String name, int n) {
    return cell(name).resolve("runs").resolve("%04d".formatted(n));
  }

  /// From now on launches start the supervisor.
  public Sandbox supervised() {
    supervised = true;
    return this;
  }

  public Sandbox with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  public Map<String, String> environment() {
    return environment;
  }

  public Path write(String file, String text) throws IOException {
    var path = repo().resolve(file);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, text);
  }

  /// An executable sh script.
  public Path script(Path file, String body) throws IOException {
    return Executable.write(file, "#!/bin/sh\n" + body + "\n");
  }

  public String git(String... words) {
    var argv = new ArrayList<>(List.of("git", "-C", repo().toString()));
    argv.addAll(List.of(words));
    var done = exec(argv);
    if (done.code != 0) {
      throw new IllegalStateException(argv + ": " + done.err);
    }
    return done.out.strip();
  }

  /// What a process printed and how it ended.
  public record Result(int code, String out, String err) {
    /// Both outputs, for messages.
    public String all() {
      return "exit %d%n%s%s".formatted(code, out, err);
    }
  }

  /// Runs the program to its end.
  public Result workcell(String... words) {
    return exec(argv(words));
  }

  /// Starts the program; its output goes to files in the sandbox.
  public Process start(String... words) throws IOException {
    return builder(argv(words))
        .redirectOutput(root.resolve("started.out").toFile())
        .redirectError(root.resolve("started.err").toFile())
        .start();
  }

  public List<String> argv(String... words) {
    var argv = new ArrayList<>(List.of(APP.resolve("workcell").toString()));
    argv.addAll(List.of(words));
    if (!supervised && words.length > 0 && List.of("launch", "resume").contains(words[0])) {
      argv.add(2, "--no-daemon");
    }
    return argv;
  }

  /// Words of a launch with the usual brief and check, then `more`.
  public String[] launching(String name, String... more) {
    var words =
        new ArrayList<>(
            List.of(
                "launch",
                name,
                "--repo",
                repo().toString(),
                "--objective",
                "Make it done",
                "--constraint",
                "nothing else",
                "--done",
                "check.sh passes"));
    if (!List.of(more).contains("--no-verify") && !List.of(more).contains("--verify")) {
      words.addAll(List.of("--verify", "./check.sh"));
    }
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  /// A part for the demo agent, by its path.
  public Path part(String... steps) throws IOException {
    var file = Files.createTempFile(root, "part", ".txt");
    return Files.write(file, Arrays.asList(steps));
  }

  /// Launches the demo agent with a part.
  public Result launchDemo(String name, List<String> steps, String... more) throws IOException {
    with("WORKCELL_DEMO_PART", part(steps.toArray(String[]::new)).toString());
    var words = new ArrayList<>(List.of("--agent", "demo"));
    words.addAll(List.of(more));
    return workcell(launching(name, words.toArray(String[]::new)));
  }

  /// Launches a sh script as the agent.
  public Result launchScript(String name, String body, String... more) throws IOException {
    var agent = script(Files.createTempFile(root, "agent", ".sh"), body);
    var words = new ArrayList<>(List.of("--agent", "command"));
    words.addAll(List.of(more));
    words.addAll(List.of("--", agent.toString()));
    return workcell(launching(name, words.toArray(String[]::new)));
  }

  /// status.json as the program tells it.
  @SuppressWarnings({"NullAway", "unchecked"}) // the library knows no nullness
  public Map<String, Object> status(String name) {
    var shown = workcell("show", name, "--json");
    if (shown.code != 0) {
      throw new IllegalStateException(shown.all());
    }
    if (JsonMapper.builder().build().fromJson(shown.out) instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    throw new IllegalStateException(shown.all());
  }

  public String state(String name) {
    return String.valueOf(status(name).get("state"));
  }

  /// A value deep in status.json, for example `verify.verdict`; null when it is null.
  public @Nullable Object value(String name, String path) {
    @Nullable Object at = status(name);
    for (var step : path.split("\\.", -1)) {
      at = at instanceof Map<?, ?> map ? map.get(step) : null;
    }
    return at;
  }

  /// Waits until it is settled.
  public Result settle(String name) {
    return workcell("wait", name, "--timeout", "60s");
  }

  /// Looks again and again until it holds; fails after a minute.
  public static void until(String what, Condition condition) {
    var end = System.nanoTime() + LONGEST.toNanos();
    try {
      for (var began = System.nanoTime(); !condition.holds(); began = System.nanoTime()) {
        var now = System.nanoTime();
        if (now > end) {
          throw new AssertionError("it never came to this: " + what);
        }
        // a look that starts a program is not to take the machine from what it waits for
        LockSupport.parkNanos(Math.max(Duration.ofMillis(15).toNanos(), 3 * (now - began)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Waits until no process of this home is left.
  public void untilAllEnded() {
    try {
      until("every process has ended", () -> processes().isEmpty());
    } catch (AssertionError e) {
      throw new AssertionError("left running: " + commandLines(), e);
    }
  }

  private String commandLines() {
    return processes().stream()
        .map(p -> p.pid() + " " + p.info().commandLine().orElse("?"))
        .toList()
        .toString();
  }

  /// Something that comes true.
  public interface Condition {
    boolean holds() throws IOException;
  }

  /// The pid in attempts/N/start of a run, once it is there.
  public long wrapper(String name, int run, int attempt) {
    var file = run(name, run).resolve("attempts/%d/start".formatted(attempt));
    until("the wrapper has started", () -> Files.exists(file));
    try {
      return Long.parseLong(Files.readAllLines(file).getFirst().split(" ", -1)[1]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The processes of one marker variable, of this sandbox.
  public List<ProcessHandle> marked(String variable) {
    return ProcessHandle.allProcesses()
        .filter(p -> has(p, variable + "=") && has(p, "WORKCELL_HOME=" + home() + "\0"))
        .toList();
  }

  private static boolean has(ProcessHandle process, String entry) {
    try {
      var bytes = Files.readAllBytes(Path.of("/proc/" + process.pid() + "/environ"));
      return ("\0" + new String(bytes, StandardCharsets.UTF_8)).contains("\0" + entry);
    } catch (IOException e) {
      return false;
    }
  }

  private ProcessBuilder builder(List<String> argv) {
    var builder = new ProcessBuilder(argv).directory(root.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder;
  }

  /// Runs any command in the sandbox's environment.
  public Result exec(List<String> argv) {
    try {
      var out = Files.createTempFile(root, ".out", "");
      var err = Files.createTempFile(root, ".err", "");
      var process = builder(argv).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError(argv + " did not end");
      }
      var result = new Result(process.exitValue(), read(out), read(err));
      Files.delete(out);
      Files.delete(err);
      return result;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  /// Every process of this home, tmux servers included.
  public List<ProcessHandle> processes() {
    return ProcessHandle.allProcesses()
        .filter(p -> has(p, "WORKCELL_HOME=" + home() + "\0"))
        .toList();
  }

  @Override
  public void close() throws IOException {
    for (var round = 0; round < 50 && !processes().isEmpty(); round++) {
      processes().forEach(ProcessHandle::destroyForcibly);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    try (var files = Files.walk(root)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
