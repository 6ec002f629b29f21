package dev.workcell.cli;

import static dev.workcell.cli.Options.flag;
import static dev.workcell.cli.Options.has;

import dev.workcell.supervise.Remove;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `workcell rm`
final class RmVerb implements Verb {
  @Override
  public String name() {
    return "rm";
  }

  @Override
  public CommandSpec spec() {
    var spec = Options.command("rm", "remove a settled workcell and its salvage refs");
    spec.addPositional(Options.cell());
    spec.addOption(flag("--discard", "even when its work is nowhere else"));
    return spec;
  }

  @Override
  public int run(ParseResult words, Desk desk) throws IOException {
    var name = Options.name(words);
    new Remove(desk.world()).run(name, has(words, "--discard"));
    desk.screen().line("workcell %s removed".formatted(name));
    return 0;
  }
}
