package dev.workcell.cli;

import dev.workcell.diagnose.PlainText;
import dev.workcell.supervise.Look;
import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `workcell view`, what an attached terminal shows: the log as it grows, then how it ended. It
/// lives as long as the attachment.
final class ViewVerb implements Verb {
  private static final Duration STEP = Duration.ofMillis(200);

  @Override
  public String name() {
    return "view";
  }

  @Override
  public CommandSpec spec() {
    var spec = Options.command("view", "show a log as it grows, for attach");
    spec.usageMessage().hidden(true);
    spec.addPositional(Options.cell());
    return spec;
  }

  @Override
  public int run(ParseResult words, Desk desk) throws IOException, InterruptedException {
    var world = desk.world();
    var screen = desk.screen();
    var cell = world.cells().open(Options.name(words));
    var look = new Look(world);
    var view = look.at(cell);
    screen.line(
        screen.bold(cell.identity().name().value())
            + "  "
            + screen.dim(PlainText.line(view.cell().objective(), 200)));
    var printer =
        LogPrinter.rendered(desk, cell, cell.runDirectory(view.cell().run()).resolve("agent.log"));
    while (true) {
      view = look.at(cell);
      printer.more();
      if (view.run().state().settled()) {
        break;
      }
      world.time().pause(STEP);
    }
    screen.line();
    screen.line(
        "%s  %s"
            .formatted(
                screen.state(view.run().state(), 0), PlainText.line(view.run().because(), 400)));
    screen.line(screen.dim("Enter closes this view."));
    screen.out().flush();
    var key = System.in.read();
    return key == 0x1b ? 1 : 0;
  }
}
