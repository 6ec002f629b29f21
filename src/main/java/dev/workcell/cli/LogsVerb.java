package dev.workcell.cli;

import static dev.workcell.cli.Options.flag;
import static dev.workcell.cli.Options.has;
import static dev.workcell.cli.Options.option;
import static dev.workcell.cli.Options.value;

import dev.workcell.diagnose.Signs;
import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import dev.workcell.supervise.Cell;
import dev.workcell.supervise.Look;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `workcell logs`
final class LogsVerb implements Verb {
  private static final Duration STEP = Duration.ofMillis(200);
  private static final int CHUNK = 1 << 16;

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
    var printer = has(words, "--raw") ? raw(desk, log) : rendered(desk, cell, log);
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

  /// Prints what is new since the last time.
  private interface Printer {
    void more() throws IOException;
  }

  private static Printer raw(Desk desk, Path log) {
    var at = new long[] {0};
    return () -> {
      try (var in = FileChannel.open(log)) {
        var out = Channels.newChannel(desk.screen().out());
        while (at[0] < in.size()) {
          at[0] += in.transferTo(at[0], CHUNK, out);
        }
        desk.screen().out().flush();
      }
    };
  }

  private static Printer rendered(Desk desk, Cell cell, Path log) {
    var world = desk.world();
    var recipe = world.recipes().find(cell.identity().recipe());
    var signs = new Signs(recipe, world.outputs().parser(), ZoneId.systemDefault());
    var at = new long[] {0};
    return () -> {
      var end = wholeLines(log, at[0]);
      world
          .outputs()
          .linesBetween(
              log, at[0], end, (n, line) -> signs.shown(line).ifPresent(desk.screen()::line));
      at[0] = end;
      desk.screen().out().flush();
    };
  }

  /// Where the last whole line ends; a line that is still being written waits.
  private static long wholeLines(Path log, long from) throws IOException {
    try (var in = FileChannel.open(log)) {
      var buffer = java.nio.ByteBuffer.allocate(CHUNK);
      for (var end = in.size(); end > from; ) {
        var start = Math.max(from, end - CHUNK);
        buffer.clear().limit((int) (end - start));
        in.read(buffer, start);
        for (var i = buffer.position() - 1; i >= 0; i--) {
          if (buffer.get(i) == '\n') {
            return start + i + 1;
          }
        }
        end = start;
      }
    }
    return from;
  }
}
