package dev.workcell.cli;

import static dev.workcell.cli.Options.option;
import static dev.workcell.cli.Options.value;

import dev.workcell.run.CellName;
import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import dev.workcell.supervise.Settle;
import java.io.IOException;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `workcell settle`, for the wrapper and for whoever finds an attempt that nobody settled.
final class SettleVerb implements Verb {
  private static final Pattern MARKER =
      Pattern.compile("([0-9a-f]{8})/([a-z0-9-]+)/([0-9]{4,})/([0-9]+)");

  @Override
  public String name() {
    return "settle";
  }

  @Override
  public CommandSpec spec() {
    var spec = Options.command("settle", "settle an ended attempt");
    spec.usageMessage().hidden(true);
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("1")
            .type(String.class)
            .paramLabel("MARKER")
            .build());
    spec.addOption(option("--code", "N", "the exit code that the wrapper saw"));
    return spec;
  }

  @Override
  public int run(ParseResult words, Desk desk) throws IOException, InterruptedException {
    var marker = MARKER.matcher(words.matchedPositionalValue(0, ""));
    if (!marker.matches()) {
      throw new Refusal(
          Kind.USAGE, "nothing was settled", "the marker is not one of ours", "workcell ls");
    }
    var world = desk.world();
    if (!marker.group(1).equals(world.cells().homeId())) {
      throw new Refusal(
          Kind.CONFLICT,
          "nothing was settled",
          "the marker names home %s and this is %s"
              .formatted(marker.group(1), world.cells().homeId()),
          "export WORKCELL_HOME=…");
    }
    var outcome =
        new Settle(world, world.supervisors().now())
            .run(
                new CellName(marker.group(2)),
                Integer.parseInt(marker.group(3)),
                Integer.parseInt(marker.group(4)),
                value(words, "--code").filter(c -> c.matches("[0-9]{1,3}")).map(Integer::valueOf));
    desk.screen().line(outcome.name());
    return 0;
  }
}
