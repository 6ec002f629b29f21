package dev.workcell.post;

import dev.workcell.disk.DiskCells;
import dev.workcell.disk.DiskCorpus;
import dev.workcell.disk.DiskOutputs;
import dev.workcell.disk.DiskPlaybooks;
import dev.workcell.disk.DiskPost;
import dev.workcell.disk.DiskRecipes;
import dev.workcell.disk.DiskRuleBook;
import dev.workcell.disk.DiskSkills;
import dev.workcell.disk.DiskStartupFiles;
import dev.workcell.disk.DiskSupervisors;
import dev.workcell.git.Git;
import dev.workcell.host.Machine;
import dev.workcell.notify.HttpCourier;
import dev.workcell.supervise.Checkpoints;
import dev.workcell.supervise.World;
import dev.workcell.tmux.Tmux;
import java.nio.file.Path;
import java.util.Map;

/// The real world of a home, put together as the program does it, inside a test.
final class Worlds {
  private Worlds() {}

  static World of(Map<String, String> environment, Checkpoints checkpoints) {
    var machine = Machine.here();
    var cells = DiskCells.open(environment, machine.host().userId(), machine.time());
    return new World(
        machine.host(),
        machine.commands(),
        new Git(machine.commands(), environment),
        cells,
        new Tmux(machine.commands()),
        new DiskOutputs(),
        DiskRecipes.of(environment),
        new DiskCorpus(),
        machine.time(),
        checkpoints,
        new World.Program(Path.of("target/app").toAbsolutePath(), "build", "0"),
        DiskPlaybooks.of(environment),
        new DiskSupervisors(cells, machine.time()),
        new DiskStartupFiles(),
        new DiskRuleBook(cells),
        new DiskSkills(Path.of("target/app")),
        new DiskPost(environment, cells.home(), new HttpCourier()));
  }
}
