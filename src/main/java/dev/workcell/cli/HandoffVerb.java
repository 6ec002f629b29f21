package dev.workcell.cli;

import static dev.workcell.cli.Options.option;
import static dev.workcell.cli.Options.value;

import dev.workcell.supervise.Look;
import dev.workcell.supervise.ReadHandoff;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `workcell handoff`
final class HandoffVerb implements Verb {
  @Override
  public String name() {
    return "handoff";
  }

  @Override
  public CommandSpec spec() {
    var spec = Options.command("handoff", "print what the next pass needs to know");
    spec.addPositional(Options.cell());
    spec.addOption(option("--run", "N", "of this run (default: the last)"));
    return spec;
  }

  @Override
  public int run(ParseResult words, Desk desk) throws IOException {
    var cell = desk.world().cells().open(Options.name(words));
    new Look(desk.world()).at(cell);
    var page = new ReadHandoff(desk.world()).of(cell, value(words, "--run"));
    desk.screen().out().print(page);
    return 0;
  }
}
