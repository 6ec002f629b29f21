package dev.workcell.interactive;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// A sandbox with the scripted agent, its recipe, and what a person does at its terminal.
final class Stage implements AutoCloseable {
  private static final String PAGE =
      """
      ---
      name: scripted
      title: The scripted agent
      launch: [sh, -c, "exit 1"]
      grace: 2
      interactive:
        launch: [JAVA, -XX:TieredStopAtLevel=1, -cp, CLASSES, dev.workcell.interactive.ScriptedAgent, DIRECTORY, "{brief}"]
        resume: [JAVA, -XX:TieredStopAtLevel=1, -cp, CLASSES, dev.workcell.interactive.ScriptedAgent, DIRECTORY, "{brief}"]
        gap: 1
      signs:
        - {on: hook, when: {/session: .}, read: session, take: /session}
        - {on: hook, when: {/event: ^start$}, read: starting}
        - {on: hook, when: {/event: ^prompt$}, read: working}
        - {on: hook, when: {/event: ^ask$}, read: asking, ask: permission, text: /text}
        - {on: hook, when: {/event: ^stop$}, read: idle, text: /text}
        - {on: screen, when: {screen: "^\\\\? safe [\\\\s\\\\S]*Enter to confirm\\\\z"}, read: asking, ask: trust, keys: [Enter], text: "^\\\\? (.*)"}
        - {on: screen, when: {screen: "^\\\\? [\\\\s\\\\S]*Enter to confirm\\\\z"}, read: asking, ask: permission, text: "^\\\\? (.*)"}
        - {on: screen, when: {screen: "esc to interrupt"}, read: working}
        - {on: screen, when: {screen: "^>\\\\z"}, read: idle}
        - {on: screen, when: {screen: "^> (?!\\\\z)"}, read: typed, text: "^> (.*)"}
      ---
      # The scripted agent
      """;

  final Sandbox box;

  private Stage(Sandbox box) {
    this.box = box;
  }

  /// @param part what the agent plays, a turn a line
  static Stage with(String... part) throws IOException {
    var stage = new Stage(Sandbox.open());
    var pages = stage.box.root().resolve("home/.config/workcell/recipes");
    Files.createDirectories(pages);
    Files.createDirectories(stage.agent());
    Files.write(stage.agent().resolve("part"), List.of(part));
    var java = Path.of(System.getProperty("java.home"), "bin", "java");
    var classes = Path.of("target/test-classes").toAbsolutePath();
    Files.writeString(
        pages.resolve("scripted.md"),
        PAGE.replace("JAVA", java.toString())
            .replace("CLASSES", classes.toString())
            .replace("DIRECTORY", stage.agent().toString()));
    return stage;
  }

  private Path agent() {
    return box.root().resolve("agent");
  }

  Sandbox.Result launch(String... more) {
    var words = new ArrayList<>(List.of("--agent", "scripted", "--interactive"));
    words.addAll(List.of(more));
    return box.workcell(box.launching("fix", words.toArray(String[]::new)));
  }

  /// As `launch`, and it must have come up.
  void launched(String... more) {
    var done = launch(more);
    if (done.code() != 0) {
      throw new AssertionError(done.all());
    }
  }

  /// Until the agent has got a first prompt and its state is `state`.
  void untilState(String state) {
    Sandbox.until("it is " + state, () -> box.state("fix").equals(state));
  }

  /// All that the agent was told, in order; the first is the brief.
  List<String> told() throws IOException {
    var file = agent().resolve("told");
    if (!Files.exists(file)) {
      return List.of();
    }
    return Files.readAllLines(file).stream()
        .map(line -> new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_8))
        .toList();
  }

  Path attempt(int number) {
    return box.run("fix", 1).resolve("attempts").resolve(Integer.toString(number));
  }

  Sandbox.Result say(String text) {
    return box.workcell("say", "fix", text);
  }

  /// As `say`, again while it is refused because the agent works on the last.
  Sandbox.Result said(String text) {
    while (true) {
      var done = say(text);
      if (done.code() != 4 || !done.err().contains("the agent works")) {
        return done;
      }
    }
  }

  /// The program is killed when it comes to a point.
  void killedAt(String point, String... words) throws IOException {
    var file = box.root().resolve("stop-" + point);
    box.with("WORKCELL_STOP_AT", point).with("WORKCELL_STOP_FILE", file.toString());
    var process = box.start(words);
    box.with("WORKCELL_STOP_AT", "");
    Sandbox.until("it stands at " + point, () -> Files.exists(file));
    process.destroyForcibly();
    Sandbox.until("it is gone", () -> !process.isAlive());
  }

  void stop() {
    box.workcell("stop", "fix");
    box.untilAllEnded();
  }

  /// A person types.
  void types(int attempt, String keys) throws IOException {
    Files.writeString(attempt(attempt).resolve("keys"), keys);
  }

  /// The pid of the agent of an attempt.
  long agentPid(int attempt) throws IOException {
    var file = attempt(attempt).resolve("terminal");
    Sandbox.until("the agent has a terminal", () -> Files.exists(file));
    return Files.readAllLines(file).stream()
        .filter(l -> l.startsWith("pid "))
        .mapToLong(l -> Long.parseLong(l.substring(4)))
        .findFirst()
        .orElseThrow();
  }

  /// The keeper of the agent's terminal: its parent.
  long keeperPid(int attempt) throws IOException {
    return ProcessHandle.of(agentPid(attempt))
        .flatMap(ProcessHandle::parent)
        .map(ProcessHandle::pid)
        .orElseThrow();
  }

  List<ProcessHandle> tmux() {
    return box.marked("WORKCELL_VIEWER").stream()
        .filter(p -> p.info().command().orElse("").endsWith("tmux"))
        .toList();
  }

  static void kill(long pid) throws IOException {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
  }

  String journal() throws IOException {
    return Files.readString(box.run("fix", 1).resolve("journal.jsonl"));
  }

  @Override
  public void close() throws IOException {
    box.close();
  }
}
