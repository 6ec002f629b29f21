package dev.workcell;

import dev.workcell.cli.Cli;
import dev.workcell.cli.Desk;
import dev.workcell.cli.Screen;
import dev.workcell.daemon.Daemon;
import dev.workcell.disk.DirectoryBell;
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
import dev.workcell.disk.StopPoints;
import dev.workcell.git.Git;
import dev.workcell.host.Machine;
import dev.workcell.notify.HttpCourier;
import dev.workcell.supervise.Supervisors.Lease;
import dev.workcell.supervise.World;
import dev.workcell.supervise.World.Program;
import dev.workcell.tmux.Tmux;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The composition root: the only place that knows all adapters.
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    var environment = System.getenv();
    var program =
        new Program(
            Path.of(System.getProperty("workcell.app", "target/app")),
            System.getProperty("workcell.build", "unbuilt"),
            "0.1.0");
    var screen = screen(environment);
    var desk = new Desk(new Once(program), program, screen, environment, Main::supervise);
    var code = new Cli(desk).run(List.of(args));
    screen.out().flush();
    System.exit(code);
  }

  private static void supervise(World world, Lease lease, boolean stay)
      throws IOException, InterruptedException {
    try (var bell = new DirectoryBell()) {
      new Daemon(
              world,
              bell,
              stay ? Daemon.Stay.FOR_EVER : Daemon.Stay.WHILE_OPEN,
              System.out::println)
          .run(lease);
    }
  }

  private static World world(Program program) {
    var machine = Machine.here();
    var environment = machine.host().environment();
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
        StopPoints.of(environment, machine.time()),
        program,
        DiskPlaybooks.of(environment),
        new DiskSupervisors(cells, machine.time()),
        new DiskStartupFiles(),
        new DiskRuleBook(cells),
        new DiskSkills(program.directory()),
        new DiskPost(environment, cells.home(), new HttpCourier()));
  }

  private static Screen screen(Map<String, String> environment) {
    var columns = Integer.getInteger("workcell.columns", 0);
    var colours = columns > 0 && environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Screen(stream(FileDescriptor.out), stream(FileDescriptor.err), columns, colours);
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  /// The world is made when a verb first asks for it, and once.
  private static final class Once implements Supplier<World> {
    private final Program program;
    private @Nullable World made;

    Once(Program program) {
      this.program = program;
    }

    @Override
    public World get() {
      var world = made;
      if (world == null) {
        world = world(program);
        made = world;
      }
      return world;
    }
  }
}
