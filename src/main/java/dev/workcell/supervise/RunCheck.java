package dev.workcell.supervise;

import dev.workcell.run.Marker;
import dev.workcell.run.TreeFacts;
import dev.workcell.run.Verdict;
import dev.workcell.run.Verification;
import dev.workcell.supervise.Commands.Command;
import dev.workcell.supervise.Commands.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Runs verify.sh on the work tree and says what it says.
final class RunCheck {
  /// In seconds, in the frozen environment (`--env`), for checks that need another limit.
  private static final String LIMIT = "WORKCELL_VERIFY_LIMIT";

  private static final Duration USUAL_LIMIT = Duration.ofMinutes(30);
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final World world;

  RunCheck(World world) {
    this.world = world;
  }

  private static Duration limit(Map<String, String> environment) {
    var text = environment.getOrDefault(LIMIT, "");
    return text.matches("[1-9][0-9]{0,6}") ? Duration.ofSeconds(Long.parseLong(text)) : USUAL_LIMIT;
  }

  /// @param before the tree that is judged
  Verification of(Cell cell, int run, int attempt, TreeFacts before)
      throws IOException, InterruptedException {
    var identity = cell.identity();
    var changed =
        new ArrayList<>(Check.changed(world.outputs(), identity.pins(), identity.workTree()));
    changed.addAll(new Touched(world).judges(cell, before));
    if (!Check.intact(world.outputs(), cell, run)) {
      changed.add("verify.sh of the run directory");
    }
    if (!changed.isEmpty()) {
      return new Verification(
          Verdict.CHECK_CHANGED,
          Optional.empty(),
          Duration.ZERO,
          Optional.of(before.head()),
          Optional.of(before.tree()),
          Optional.empty(),
          changed,
          Optional.empty(),
          "the attempt changed what the check is made of: " + String.join(", ", changed));
    }
    return untouched(cell, judged(cell, run, attempt, before));
  }

  /// What the check runs is the agent's as well, so it may touch no more than the agent.
  private Verification untouched(Cell cell, Verification it) throws IOException {
    if (cell.identity().rules().isEmpty()) {
      return it;
    }
    var now = world.repos().look(cell.identity().workTree());
    var touched = new Touched(world).forbidden(cell, now);
    return touched.isEmpty()
        ? it
        : changed(it, touched, "the check touched what SUPERVISOR.md forbids: ");
  }

  private Verification judged(Cell cell, int run, int attempt, TreeFacts before)
      throws IOException, InterruptedException {
    var identity = cell.identity();
    var log = cell.runDirectory(run).resolve("verify.log");
    var first = once(cell, run, attempt, before, log);
    var disturbed = disturbed(cell, before, first);
    if (disturbed.isEmpty()) {
      return first;
    }
    var second = once(cell, run, attempt, world.repos().look(identity.workTree()), log);
    var still = disturbed(cell, second);
    return still.isEmpty()
        ? second
        : changed(second, still, "the check changes what it checks, twice: ");
  }

  private Verification once(Cell cell, int run, int attempt, TreeFacts before, Path log)
      throws IOException, InterruptedException {
    Files.deleteIfExists(log);
    var environment = new TreeMap<>(cell.environment());
    var marker =
        new Marker(Marker.CHECK, Start.marker(world, cell.identity(), run, attempt).value());
    environment.put(marker.variable(), marker.value());
    var script = cell.runDirectory(run).resolve("verify.sh");
    var command =
        Command.of(List.of(script.toString()), cell.identity().workTree(), environment)
            .within(limit(environment));
    var endTree = new EndTree(world.host(), world.time());
    endTree.of(marker, GRACE); // a settle that died may have left one that runs
    var began = world.time().up();
    var ended = start(command, log);
    var duration = world.time().up().minus(began);
    endTree.of(marker, GRACE);
    var after = world.repos().look(cell.identity().workTree());
    return new Verification(
        verdict(ended),
        ended instanceof Ended.Exited(var code) ? Optional.of(code) : Optional.empty(),
        duration,
        Optional.of(before.head()),
        Optional.of(before.tree()),
        Optional.of(after.tree()),
        List.of(),
        Files.exists(log) ? Optional.of(world.outputs().sha256(log)) : Optional.empty(),
        because(ended));
  }

  private Ended start(Command command, Path log) {
    try {
      return world.commands().runInSession(command, log);
    } catch (IOException e) {
      return new Ended.Exited(126);
    }
  }

  private Verdict verdict(Ended ended) {
    return switch (ended) {
      case Ended.OutOfTime _ -> Verdict.TIMED_OUT;
      case Ended.Exited(var code) ->
          switch (code) {
            case 0 -> Verdict.PASSED;
            case 126, 127 -> Verdict.COULD_NOT_RUN;
            default -> Verdict.FAILED;
          };
    };
  }

  private String because(Ended ended) {
    return switch (ended) {
      case Ended.OutOfTime(var after) ->
          "verify.sh was ended after %d s".formatted(after.toSeconds());
      case Ended.Exited(var code) ->
          switch (code) {
            case 0 -> "verify.sh ended with 0";
            case 126 -> "verify.sh ended with 126: something in it is not executable";
            case 127 -> "verify.sh ended with 127: a command in it was not found";
            default -> "verify.sh ended with " + code;
          };
    };
  }

  /// What the check changed of what it judges: HEAD or files that were there. New files are its own
  /// business.
  private List<String> disturbed(Cell cell, TreeFacts before, Verification it) throws IOException {
    var head = world.repos().look(cell.identity().workTree()).head();
    if (!head.equals(before.head())) {
      return List.of("HEAD");
    }
    return disturbed(cell, it);
  }

  private List<String> disturbed(Cell cell, Verification it) throws IOException {
    if (it.tree().equals(it.treeAfter()) || it.tree().isEmpty() || it.treeAfter().isEmpty()) {
      return List.of();
    }
    return world
        .repos()
        .changes(cell.identity().workTree(), it.tree().get(), it.treeAfter().get())
        .stream()
        .filter(c -> c.kind() != 'A')
        .map(c -> c.path())
        .toList();
  }

  private static Verification changed(Verification it, List<String> changed, String because) {
    return new Verification(
        Verdict.CHECK_CHANGED,
        it.exitCode(),
        it.duration(),
        it.head(),
        it.tree(),
        it.treeAfter(),
        changed,
        it.logSha256(),
        because + String.join(", ", changed));
  }
}
