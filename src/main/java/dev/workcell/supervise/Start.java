package dev.workcell.supervise;

import dev.workcell.run.AttemptId;
import dev.workcell.run.CellIdentity;
import dev.workcell.run.Event.Noticed;
import dev.workcell.run.Event.Settings.Mode;
import dev.workcell.run.Marker;
import dev.workcell.run.Words;
import dev.workcell.runbook.Recipe;
import dev.workcell.supervise.Commands.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Starts the wrapper of a prepared attempt, and the viewer beside it.
final class Start {
  /// Set for the wrapper and all below it, so that a wrapper without a `start` file can be found.
  static final String WRAPPER = "WORKCELL_WRAPPER";

  /// Set for the viewer alone, so that one without a socket can be found.
  static final String VIEWER = "WORKCELL_VIEWER";

  /// What the terminals of interactive agents are.
  private static final String TERMINAL = "screen-256color";

  private final World world;

  Start(World world) {
    this.world = world;
  }

  void attempt(Cell cell, int run, int attempt, Recipe recipe, Mode mode, List<String> argv)
      throws IOException {
    var interactive = mode == Mode.INTERACTIVE;
    var directory = cell.attemptDirectory(run, attempt);
    var marker = marker(world, cell.identity(), run, attempt);
    var words = new ArrayList<String>();
    words.add("/bin/sh");
    words.add("./wrapper");
    words.add(cell.identity().workTree().toString());
    words.add(world.cells().program(cell.identity().buildId()).toString());
    words.add(marker.value());
    words.add(world.host().space());
    words.add(interactive ? "terminal" : recipe.mergesStderr() ? "merged" : "split");
    words.addAll(argv);
    var environment = new TreeMap<>(cell.environment());
    environment.put(WRAPPER, marker.value());
    if (interactive) {
      recipe.interactive().ifPresent(i -> i.set().forEach(environment::putIfAbsent));
      environment.put("TERM", TERMINAL);
    }
    world
        .commands()
        .detach(Command.of(words, directory, environment), directory.resolve("wrapper.err"));
    world.checkpoints().at("launch.wrapper-started");
    var socket = world.cells().socket(cell.identity());
    if (interactive) {
      screen(cell, run, attempt, Terminals.From.START);
    } else if (attempt == 1 || !world.terminals().answers(socket, cell.environment())) {
      view(cell, run); // the log goes on, and so does a viewer that is there
    }
    world.checkpoints().at("launch.viewer-opened");
  }

  /// The terminal in which a person, and we, see and answer an interactive agent. It may come and
  /// go: the agent does not live in it.
  void screen(Cell cell, int run, int attempt, Terminals.From from) {
    var environment = new TreeMap<>(cell.environment());
    environment.put(VIEWER, cell.identity().id());
    var home = world.cells().home();
    try {
      world
          .terminals()
          .openScreen(
              world.cells().socket(cell.identity()),
              home,
              List.of(
                  "/bin/sh",
                  home.relativize(world.cells().program(cell.identity().buildId()))
                      .resolve("screen.sh")
                      .toString(),
                  home.relativize(cell.attemptDirectory(run, attempt)).toString(),
                  Words.of(from)),
              environment);
    } catch (IOException e) {
      notice(cell, "the viewer did not start: " + e.getMessage());
    }
  }

  /// The viewer is a comfort: without it everything still works.
  void view(Cell cell, int run) {
    var environment = new TreeMap<>(cell.environment());
    environment.put(VIEWER, cell.identity().id());
    try {
      world
          .terminals()
          .open(
              world.cells().socket(cell.identity()),
              cell.runDirectory(run).resolve("agent.log"),
              environment);
      if (!Files.exists(cell.directory())) {
        // deleted meanwhile, most likely by the agent: nobody else would close it
        world.terminals().close(world.cells().socket(cell.identity()), environment);
      }
    } catch (IOException e) {
      notice(cell, "the viewer did not start: " + e.getMessage());
    }
  }

  /// A fast agent may have deleted the run meanwhile; that is for the next look to find.
  private static void notice(Cell cell, String what) {
    try {
      cell.transition(now ->
          now.run().notices().contains(what)
              ? List.of()
              : List.of(new Noticed(now.run().attempt(), what)));
    } catch (IOException e) {
      // nowhere to note it
    }
  }

  static Marker marker(World world, CellIdentity cell, int run, int attempt) {
    var id = new AttemptId(world.cells().homeId(), cell.name(), run, attempt);
    return new Marker(Marker.AGENT, id.marker());
  }
}
