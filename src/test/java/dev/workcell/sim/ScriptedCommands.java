package dev.workcell.sim;

import dev.workcell.run.CellName;
import dev.workcell.run.Marker;
import dev.workcell.supervise.Commands;
import dev.workcell.supervise.Settle;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Starting a wrapper means that the agent of that attempt is born; running a check means that the
/// work tree is judged.
record ScriptedCommands(Stage stage, Proc process) implements Commands {
  /// What a marker says.
  record Named(CellName cell, int run, int attempt, String value) {
    static Named of(String value) {
      var part = value.split("/", -1);
      return new Named(
          new CellName(part[1]), Integer.parseInt(part[2]), Integer.parseInt(part[3]), value);
    }
  }

  @Override
  public void detach(Command command, Path output) throws IOException {
    process.step("before something is started");
    if (stage.machine.chance.of(0.002)) {
      stage.machine.faults.add("fork-failed");
      throw new IOException("Resource temporarily unavailable");
    }
    var words = command.argv();
    if (words.get(1).equals("./wrapper")) {
      new Agent(stage, Named.of(words.get(4)), command.argv().get(0)).begin();
    } else if (words.get(1).equals("settle")) {
      var name = Named.of(words.get(2));
      stage.program("settle", name.cell, List.of(), world -> settle(world, name, Optional.empty()));
    } else {
      throw new UnsupportedOperationException(words.toString());
    }
    process.step("after something was started");
  }

  /// What `workcell settle` does.
  static void settle(dev.workcell.supervise.World world, Named name, Optional<Integer> told)
      throws IOException, InterruptedException {
    new Settle(world, world.supervisors().now()).run(name.cell, name.run, name.attempt, told);
  }

  @Override
  public Ended runInSession(Command command, Path output) {
    process.step("before a check");
    var machine = stage.machine;
    var tree = stage.trees.get(command.directory());
    var name = Named.of(command.environment().get(Marker.CHECK));
    var check = machine.start("verify.sh", List.of(new Marker(Marker.CHECK, name.value)));
    stage.promises.checking(name, check);
    var code = new int[] {143};
    var lasts =
        machine.chance.of(0.003)
            ? command.limit().multipliedBy(2)
            : machine.chance.between(Duration.ofSeconds(1), Duration.ofSeconds(90));
    machine.loom.in(
        lasts,
        () -> {
          if (check.alive) {
            code[0] = verdict(name, tree);
            machine.end(check);
          }
        });
    check.onEnd = machine.loom.waker();
    machine.loom.pause(command.limit());
    process.step("after a check");
    if (check.alive) {
      machine.end(check);
      return new Ended.OutOfTime(command.limit());
    }
    stage.promises.judged(name, tree, code[0]);
    return new Ended.Exited(code[0]);
  }

  private int verdict(Named name, ScriptedRepos.Tree tree) {
    var chance = stage.machine.chance;
    if (chance.of(0.004)) {
      return 127;
    }
    if (chance.of(0.01)) {
      tree.change("report");
    }
    if (chance.of(0.002)) {
      tree.change("check");
    }
    var missing = stage.wantedByCheck.get(name.cell) - tree.good;
    return missing <= 0 ? 0 : Math.min(missing, 3);
  }

  @Override
  public Finished run(Command command) {
    throw new UnsupportedOperationException(command.toString());
  }

  @Override
  public int inTerminal(Command command) {
    throw new UnsupportedOperationException(command.toString());
  }
}
