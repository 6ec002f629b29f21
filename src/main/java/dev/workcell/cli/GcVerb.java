package dev.workcell.cli;

import static dev.workcell.cli.Options.flag;
import static dev.workcell.cli.Options.has;

import dev.workcell.supervise.Collect;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `workcell gc`
final class GcVerb implements Verb {
  @Override
  public String name() {
    return "gc";
  }

  @Override
  public CommandSpec spec() {
    var spec = Options.command("gc", "remove what no workcell names; never a workcell");
    spec.addOption(flag("--dry-run", "only say what"));
    return spec;
  }

  @Override
  public int run(ParseResult words, Desk desk) throws IOException {
    var dry = has(words, "--dry-run");
    var removed = new Collect(desk.world()).run(dry);
    removed.forEach(p -> desk.screen().line((dry ? "would remove " : "removed ") + p));
    if (removed.isEmpty()) {
      desk.screen().line("nothing to remove");
    }
    return 0;
  }
}
