package dev.workcell.cli;

import static dev.workcell.cli.Options.has;

import dev.workcell.run.State;
import dev.workcell.supervise.VerifyAgain;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `workcell verify`
final class VerifyVerb implements Verb {
  @Override
  public String name() {
    return "verify";
  }

  @Override
  public CommandSpec spec() {
    var spec = Options.command("verify", "run the check again on the work tree as it is now");
    spec.addPositional(Options.cell());
    spec.addOption(Options.json());
    return spec;
  }

  @Override
  public int run(ParseResult words, Desk desk) throws IOException, InterruptedException {
    var name = Options.name(words);
    var view = new VerifyAgain(desk.world()).run(name);
    var cell = desk.world().cells().open(name);
    if (has(words, "--json")) {
      desk.screen().out().print(cell.statusText());
    } else {
      ShowVerb.print(desk, cell, view);
    }
    return view.run().state() instanceof State.Passed ? 0 : 1;
  }
}
