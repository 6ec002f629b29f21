package dev.workcell.cli;

import static dev.workcell.cli.Options.has;

import dev.workcell.supervise.Stop;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `workcell stop`
final class StopVerb implements Verb {
  @Override
  public String name() {
    return "stop";
  }

  @Override
  public CommandSpec spec() {
    var spec = Options.command("stop", "end the agent; only you start it again");
    spec.addPositional(Options.cell());
    spec.addOption(Options.json());
    return spec;
  }

  @Override
  public int run(ParseResult words, Desk desk) throws IOException, InterruptedException {
    var name = Options.name(words);
    var view = new Stop(desk.world()).run(name);
    if (has(words, "--json")) {
      desk.screen().out().print(desk.world().cells().open(name).statusText());
    } else {
      desk.screen().line("workcell %s is %s".formatted(name, view.run().state().word()));
      desk.screen().line("  go on   " + desk.typed("workcell resume " + name));
      desk.screen().line("  read    " + desk.typed("workcell handoff " + name));
    }
    return 0;
  }
}
