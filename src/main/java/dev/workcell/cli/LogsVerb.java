package dev.workcell.cli;

import static dev.workcell.cli.Options.flag;
import static dev.workcell.cli.Options.has;
import static dev.workcell.cli.Options.option;
import static dev.workcell.cli.Options.value;

import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import dev.workcell.supervise.Look;
import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `workcell logs`
final class LogsVerb implements Verb {
  private static final Duration STEP = Duration.ofMillis(200);

  @Override
  public String name() {
    return "logs";
  }

  @Override
  public CommandSpec spec() {
    var spec = Options.command("logs", "show what the agent printed, as people read it");
    spec.addPositional(Options.cell());
    spec.addOption(
        picocli.CommandLine.Model.OptionSpec.builder("-f", "--follow")
            .type(boolean.class)
            .description("go on until it is settled")
            .build());
    spec.addOption(flag("--raw", "the bytes of agent.log as they are"));
    spec.addOption(option("--run", "N", "of this run (default: the last)"));
    return spec;
  }

  @Override
  public int run(ParseResult words, Desk desk) throws IOException, InterruptedException {
    var world = desk.world();
    var cell = world.cells().open(Options.name(words));
    var run = value(words, "--run").map(LogsVerb::number).orElse(cell.read().cell().run());
    var log = cell.runDirectory(run).resolve("agent.log");
    if (!java.nio.file.Files.exists(log)) {
      throw new Refusal(
          Kind.NOT_FOUND,
          "there is no such log",
          log + " is not there",
          "workcell show " + cell.identity().name());
    }
    var printer =
        has(words, "--raw") ? LogPrinter.raw(desk, log) : LogPrinter.rendered(desk, cell, log);
    printer.more();
    var look = new Look(world);
    while (has(words, "--follow")) {
      var settled = look.at(cell).run().state().settled();
      printer.more();
      if (settled) {
        break;
      }
      world.time().pause(STEP);
    }
    return 0;
  }

  private static int number(String text) {
    if (!text.matches("[0-9]{1,6}")) {
      throw new Refusal(
          Kind.USAGE, "--run takes a number", "'%s' is none".formatted(text), "--run 1");
    }
    return Integer.parseInt(text);
  }
}
