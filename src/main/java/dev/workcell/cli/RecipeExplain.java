package dev.workcell.cli;

import dev.workcell.diagnose.PlainText;
import dev.workcell.diagnose.Signs.Fired;
import dev.workcell.run.CellName;
import dev.workcell.run.Exit;
import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import dev.workcell.run.Words;
import dev.workcell.runbook.Recipe;
import dev.workcell.supervise.Corpus.Captured;
import dev.workcell.supervise.Corpus.Case;
import dev.workcell.supervise.ReadCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// `recipe show … --cell|--file|--screen`: which sign fired where, and what that adds up to.
final class RecipeExplain {
  private static final int LONGEST = 120;

  private final Desk desk;
  private final Recipe recipe;
  private final String source;

  RecipeExplain(Desk desk, String name) {
    this.desk = desk;
    recipe = desk.world().recipes().find(name);
    source = desk.world().recipes().written(name).source();
  }

  /// The last attempt of a workcell.
  int cell(CellName name) throws IOException {
    var cell = desk.world().cells().open(name);
    var view = cell.read();
    var run = view.cell().run();
    var log = cell.runDirectory(run).resolve("agent.log");
    var err = cell.attemptDirectory(run, view.run().attempt()).resolve("err");
    var exit = view.run().exit().orElse(unknown());
    return explain(new Captured.Run(log, err, exit), exit.at().orElse(now()));
  }

  /// A file of output, as if its agent had ended well.
  int file(Path log) throws IOException {
    var exit = new Exit(Optional.of(0), Exit.Witness.AGENT, Optional.empty());
    return explain(
        new Captured.Run(there(log), log.resolveSibling("no-stderr"), exit), written(log));
  }

  int screen(Path file) throws IOException {
    var screen = Files.readString(there(file));
    return explain(
        new Captured.Screen(Optional.of(screen), Optional.empty(), List.of(), false),
        written(file));
  }

  private int explain(Captured captured, Instant at) throws IOException {
    var one = new Case("", Optional.of(recipe.name()), captured, at, Optional.empty(), false);
    var reader = new ReadCase(desk.world().outputs(), recipe, ZoneId.systemDefault());
    var result = reader.read(one);
    for (var fired : result.fired()) {
      desk.screen().line(line(fired));
    }
    desk.screen().line("reads as: " + RecipeTest.word(result.outcome()));
    return 0;
  }

  /// `agent.log:7 claude-code.md:25 session 1337…`.
  private String line(Fired fired) {
    var reading = fired.reading();
    var found = reading.text().isEmpty() ? reading.take().orElse("") : reading.text();
    return "%s:%d  %s:%d  %s%s  %s%s"
        .formatted(
            reading.source(),
            reading.line(),
            source,
            fired.sign().line(),
            Words.of(reading.kind()),
            reading.about().map(a -> " about " + Words.of(a)).orElse(""),
            PlainText.line(found, LONGEST),
            reading.resetAt().map(at -> "  resets " + at).orElse(""));
  }

  private static Path there(Path file) {
    if (Files.isRegularFile(file)) {
      return file;
    }
    throw new Refusal(
        Kind.NOT_FOUND,
        "there is nothing to explain",
        file + " is no file",
        "workcell recipe show NAME --cell CELL");
  }

  private static Instant written(Path file) throws IOException {
    return Files.getLastModifiedTime(file).toInstant();
  }

  private Instant now() {
    return desk.world().time().now();
  }

  private static Exit unknown() {
    return new Exit(Optional.empty(), Exit.Witness.AGENT, Optional.empty());
  }
}
