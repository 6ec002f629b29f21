package dev.workcell.sim;

import dev.workcell.run.CellIdentity;
import dev.workcell.run.CellName;
import dev.workcell.run.Event;
import dev.workcell.run.Event.AttemptPrepared;
import dev.workcell.run.Event.BaselineTaken;
import dev.workcell.run.Event.RunBegun;
import dev.workcell.run.Event.Settings;
import dev.workcell.run.Permissions;
import dev.workcell.run.Salvage;
import dev.workcell.run.State;
import dev.workcell.run.TreeFacts;
import dev.workcell.supervise.Cells.Holder;
import dev.workcell.supervise.Commands.Command;
import dev.workcell.supervise.Resume;
import dev.workcell.supervise.Stop;
import dev.workcell.supervise.Tick;
import dev.workcell.supervise.World;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What people do: they launch, stop, resume, and work in the tree themselves.
final class Operator {
  private static final int MOST_RUNS = 8;
  private static final Map<String, String> ENVIRONMENT =
      Map.of("HOME", "/home/somebody", "PATH", "/usr/bin", "TZ", "UTC");

  private final Stage stage;
  private final Chance chance;

  Operator(Stage stage) {
    this.stage = stage;
    this.chance = stage.machine.chance;
  }

  /// Leaves what a launch leaves, and may die where a launch may.
  void launch(CellName name) throws IOException {
    stage.home.lay(name);
    var tree = new ScriptedRepos.Tree();
    var place = stage.home.tree(name);
    stage.trees.put(place, tree);
    stage.wantedByCheck.put(name, chance.from(1, 5));
    stage.tempers.put(name, Part.temper(chance));
    var recipe = chance.one(List.of("claude-code", "claude-code", "demo", "command"));
    var papers = new Papers(identity(name, recipe), ENVIRONMENT, stage.machine, stage.promises);
    var run = new Papers.Run();
    run.attempts.put(1, new Papers.Attempt());
    papers.runs.put(1, run);
    var program = stage.program("launch", name, List.of(), world -> start(world, papers, recipe));
    var lines = firstLines(papers, recipe, program);
    papers.append(List.of(new RunBegun(1, "mend it", "launched by the operator")));
    lines.forEach(event -> papers.append(1, event));
    stage.home.cells.put(name, papers);
    stage.maybeKill(program, 0.05);
    stage.daemons.ensure();
  }

  private CellIdentity identity(CellName name, String recipe) {
    var place = stage.home.tree(name);
    return new CellIdentity(
        name,
        "%08x".formatted(stage.home.cells.size()),
        stage.machine.wall(),
        place,
        Optional.empty(),
        place.resolve(".git"),
        recipe,
        recipe.equals("command") ? List.of("mender") : List.of(),
        Permissions.SAFE,
        false,
        false,
        "build",
        Optional.empty(),
        Optional.of(ScriptedOutputs.sha256OfTheCheck()),
        Map.of(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private List<Event> firstLines(Papers papers, String recipe, Proc launcher) {
    var ref = "refs/workcell/%s/0001-1-0".formatted(papers.identity.name());
    var head = stage.trees.get(papers.identity.workTree()).files;
    var settings =
        new Settings(recipe, "agent", Permissions.SAFE, Settings.Mode.HEADLESS, Optional.empty());
    return List.of(
        new AttemptPrepared(1, launcher.identity, settings, 0, "launched by the operator"),
        new BaselineTaken(
            1,
            new TreeFacts(head, Optional.of("main"), head, false),
            Optional.of(new Salvage(ref, head, true, List.of()))));
  }

  private void start(World world, Papers papers, String recipe) throws IOException {
    var cells = world.cells();
    var identity = papers.identity;
    cells.writeHolder(
        identity.gitDir(),
        new Holder(cells.home(), cells.homeId(), identity.name(), identity.id()));
    world.checkpoints().at("launch.renamed");
    var marker = "%s/%s/0001/1".formatted(Home.ID, identity.name());
    var words =
        List.of("/bin/sh", "./wrapper", "tree", "program", marker, Machine.SPACE, "split", recipe);
    world
        .commands()
        .detach(Command.of(words, cells.home(), ENVIRONMENT), cells.home().resolve("wrapper.err"));
    world.checkpoints().at("launch.wrapper-started");
    stage.daemons.rang(identity.name());
  }

  /// A run came to rest: a person looks at it some time later.
  void rested(CellName name, int run) {
    var papers = stage.home.cells.get(name);
    var state = papers.view().run().state();
    var wish = state instanceof State.Parked ? 0.7 : state instanceof State.Stopped ? 0.5 : 0.3;
    if (run < MOST_RUNS && chance.of(wish)) {
      var later = chance.about(Duration.ofHours(20));
      stage.machine.loom.in(later, () -> resume(name, run));
    }
  }

  private void resume(CellName name, int run) {
    var view = stage.home.cells.get(name).view();
    if (view.cell().run() != run || !view.run().state().settled() || stage.calm()) {
      return;
    }
    if (view.run().state() instanceof State.Passed) {
      stage.wantedByCheck.merge(name, chance.from(1, 3), Integer::sum);
    }
    var options = new Resume.Options(Optional.empty(), false, List.of(), true);
    var program =
        stage.program(
            "resume",
            name,
            List.of(),
            world -> {
              new Resume(world).run(name, options);
              stage.daemons.rang(name);
            });
    stage.maybeKill(program, 0.05);
    stage.daemons.ensure();
  }

  /// Stops one that is open, whatever it does now.
  void stopsOne() {
    var open =
        stage.home.cells.values().stream().filter(p -> !p.view().run().state().settled()).toList();
    if (open.isEmpty()) {
      return;
    }
    stop(chance.one(open).identity.name());
  }

  /// People also come in the very moment in which something is being done.
  void comesBy(CellName name) {
    if (stage.calm()) {
      return;
    }
    var soon = chance.upTo(Duration.ofSeconds(1));
    if (chance.of(0.015)) {
      stage.machine.loom.in(soon, () -> stop(name));
    } else if (chance.of(0.03)) {
      stage.machine.loom.in(soon, () -> check(name));
    }
  }

  /// One pass beside the supervisor, as `workcell check` makes it.
  private void check(CellName name) {
    stage.parts.add("checked-by-operator");
    var program =
        stage.program(
            "check",
            name,
            List.of(),
            world -> {
              if (Tick.wanted(world.cells().open(name).read())) {
                stage.promises.passed(new Tick(world).at(name));
              }
            });
    stage.maybeKill(program, 0.1);
  }

  private void stop(CellName name) {
    stage.parts.add("stopped-by-operator");
    var program = stage.program("stop", name, List.of(), world -> new Stop(world).run(name));
    stage.maybeKill(program, 0.1);
    stage.machine.loom.in(Duration.ofMillis(200), () -> stage.daemons.rang(name));
  }

  /// Works in a tree that is not theirs now.
  void dirtiesOne() {
    if (!stage.home.cells.isEmpty()) {
      stage.parts.add("dirtied-by-somebody");
      var papers = chance.one(List.copyOf(stage.home.cells.values()));
      var tree = stage.trees.get(papers.identity.workTree());
      tree.change("theirs");
      tree.foreign = Optional.of(stage.machine.loom.now());
    }
  }
}
