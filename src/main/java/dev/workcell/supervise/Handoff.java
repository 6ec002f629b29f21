package dev.workcell.supervise;

import dev.workcell.diagnose.PlainText;
import dev.workcell.run.CellName;
import dev.workcell.run.Next.Remedy;
import dev.workcell.run.RunRecord;
import dev.workcell.run.State;
import dev.workcell.run.Words;
import dev.workcell.supervise.Cell.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Writes handoff.md from facts: what the next pass needs, valid even when the agent is dead.
final class Handoff {
  private static final int TAIL_LINES = 40;
  private final World world;

  Handoff(World world) {
    this.world = world;
  }

  void write(Cell cell) throws IOException {
    var view = cell.read();
    cell.writeHandoff(view.cell().run(), text(cell, view));
  }

  /// The page of a run that has just begun.
  static String first(CellName name, int run, String objective) {
    return """
    # Handoff of workcell %s, run %d

    ## Next action

    Wait: the run has just begun. `workcell show %s`.

    ## Goal

    %s

    ## How to resume

    ```sh
    workcell resume %s
    ```
    """
        .formatted(name, run, name, PlainText.line(objective, 1000), name);
  }

  /// The page as it would be written now.
  String text(Cell cell, View view) throws IOException {
    var page = new StringBuilder();
    var name = cell.identity().name();
    var run = view.run();
    page.append("# Handoff of workcell %s, run %d\n\n".formatted(name, view.cell().run()));
    section(page, "Next action", nextAction(view));
    section(page, "Goal", goal(cell, view));
    section(page, "Where it stands", stand(run));
    section(page, "Done", done(cell, run));
    section(page, "Not done", notDone(view));
    section(page, "Repository", repository(view));
    section(page, "Verification", verification(cell, view));
    section(page, "Dead ends", deadEnds(run));
    section(page, "Open questions", openQuestions(run));
    section(page, "How to resume", "```sh\nworkcell resume %s\n```".formatted(name));
    section(page, "The agent's own notes (its claim, not checked)", notes(cell, view));
    return Secrets.redacted(page.toString(), cell.environment());
  }

  private static void section(StringBuilder page, String heading, String body) {
    page.append("## ").append(heading).append("\n\n").append(body.strip()).append("\n\n");
  }

  private static String nextAction(View view) {
    var name = view.identity().name();
    var run = view.run();
    return switch (run.state()) {
      case State.Passed _ ->
          run.taken().isPresent()
              ? "Nothing: the work was taken (%s).".formatted(run.taken().get().how())
              : "Look at the work and take it: `workcell diff %s`, then `workcell take %s --commit -m '…'`."
                  .formatted(name, name);
      case State.Unverified _ -> "Check the work by hand: `workcell diff %s`.".formatted(name);
      case State.Stopped _ ->
          "The operator stopped it. `workcell resume %s` goes on.".formatted(name);
      case State.Parked _ -> parked(view);
      case State.Waiting waiting ->
          "Nothing: the supervisor goes on by itself%s (%s). `workcell why %s` tells the story."
              .formatted(
                  waiting.due().map(at -> ", not before " + at).orElse(""),
                  run.next().map(n -> Words.of(n.remedy())).orElse("the agent waits"),
                  name);
      case State.Prepared _,
          State.Starting _,
          State.Working _,
          State.Asking _,
          State.Verifying _,
          State.Recovering _ ->
          "Wait: the run is %s. `workcell show %s`.".formatted(run.state().word(), name);
    };
  }

  private static String parked(View view) {
    var name = view.identity().name();
    var next = view.run().next();
    var remedy = next.isPresent() ? next.get().remedy() : Remedy.ASK_OPERATOR;
    return switch (remedy) {
      case CONTINUE -> "Make the failing check below pass: `workcell resume %s`.".formatted(name);
      case RELAUNCH, RELAUNCH_FRESH, NUDGE, SALVAGE, PARK ->
          "`workcell resume %s` goes on from what is there.".formatted(name);
      case WAIT_UNTIL ->
          next.get().at().isPresent()
              ? "Not before %s: `workcell resume %s`.".formatted(next.get().at().get(), name)
              : "Try again later: `workcell resume %s`.".formatted(name);
      case ASK_OPERATOR ->
          "A person is needed: %s. Then `workcell resume %s`."
              .formatted(view.run().because(), name);
    };
  }

  private static String goal(Cell cell, View view) throws IOException {
    Path brief = cell.runDirectory(view.cell().run()).resolve("brief.md");
    return view.cell().objective() + "\n\nThe whole brief: " + brief;
  }

  private static String stand(RunRecord run) {
    var text = new StringBuilder();
    text.append("- state: **%s**, because %s\n".formatted(run.state().word(), run.because()));
    run.diagnosis()
        .ifPresent(d -> {
          text.append("- diagnosis: %s\n".formatted(Words.of(d.kind())));
          d.evidence()
              .forEach(e ->
                  text.append("  - %s: %s\n".formatted(e.source(), PlainText.line(e.text(), 300))));
        });
    run.exit()
        .ifPresent(e ->
            text.append(
                "- exit: %s, by %s\n"
                    .formatted(e.code().map(String::valueOf).orElse("unknown"), Words.of(e.by()))));
    run.leftovers()
        .forEach(l ->
            text.append(
                "- left over: pid %d %s, %s\n"
                    .formatted(l.pid(), PlainText.line(l.command(), 120), Words.of(l.fate()))));
    run.notices().forEach(n -> text.append("- noticed: ").append(n).append('\n'));
    return text.toString();
  }

  private String done(Cell cell, RunRecord run) {
    if (run.baseline().isEmpty() || run.end().isEmpty()) {
      return "Nothing is recorded yet.";
    }
    var from = run.baseline().get().facts().tree();
    var to = run.end().get().facts().tree();
    if (from.equals(to)) {
      return "No file was changed in this run.";
    }
    try {
      var stat =
          world.repos().diff(cell.identity().workTree(), from, to, Repos.Form.STAT).stripTrailing();
      return "Changed since the baseline of this run:\n\n```\n%s\n```"
          .formatted(PlainText.of(stat));
    } catch (IOException e) {
      return "The work tree changed; git could not list how (%s).".formatted(e.getMessage());
    }
  }

  private static String notDone(View view) {
    return switch (view.run().state()) {
      case State.Passed _ -> "Nothing that the check knows of.";
      case State.Unverified _ -> "Unknown: there is no check.";
      default ->
          view.run().verification().filter(v -> v.passed()).isPresent()
              ? "The check passes, but the agent did not say that it is done."
              : "The check does not pass yet.";
    };
  }

  private static String repository(View view) {
    var text = new StringBuilder();
    var cell = view.identity();
    text.append("- work tree: %s\n".formatted(cell.workTree()));
    var last =
        view.run().end().map(e -> e.facts()).or(() -> view.run().baseline().map(b -> b.facts()));
    last.ifPresent(f ->
        text.append(
            "- branch %s, HEAD %s, tree %s%s\n"
                .formatted(
                    f.branch().orElse("(detached)"),
                    f.head(),
                    f.tree(),
                    f.dirty() ? ", not committed" : "")));
    view.run()
        .baseline()
        .flatMap(b -> b.salvage())
        .ifPresent(s -> text.append("- baseline: `%s`\n".formatted(s.ref())));
    view.run()
        .end()
        .flatMap(e -> e.salvage())
        .ifPresent(s -> {
          text.append(
              "- salvage: `%s`%s\n".formatted(s.ref(), s.complete() ? "" : ", not complete"));
          s.omitted()
              .forEach(
                  o -> text.append("  - not in it: ").append(PlainText.line(o, 200)).append('\n'));
        });
    return text.toString();
  }

  private String verification(Cell cell, View view) throws IOException {
    var found = view.run().verification();
    if (found.isEmpty()) {
      return "verify.sh was not run.";
    }
    var it = found.get();
    var text =
        new StringBuilder("verdict **%s**: %s\n".formatted(Words.of(it.verdict()), it.because()));
    it.changed()
        .forEach(c -> text.append("- changed: ").append(PlainText.line(c, 200)).append('\n'));
    var log = cell.runDirectory(view.cell().run()).resolve("verify.log");
    var tail = world.outputs().tail(log, TAIL_LINES);
    if (!tail.isEmpty()) {
      text.append("\nThe end of verify.log:\n\n```\n");
      tail.forEach(line -> text.append(PlainText.of(line)).append('\n'));
      text.append("```\n");
    }
    return text.toString();
  }

  private static String deadEnds(RunRecord run) {
    var denied = run.output().map(o -> o.denied()).orElse(List.of());
    return denied.isEmpty()
        ? "None recorded."
        : "What the agent was not permitted to do (permissions %s): %s"
            .formatted(
                run.prepared().map(p -> Words.of(p.settings().permissions())).orElse("safe"),
                String.join(", ", denied));
  }

  private static String openQuestions(RunRecord run) {
    return run.state() instanceof State.Asking asking ? asking.question() : "None recorded.";
  }

  private String notes(Cell cell, View view) throws IOException {
    var text = new StringBuilder();
    view.run().claim().text().ifPresent(t -> text.append(PlainText.of(t)).append("\n\n"));
    var directory = cell.runDirectory(view.cell().run()).resolve("notes");
    if (Files.isDirectory(directory)) {
      try (var files = Files.list(directory)) {
        for (var file : files.filter(Files::isRegularFile).sorted().limit(10).toList()) {
          text.append("### ")
              .append(PlainText.line(file.getFileName().toString(), 80))
              .append("\n\n");
          world.outputs().tail(file, 200).forEach(l -> text.append(PlainText.of(l)).append('\n'));
          text.append('\n');
        }
      }
    }
    return text.isEmpty() ? "None." : text.toString();
  }
}
