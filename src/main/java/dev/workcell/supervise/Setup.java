package dev.workcell.supervise;

import dev.workcell.run.AttemptId;
import dev.workcell.run.CellName;
import dev.workcell.run.Marker;
import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import dev.workcell.run.Visible;
import dev.workcell.supervise.Commands.Command;
import dev.workcell.supervise.Commands.Ended;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Runs the `setup` of a trusted SUPERVISOR.md, before the workcell is made.
final class Setup {
  /// In seconds, in our own environment, for what needs another limit.
  private static final String LIMIT = "WORKCELL_SETUP_LIMIT";

  private static final Duration USUAL_LIMIT = Duration.ofMinutes(30);
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final int KEPT_LINES = 2000;
  private static final int SHOWN_LINES = 5;

  private final World world;

  Setup(World world) {
    this.world = world;
  }

  /// @return what it printed
  /// @throws Refusal if it does not end with 0
  String run(CellName name, String command, Path workTree, Map<String, String> environment)
      throws IOException {
    var id = new AttemptId(world.cells().homeId(), name, 1, 1);
    var marker = new Marker(Marker.CHECK, id.marker());
    var marked = new TreeMap<>(environment);
    marked.put(marker.variable(), marker.value());
    var limit = limit();
    var words = List.of("/bin/sh", "-c", command);
    var log = Files.createTempFile("workcell", ".setup");
    try {
      var endTree = new EndTree(world.host(), world.time());
      endTree.of(marker, GRACE); // a launch that died may have left one that runs
      var ended =
          world.commands().runInSession(Command.of(words, workTree, marked).within(limit), log);
      endTree.of(marker, GRACE);
      if (!ended.ok()) {
        throw failed(name, ended, log);
      }
      return text(log, KEPT_LINES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while setting up");
    } finally {
      Files.deleteIfExists(log);
    }
  }

  private Duration limit() {
    var text = world.host().environment().getOrDefault(LIMIT, "");
    return text.matches("[1-9][0-9]{0,6}") ? Duration.ofSeconds(Long.parseLong(text)) : USUAL_LIMIT;
  }

  private Refusal failed(CellName name, Ended ended, Path log) throws IOException {
    var how =
        switch (ended) {
          case Ended.Exited(var code) -> "ended with %d".formatted(code);
          case Ended.OutOfTime(var after) -> "was ended after %d s".formatted(after.toSeconds());
        };
    var tail = text(log, SHOWN_LINES).strip();
    return new Refusal(
        Kind.CONFLICT,
        "workcell %s was not launched".formatted(name),
        "setup of SUPERVISOR.md %s%s"
            .formatted(how, tail.isEmpty() ? "" : ": " + Visible.of(tail.replace("\n", "; "), 600)),
        "less SUPERVISOR.md   # mend its setup, then: workcell trust");
  }

  private String text(Path log, int lines) throws IOException {
    return String.join("\n", world.outputs().tail(log, lines)) + "\n";
  }
}
