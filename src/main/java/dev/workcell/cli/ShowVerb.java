package dev.workcell.cli;

import static dev.workcell.cli.Options.has;

import dev.workcell.diagnose.PlainText;
import dev.workcell.run.Words;
import dev.workcell.supervise.Cell;
import dev.workcell.supervise.Cell.StatusFile;
import dev.workcell.supervise.Cell.View;
import dev.workcell.supervise.Look;
import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `workcell show`
final class ShowVerb implements Verb {
  @Override
  public String name() {
    return "show";
  }

  @Override
  public CommandSpec spec() {
    var spec = Options.command("show", "tell all that is known of one workcell");
    spec.addPositional(Options.cell());
    spec.addOption(Options.json());
    return spec;
  }

  @Override
  public int run(ParseResult words, Desk desk) throws IOException {
    var cell = desk.world().cells().open(Options.name(words));
    var file = cell.statusFile();
    var view = new Look(desk.world()).at(cell);
    if (file instanceof StatusFile.Stale(var why)) {
      cell.project();
      desk.screen().err().println("note: status.json %s; rebuilt from the journal".formatted(why));
    }
    if (has(words, "--json")) {
      desk.screen().out().print(cell.statusText());
    } else {
      print(desk, cell, view);
    }
    return 0;
  }

  /// The page for people.
  static void print(Desk desk, Cell cell, View view) {
    var screen = desk.screen();
    var run = view.run();
    var age =
        run.since()
            .map(at -> ", for " + Screen.age(Duration.between(at, desk.world().time().now())))
            .orElse("");
    screen.line(
        "%s  %s  %s"
            .formatted(
                screen.bold(view.identity().name().value()),
                screen.state(run.state(), 0),
                screen.dim(
                    "run %d, attempt %d%s".formatted(view.cell().run(), run.attempt(), age))));
    line(screen, "because", run.because());
    line(screen, "objective", view.cell().objective());
    line(screen, "next", LsVerb.next(view));
    view.identity().group().ifPresent(g -> line(screen, "group", g));
    line(screen, "agent", agent(view));
    line(screen, "repo", repo(view));
    run.exit()
        .ifPresent(e ->
            line(
                screen,
                "exit",
                "%s, by %s"
                    .formatted(
                        e.code().map(String::valueOf).orElse("no code is known"),
                        Words.of(e.by()))));
    if (run.output().isPresent()) {
      var claim = run.claim();
      line(
          screen,
          "claim",
          switch (claim.says()) {
                case OK -> "done";
                case NOT_OK -> "not done";
                case UNKNOWN -> "unknown";
              }
              + claim.text().map(t -> ": " + t).orElse(""));
    }
    if (run.usage().tokens().isPresent() || run.usage().costUsd().isPresent()) {
      line(screen, "usage", UsageTable.words(run.usage()));
    }
    run.verification()
        .ifPresent(v ->
            line(
                screen,
                "verdict",
                "%s: %s, in %s"
                    .formatted(Words.of(v.verdict()), v.because(), Screen.age(v.duration()))));
    run.diagnosis()
        .ifPresent(d -> {
          line(
              screen,
              "diagnosis",
              Words.of(d.kind()) + d.resetAt().map(at -> ", resets at " + at).orElse(""));
          d.evidence().forEach(e -> line(screen, "", e.source() + ": " + e.text()));
        });
    run.leftovers()
        .forEach(l ->
            line(
                screen,
                "left over",
                "pid %d %s (%s)".formatted(l.pid(), l.command(), Words.of(l.fate()))));
    run.notices().forEach(n -> line(screen, "noticed", n));
    line(screen, "files", cell.runDirectory(view.cell().run()).toString());
  }

  private static String agent(View view) {
    var session = view.run().sessionId().map(s -> ", session " + s).orElse("");
    return "%s, permissions %s%s"
        .formatted(view.identity().recipe(), Words.of(view.identity().permissions()), session);
  }

  private static String repo(View view) {
    var last =
        view.run().end().map(e -> e.facts()).or(() -> view.run().baseline().map(b -> b.facts()));
    var state =
        last.map(f ->
                "  %s %s%s"
                    .formatted(
                        f.branch().orElse("(detached)"),
                        f.head().substring(0, 8),
                        f.dirty() ? ", changes" : ""))
            .orElse("");
    return view.identity().workTree() + state;
  }

  private static void line(Screen screen, String label, String text) {
    var room = screen.columns() == 0 ? Integer.MAX_VALUE : Math.max(20, screen.columns() - 12);
    var shown = PlainText.line(text, 4000);
    screen.line("  " + screen.dim(Screen.padded(label, 10)) + Text.cut(shown, room));
  }
}
