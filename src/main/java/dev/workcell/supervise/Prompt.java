package dev.workcell.supervise;

import dev.workcell.diagnose.PlainText;
import dev.workcell.run.Next.Remedy;
import dev.workcell.run.Say;
import dev.workcell.supervise.Cell.View;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/// What the next attempt is told: what happened, what is there, what to do first. An agent whose
/// own conversation goes on knows its brief; any other gets it again.
final class Prompt {
  private static final int TAIL_LINES = 60;

  private final World world;

  Prompt(World world) {
    this.world = world;
  }

  /// @param goesOn whether the agent's own conversation goes on
  /// @param owed what the operator said to it and it has not got yet
  String of(Cell cell, View view, Remedy remedy, boolean goesOn, List<Say> owed)
      throws IOException {
    var text = new StringBuilder();
    if (!goesOn) {
      text.append(brief(cell, view)).append("\n\n## What happened so far\n\n");
    }
    text.append(
        "Your last attempt on this ended: %s. What it did is in the work tree and stays.\n\n"
            .formatted(view.run().because()));
    if (remedy == Remedy.CONTINUE || failing(view)) {
      text.append(failing(cell, view));
    }
    if (remedy == Remedy.RELAUNCH_FRESH) {
      text.append(handoff(cell, view));
    }
    for (var say : owed) {
      text.append("The operator says:\n\n");
      text.append(cell.texts().read(view.cell().run(), say.id()).strip()).append("\n\n");
    }
    text.append(
        """
        Look at the work tree first (git status, git diff), keep what is right, and finish what the
        brief asks for. Say that you are done only when all of it is.
        """);
    return Secrets.redacted(text.toString(), cell.environment());
  }

  static Optional<String> script(Cell cell, int run) throws IOException {
    var file = cell.runDirectory(run).resolve("verify.sh");
    return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
  }

  private static boolean failing(View view) {
    return view.run().verification().filter(v -> !v.passed()).isPresent();
  }

  private String failing(Cell cell, View view) throws IOException {
    var said = view.run().verification();
    if (said.isEmpty()) {
      return "The check has not been run on it yet: nothing was changed.\n\n";
    }
    var text = new StringBuilder();
    if (said.get().passed()) {
      return "The check passes. Finish what is left of the brief and say that you are done.\n\n";
    }
    text.append(
        "First make the check pass; do not change the check. It said: %s.\n\n"
            .formatted(said.get().because()));
    var log = cell.runDirectory(view.cell().run()).resolve("verify.log");
    var tail =
        Files.exists(log) ? world.outputs().tail(log, TAIL_LINES) : java.util.List.<String>of();
    if (!tail.isEmpty()) {
      text.append("```\n");
      tail.forEach(line -> text.append(PlainText.of(line)).append('\n'));
      text.append("```\n\n");
    }
    return text.toString();
  }

  private static String brief(Cell cell, View view) throws IOException {
    var file = cell.runDirectory(view.cell().run()).resolve("brief.md");
    return Files.isRegularFile(file)
        ? Files.readString(file).strip()
        : "Objective: " + view.cell().objective();
  }

  private static String handoff(Cell cell, View view) throws IOException {
    var file = cell.runDirectory(view.cell().run()).resolve("handoff.md");
    return Files.isRegularFile(file)
        ? "The record of it:\n\n" + Files.readString(file).strip() + "\n\n"
        : "";
  }
}
