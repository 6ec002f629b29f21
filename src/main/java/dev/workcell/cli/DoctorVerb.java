package dev.workcell.cli;

import static dev.workcell.cli.Options.flag;
import static dev.workcell.cli.Options.has;

import dev.workcell.supervise.Collect;
import dev.workcell.supervise.Examine;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `workcell doctor`
final class DoctorVerb implements Verb {
  @Override
  public String name() {
    return "doctor";
  }

  @Override
  public CommandSpec spec() {
    var spec = Options.command("doctor", "check this machine: tools, home, agents, loose ends");
    spec.addOption(flag("--fix", "mend what can be mended here"));
    return spec;
  }

  @Override
  public int run(ParseResult words, Desk desk) throws IOException {
    var screen = desk.screen();
    if (has(words, "--fix")) {
      new Collect(desk.world()).run(false).forEach(p -> screen.line("removed " + p));
    }
    var missing = 0;
    for (var finding : new Examine(desk.world()).all()) {
      var mark =
          switch (finding.level()) {
            case GOOD -> "ok";
            case NOTE -> "note";
            case MISSING -> screen.red("missing");
          };
      screen.line("  %s %s".formatted(Screen.padded(mark, 8), finding.text()));
      if (!finding.mend().isEmpty()) {
        screen.line("           mend: " + finding.mend());
      }
      missing += finding.level() == Examine.Level.MISSING ? 1 : 0;
    }
    return missing == 0 ? 0 : 5;
  }
}
