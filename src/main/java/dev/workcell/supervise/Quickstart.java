package dev.workcell.supervise;

import dev.workcell.run.Brief;
import dev.workcell.run.CellName;
import dev.workcell.run.Event.Settings.Mode;
import dev.workcell.run.Permissions;
import dev.workcell.run.State;
import dev.workcell.supervise.Cell.View;
import dev.workcell.supervise.Commands.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The whole story in a few seconds: a small agent really edits a scratch repo, stops half-way, is
/// resumed from the artifacts and passes the check.
public final class Quickstart {
  private static final String CHECK =
      """
      #!/bin/sh
      # Both functions must be there and work.
      . ./greet.sh
      [ "$(greet Ada)" = "Hello, Ada!" ] || { echo "greet Ada said: $(greet Ada)"; exit 1; }
      [ "$(leave Ada)" = "Bye, Ada!" ] || { echo "leave Ada said: $(leave Ada)"; exit 1; }
      echo "both greetings are right"
      """;

  private static final String PART =
      """
      say I read the brief. First the greeting.
      write greet.sh greet() { echo "Hello, $1!"; }
      stop-here
      say I go on where I stopped: the farewell is missing.
      append greet.sh leave() { echo "Bye, $1!"; }
      claim-done Both functions are in greet.sh.
      """;

  private final World world;

  public Quickstart(World world) {
    this.world = world;
  }

  /// Who watches.
  public interface Audience {
    void tell(String text);

    void see(View view);
  }

  /// @return 0 when all went as it should
  public int run(Audience audience) throws IOException, InterruptedException {
    var name = freeName();
    var directory = world.cells().home().resolve("quickstart").resolve(name.value());
    var repo = scratchRepo(directory);
    audience.tell("A scratch repo is at " + repo);
    audience.tell("");
    audience.tell("1. launch: the agent does the first half, then stops");
    new Launch(world).run(request(name, repo));
    var first = new Await(world).settled(name, Optional.empty(), audience::see);
    audience.tell("");
    audience.tell("2. resume: a new run, from the handoff and the failing check");
    new Resume(world).run(name, new Resume.Options(Optional.empty(), false, List.of(), false));
    var second = new Await(world).settled(name, Optional.empty(), audience::see);
    audience.tell("");
    var cell = world.cells().open(name);
    audience.tell("3. what is on disk: " + cell.directory());
    tree(cell).forEach(line -> audience.tell("   " + line));
    audience.tell("");
    audience.tell("4. the handoff of run 1, which run 2 began with:");
    handoff(cell).forEach(line -> audience.tell("   " + line));
    audience.tell("");
    audience.tell("Nothing is running any more. Next:");
    audience.tell("   workcell show %s".formatted(name));
    audience.tell("   workcell diff %s".formatted(name));
    audience.tell("   workcell take %s --commit -m 'Add greetings'".formatted(name));
    audience.tell("   workcell rm %s --discard".formatted(name));
    return first.run().state() instanceof State.Parked
            && second.run().state() instanceof State.Passed
        ? 0
        : 1;
  }

  private CellName freeName() {
    for (var n = 1; ; n++) {
      var name = new CellName(n == 1 ? "quickstart" : "quickstart-" + n);
      if (!world.cells().exists(name)) {
        return name;
      }
    }
  }

  private Path scratchRepo(Path directory) throws IOException {
    var repo = directory.resolve("repo");
    for (var n = 2; Files.exists(repo); n++) {
      repo = directory.resolve("repo-" + n);
    }
    Files.createDirectories(repo);
    Files.writeString(repo.resolve("README"), "A scratch repo for the quickstart.\n");
    Files.writeString(repo.resolve("demo-part.txt"), PART);
    var check = repo.resolve("check.sh");
    Files.writeString(check, CHECK);
    if (!check.toFile().setExecutable(true)) {
      throw new IOException("could not make executable: " + check);
    }
    git(repo, "init", "-q", "-b", "main");
    git(repo, "config", "user.name", "Quickstart");
    git(repo, "config", "user.email", "quickstart@localhost");
    git(repo, "add", "-A");
    git(repo, "commit", "-q", "-m", "The scratch repo");
    return repo;
  }

  private void git(Path repo, String... words) throws IOException {
    var argv = new ArrayList<>(List.of("git", "-c", "core.hooksPath=/dev/null"));
    argv.addAll(List.of(words));
    var done = world.commands().run(Command.of(argv, repo, world.host().environment()));
    if (!done.ok()) {
      throw new IOException("git %s: %s".formatted(words[0], done.errorText().strip()));
    }
  }

  private static LaunchRequest request(CellName name, Path repo) {
    return new LaunchRequest(
        name,
        repo,
        "demo",
        Brief.of(
            "Write greet.sh with the functions greet and leave",
            List.of("POSIX sh only"),
            List.of("./check.sh passes")),
        Optional.of("./check.sh"),
        false,
        false,
        false,
        false,
        Permissions.SAFE,
        Mode.HEADLESS,
        List.of(),
        List.of(),
        Optional.empty());
  }

  private static final List<List<String>> MEANINGS =
      List.of(
          List.of("cell.json", "what it is"),
          List.of("journal.jsonl", "what the operator wanted, and each run"),
          List.of("runs/0001/brief.md", "the objective, constraints, definition of done"),
          List.of("runs/0001/verify.sh", "the check, out of the agent's reach"),
          List.of("runs/0001/verify.log", "what the check printed"),
          List.of("runs/0001/agent.log", "what the agent printed, byte for byte"),
          List.of("runs/0001/status.json", "the record, for people and programs"),
          List.of("runs/0001/handoff.md", "what the next pass needs to know"),
          List.of("runs/0001/journal.jsonl", "every event and decision; the truth"),
          List.of("runs/0001/attempts/1/", "how the agent was started, and how it ended"),
          List.of("runs/0002/", "the same for the second run"));

  private static List<String> tree(Cell cell) {
    return MEANINGS.stream()
        .filter(m -> Files.exists(cell.directory().resolve(m.getFirst())))
        .map(m -> "%-26s %s".formatted(m.getFirst(), m.getLast()))
        .toList();
  }

  private static List<String> handoff(Cell cell) throws IOException {
    return Files.readAllLines(cell.runDirectory(1).resolve("handoff.md"));
  }
}
