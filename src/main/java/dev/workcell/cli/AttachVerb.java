package dev.workcell.cli;

import dev.workcell.supervise.Attempts;
import dev.workcell.supervise.Look;
import dev.workcell.supervise.Screens;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `workcell attach`
final class AttachVerb implements Verb {
  @Override
  public String name() {
    return "attach";
  }

  @Override
  public CommandSpec spec() {
    var spec =
        Options.command("attach", "watch the agent in a terminal; leaving it changes nothing");
    spec.addPositional(Options.cell());
    return spec;
  }

  @Override
  public int run(ParseResult words, Desk desk) throws IOException {
    var world = desk.world();
    var cell = world.cells().open(Options.name(words));
    var view = new Look(world).at(cell);
    var identity = cell.identity();
    var environment = new TreeMap<>(cell.environment());
    for (var name : List.of("TERM", "LANG", "LC_ALL", "COLORTERM")) {
      var value = desk.environment().get(name);
      if (value != null) {
        environment.put(name, value);
      }
    }
    if (Attempts.interactive(view) && view.run().state().mayHaveAgent()) {
      new Screens(world).ensure(cell, view);
      return world.terminals().attachScreen(world.cells().socket(identity), environment);
    }
    var renderer =
        List.of("app/" + identity.buildId() + "/workcell", "view", identity.name().value());
    var code =
        world
            .terminals()
            .attach(world.cells().socket(identity), world.cells().home(), renderer, environment);
    if (cell.read().run().state().settled()) {
      world.terminals().close(world.cells().socket(identity), cell.environment());
    }
    return code;
  }
}
