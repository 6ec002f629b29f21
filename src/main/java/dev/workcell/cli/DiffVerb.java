package dev.workcell.cli;

import static dev.workcell.cli.Options.flag;
import static dev.workcell.cli.Options.has;

import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import dev.workcell.supervise.Look;
import dev.workcell.supervise.Repos.Form;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `workcell diff`
final class DiffVerb implements Verb {
  @Override
  public String name() {
    return "diff";
  }

  @Override
  public CommandSpec spec() {
    var spec = Options.command("diff", "show what changed since the baseline of this run");
    spec.addPositional(Options.cell());
    spec.addOption(flag("--stat", "only which files, and how much"));
    return spec;
  }

  @Override
  public int run(ParseResult words, Desk desk) throws IOException {
    var world = desk.world();
    var cell = world.cells().open(Options.name(words));
    var view = new Look(world).at(cell);
    var identity = cell.identity();
    var changed = world.repos().changedConfigs(identity.gitConfigs());
    if (!changed.isEmpty()) {
      throw new Refusal(
          Kind.CONFLICT,
          "nothing of git is run in %s".formatted(identity.workTree()),
          "its configuration changed since launch: " + String.join(", ", changed),
          "less " + changed.getFirst());
    }
    var from = view.run().baseline().orElseThrow().facts().tree();
    var to = world.repos().look(identity.workTree()).tree();
    var form =
        has(words, "--stat") ? Form.STAT : desk.screen().colours() ? Form.COLOURED : Form.PATCH;
    desk.screen().out().print(world.repos().diff(identity.workTree(), from, to, form));
    return 0;
  }
}
