package dev.workcell.cli;

import static dev.workcell.cli.Options.has;
import static dev.workcell.cli.Options.option;
import static dev.workcell.cli.Options.value;

import dev.workcell.run.CellName;
import dev.workcell.run.State;
import dev.workcell.supervise.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `workcell wait`
final class WaitVerb implements Verb {
  @Override
  public String name() {
    return "wait";
  }

  @Override
  public CommandSpec spec() {
    var spec =
        Options.command("wait", "wait until a workcell is settled; exit 0 only if it passed");
    spec.addPositional(Options.cell());
    spec.addOption(option("--timeout", "TIME", "at most so long: 90s, 15m, 2h"));
    spec.addOption(Options.json());
    return spec;
  }

  @Override
  public int run(ParseResult words, Desk desk) throws IOException, InterruptedException {
    var longest = value(words, "--timeout").map(t -> Options.span("--timeout", t));
    return await(desk, Options.name(words), longest, has(words, "--json"));
  }

  static int await(Desk desk, CellName name, Optional<Duration> longest, boolean json)
      throws IOException, InterruptedException {
    var progress = new Progress(desk.screen(), json);
    var view = new Await(desk.world()).settled(name, longest, progress::see);
    var screen = desk.screen();
    if (json) {
      screen.out().print(desk.world().cells().open(name).statusText());
    } else {
      ShowVerb.print(desk, desk.world().cells().open(name), view);
    }
    return view.run().state() instanceof State.Passed ? 0 : 1;
  }
}
