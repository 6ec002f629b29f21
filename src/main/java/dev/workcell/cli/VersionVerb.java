package dev.workcell.cli;

import static dev.workcell.cli.Options.has;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `workcell version`
final class VersionVerb implements Verb {
  @Override
  public String name() {
    return "version";
  }

  @Override
  public CommandSpec spec() {
    var spec = Options.command("version", "print version and build");
    spec.addOption(Options.json());
    return spec;
  }

  @Override
  public int run(ParseResult words, Desk desk) {
    var program = desk.program();
    desk.screen()
        .line(
            has(words, "--json")
                ? "{\"version\":\"%s\",\"build\":\"%s\"}"
                    .formatted(program.version(), program.buildId())
                : "workcell %s (build %s)".formatted(program.version(), program.buildId()));
    return 0;
  }
}
