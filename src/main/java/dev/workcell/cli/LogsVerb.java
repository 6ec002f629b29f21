package dev.workcell.cli;

import static dev.workcell.cli.Options.flag;
import static dev.workcell.cli.Options.has;
import static dev.workcell.cli.Options.option;
import static dev.workcell.cli.Options.value;

import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import dev.workcell.supervise.Cell;
import dev.workcell.supervise.Look;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
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
    spec.addOption(
        option(
            "--since", "TIME", "10m, 2h, or 2026-11-22T10:00:00Z: attempts and lines since then"));
    spec.addOption(option("--grep", "PATTERN", "only lines in which this pattern is found"));
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
    var filter = filter(words, desk, cell, run);
    var printer =
        has(words, "--raw")
            ? LogPrinter.raw(desk, log, filter.start())
            : LogPrinter.rendered(desk, cell, log, filter);
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

  private static LogFilter filter(ParseResult words, Desk desk, Cell cell, int run)
      throws IOException {
    var grep = value(words, "--grep").map(LogsVerb::pattern);
    if (grep.isPresent() && has(words, "--raw")) {
      throw new Refusal(
          Kind.USAGE,
          "--raw shows every byte",
          "--grep leaves lines out",
          "workcell logs %s --grep PATTERN".formatted(cell.identity().name()));
    }
    var since = value(words, "--since");
    return since.isEmpty()
        ? new LogFilter(0, Optional.empty(), grep)
        : LogFilter.since(moment(since.get(), desk), cell.journal(run), grep);
  }

  private static Pattern pattern(String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new Refusal(
          Kind.USAGE, "--grep takes a pattern", e.getDescription() + ": " + text, "--grep error");
    }
  }

  private static Instant moment(String text, Desk desk) {
    try {
      return text.contains("T")
          ? Instant.parse(text)
          : desk.world().time().now().minus(Options.span("--since", text));
    } catch (DateTimeParseException e) {
      throw new Refusal(
          Kind.USAGE,
          "--since takes a time",
          "'%s' is none".formatted(text),
          "--since 10m, or --since 2026-11-22T10:00:00Z");
    }
  }

  private static int number(String text) {
    if (!text.matches("[0-9]{1,6}")) {
      throw new Refusal(
          Kind.USAGE, "--run takes a number", "'%s' is none".formatted(text), "--run 1");
    }
    return Integer.parseInt(text);
  }
}
