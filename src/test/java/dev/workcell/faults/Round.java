package dev.workcell.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import dev.workcell.Sandbox.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/// One round of one row: a sandbox and an agent that leaves a half-done tree, works until it is let
/// go and then finishes. Each agent that ever starts writes a line into a ledger outside the repo,
/// so a second one cannot hide.
final class Round implements AutoCloseable {
  /// The name of the workcell that the fault hits.
  static final String CELL = "fix";

  private final int number;
  private final Sandbox box;
  private final Path agent;
  private final List<Process> started = new ArrayList<>();

  private Round(int number, Sandbox box, Path agent) {
    this.number = number;
    this.box = box;
    this.agent = agent;
  }

  /// @param number from 0 on; faults that come in kinds take turns by it
  static Round open(int number) throws IOException {
    var box = Sandbox.open();
    var body =
        """
        echo half >half.txt
        echo "at work"
        echo $$ >>'%1$s/ledger'
        while [ ! -e '%1$s/go' ]; do sleep 0.05; done
        echo done >done.txt
        read -r code <'%1$s/go'
        exit "$code"
        """
            .formatted(box.root());
    return new Round(number, box, box.script(box.root().resolve("agent"), body));
  }

  Sandbox box() {
    return box;
  }

  int number() {
    return number;
  }

  /// One of `kinds`, in turn.
  <T> T turn(List<T> kinds) {
    return kinds.get(number % kinds.size());
  }

  /// The code that the agent of this round ends with when it may end: a lost code would show.
  int code() {
    return turn(List.of(0, 7));
  }

  /// The program of this round's agent.
  Path agentFile() {
    return agent;
  }

  /// The words of a launch of this round's agent.
  String[] launching(String name, String... more) {
    var words = new ArrayList<>(List.of("--agent", "command"));
    words.addAll(List.of(more));
    words.addAll(List.of("--", agent.toString()));
    return box.launching(name, words.toArray(String[]::new));
  }

  Result launch(String... more) {
    return Said.yes(box.workcell(launching(CELL, more)));
  }

  /// Launches, and comes back when the agent works.
  long launchAtWork(String... more) {
    launch(more);
    return agent();
  }

  /// Starts any command of this round in a session of its own; closing the round ends it.
  Process start(List<String> argv) throws IOException {
    var words = new ArrayList<>(List.of("setsid"));
    words.addAll(argv);
    var builder = new ProcessBuilder(words).directory(box.root().toFile());
    builder.environment().clear();
    builder.environment().putAll(box.environment());
    var file = printed(started.size()).toFile();
    var process = builder.redirectErrorStream(true).redirectOutput(file).start();
    started.add(process);
    return process;
  }

  private Path printed(int number) {
    return box.root().resolve("started-" + number);
  }

  /// What a command that was started printed.
  String said(Process process) {
    try {
      return Files.readString(printed(started.indexOf(process)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whoever of the processes to come reaches `point` first stands still there.
  StopPoint stopAt(String point) {
    return new StopPoint(box, point);
  }

  /// Lets the agent finish its work and end with `code`.
  void letGo(int code) throws IOException {
    var draft = Files.writeString(box.root().resolve(".go"), code + "\n");
    Files.move(draft, box.root().resolve("go"), StandardCopyOption.ATOMIC_MOVE);
  }

  /// How many agents were ever started.
  int agents() throws IOException {
    return ledger().size();
  }

  private List<String> ledger() throws IOException {
    var file = box.root().resolve("ledger");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  /// The pid of the first agent, once it works.
  long agent() {
    Sandbox.until("the agent works", () -> agents() > 0);
    try {
      return Long.parseLong(ledger().getFirst());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The names of the workcells there are, drafts included.
  List<String> cells() throws IOException {
    var cells = box.home().resolve("cells");
    if (!Files.exists(cells)) {
      return List.of();
    }
    try (var entries = Files.list(cells)) {
      return entries.map(e -> e.getFileName().toString()).sorted().toList();
    }
  }

  /// Waits until the workcell is settled and nothing of it runs, and tells how it ended.
  End end() throws IOException {
    return end(CELL);
  }

  End end(String name) throws IOException {
    var end = End.of(box.workcell("wait", name, "--timeout", "120s", "--json"));
    box.untilAllEnded();
    assertThat(Files.readString(box.run(name, end.run()).resolve("handoff.md")))
        .as(() -> "the handoff says what is; the journal: " + journal(name, end.run()))
        .contains("- state: **%s**, because %s".formatted(end.state(), end.because()));
    return end;
  }

  private String journal(String name, int run) {
    try {
      return Files.readString(box.run(name, run).resolve("journal.jsonl"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  /// The agent may finish, and everything must be as if nothing had happened.
  void finishesAsItShould() throws IOException {
    letGo(code());
    endsAsItShould();
  }

  /// The agent was let go with this round's code, and the record says so.
  void endsAsItShould() throws IOException {
    var end = end();
    assertThat(end.exitCode()).as("the exit code of the agent").isEqualTo(code());
    assertThat(end.by()).as("the witness").isEqualTo("agent");
    assertThat(end.verdict()).as("our own verdict").isEqualTo("passed");
    assertThat(end.state()).isEqualTo(code() == 0 ? "passed" : "parked");
    assertThat(agents()).as("agents ever started").isEqualTo(1);
  }

  /// A parked workcell can go on: the next run passes, with one more agent and never two at once.
  void resumePasses() throws IOException {
    var before = agents();
    letGo(0);
    Said.yes(box.workcell("resume", CELL, "--wait"));
    assertThat(agents()).as("agents after the resume").isEqualTo(before + 1);
    box.untilAllEnded();
  }

  @Override
  public void close() throws IOException {
    started.forEach(Process::destroyForcibly);
    box.close();
  }
}
