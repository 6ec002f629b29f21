package dev.workcell.sim;

import dev.workcell.disk.DiskCorpus;
import dev.workcell.disk.DiskPlaybooks;
import dev.workcell.disk.DiskRecipes;
import dev.workcell.disk.DiskSkills;
import dev.workcell.run.CellName;
import dev.workcell.run.DiagnosisKind;
import dev.workcell.run.Marker;
import dev.workcell.run.Refusal;
import dev.workcell.run.Supervision;
import dev.workcell.runbook.PlaybookPage;
import dev.workcell.runbook.Recipe;
import dev.workcell.supervise.Playbooks;
import dev.workcell.supervise.Recipes;
import dev.workcell.supervise.StartupFiles;
import dev.workcell.supervise.Supervisors;
import dev.workcell.supervise.Terminals;
import dev.workcell.supervise.World;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything of the scripted world in one place, and the ports through which one process of it
/// sees the rest.
final class Stage {
  private static final Duration ROUND = Duration.ofSeconds(30);

  final Machine machine;
  final Home home;
  final Map<Path, ScriptedRepos.Tree> trees = new HashMap<>();
  final Map<CellName, Integer> wantedByCheck = new HashMap<>();
  final Map<CellName, Part.Temper> tempers = new HashMap<>();
  final ScriptedOutputs.Credential credential = new ScriptedOutputs.Credential();
  final Promises promises = new Promises(this);
  final Daemons daemons = new Daemons(this);
  final Counts parts = new Counts();
  final Recipes recipes = new Pages();
  Operator operator;
  private boolean calm;
  private Duration roomSince = Duration.ZERO;
  private final Playbooks playbooks = new Book();
  private final Viewers viewers = new Viewers();

  Stage(long seed, Path directory) throws IOException {
    this.machine = new Machine(new Chance(seed));
    this.home = new Home(directory);
  }

  /// The world as `process` sees it.
  World world(Proc process) {
    return new World(
        new ScriptedHost(machine, process),
        new ScriptedCommands(this, process),
        new ScriptedRepos(trees, machine, process),
        new MemoryCells(home, machine, process),
        viewers,
        new ScriptedOutputs(home, credential),
        recipes,
        new DiskCorpus(),
        new HandClock(machine, process),
        process::step,
        new World.Program(home.directory.resolve("app"), "build", "0"),
        playbooks,
        new Present(),
        new NoStartupFiles(),
        new NoRules(),
        new DiskSkills(home.directory),
        new NoPost());
  }

  /// Starts a program of ours that ends by itself, about one workcell. The next round of a
  /// supervisor sees what it left.
  Proc program(String command, CellName about, List<Marker> markers, Work work) {
    var process = machine.start(command, markers);
    process.onEnd = () -> machine.loom.in(ROUND, () -> daemons.rang(about));
    machine.loom.begin(
        process,
        () -> {
          try {
            work.with(world(process));
          } catch (IOException | Refusal e) {
            promises.refused(command, e);
          }
          process.ended = true;
          machine.end(process);
        });
    return process;
  }

  /// What a program does.
  interface Work {
    void with(World world) throws IOException, InterruptedException;
  }

  /// Somebody may kill it at one of its next steps.
  void maybeKill(Proc process, double probability) {
    if (machine.chance.of(calm ? 0 : probability)) {
      machine.faults.add("killed-" + process.command);
      if (machine.chance.of(0.6)) {
        process.stepsLeft = machine.chance.from(1, 60);
      } else {
        machine.loom.in(machine.chance.upTo(Duration.ofSeconds(60)), () -> machine.end(process));
      }
    }
  }

  void rested(CellName name, int run) {
    operator.rested(name, run);
  }

  void claimed(CellName name) {
    operator.comesBy(name);
  }

  /// From now on nothing is broken on purpose.
  void calmDown() {
    calm = true;
    machine.diskFull = false;
    room();
    credential.renewed += credential.refused ? 1 : 0;
    credential.refused = false;
    daemons.ensure();
  }

  boolean calm() {
    return calm;
  }

  void room() {
    roomSince = machine.loom.now();
  }

  /// Since when there is room on the disk.
  Duration roomSince() {
    return machine.diskFull ? machine.loom.now() : roomSince;
  }

  /// All that was counted, in one line.
  String figures() {
    return "%d workcells; attempts: %s; ends: %s; %d decisions: %s; %d parts: %s; faults: %s; kills: %s; refused: %s"
        .formatted(
            home.cells.size(),
            promises.attempts,
            promises.ends,
            promises.decisions.sum(),
            promises.decisions,
            parts.sum(),
            parts,
            machine.faults,
            promises.kills,
            promises.refusals);
  }

  PlaybookPage page(DiagnosisKind kind) {
    return playbooks.find(kind);
  }

  /// The built-in recipes, read once.
  private static final class Pages implements Recipes {
    private final DiskRecipes disk = DiskRecipes.of(Map.of("HOME", "/nowhere"));
    private final Map<String, Recipe> read = new HashMap<>();

    @Override
    public Recipe find(String name) {
      return read.computeIfAbsent(name, disk::find);
    }

    @Override
    public Original written(String name) {
      return disk.written(name);
    }

    @Override
    public List<String> names() {
      return disk.names();
    }
  }

  /// The built-in playbook, read once.
  private static final class Book implements Playbooks {
    private static final int SMALL_BUDGET = 3;

    private final DiskPlaybooks disk = DiskPlaybooks.of(Map.of("HOME", "/nowhere"));
    private final Map<DiagnosisKind, PlaybookPage> read = new EnumMap<>(DiagnosisKind.class);

    @Override
    public PlaybookPage find(DiagnosisKind kind) {
      return read.computeIfAbsent(kind, this::page);
    }

    /// One page is the operator's own: with a budget that is smaller than its steps.
    private PlaybookPage page(DiagnosisKind kind) {
      var page = disk.find(kind);
      return kind == DiagnosisKind.CRASHED
          ? new PlaybookPage(
              kind, page.title(), SMALL_BUDGET, page.remedies(), page.person(), page.body())
          : page;
    }

    @Override
    public PlaybookPage builtIn(DiagnosisKind kind) {
      return find(kind);
    }

    @Override
    public Written written(DiagnosisKind kind) {
      return disk.written(kind);
    }
  }

  /// Whether there is a supervisor.
  private final class Present implements Supervisors {
    @Override
    public Supervision now() {
      return daemons.alive() ? Supervision.ATTENDED : Supervision.UNATTENDED;
    }

    @Override
    public Supervision present() {
      return now();
    }

    @Override
    public void announce() {}

    @Override
    public Optional<String> build() {
      return Optional.empty();
    }

    @Override
    public Optional<Lease> lead(String build) {
      return Optional.empty();
    }

    @Override
    public void poke() {}
  }

  /// Nobody looks.
  private static final class Viewers implements Terminals {
    @Override
    public void open(Path socket, Path log, Map<String, String> environment) {}

    @Override
    public int attach(
        Path socket, Path directory, List<String> renderer, Map<String, String> environment) {
      return 0;
    }

    @Override
    public void close(Path socket, Map<String, String> environment) {}

    @Override
    public boolean answers(Path socket, Map<String, String> environment) {
      return true;
    }

    @Override
    public void openScreen(
        Path socket, Path directory, List<String> screen, Map<String, String> environment) {}

    @Override
    public int attachScreen(Path socket, Map<String, String> environment) {
      return 0;
    }

    @Override
    public void type(Path keys, byte[] bytes) {}

    @Override
    public Optional<Shown> shown(Path socket, Map<String, String> environment) {
      return Optional.empty();
    }
  }

  /// Nothing of the system's start-up.
  private static final class NoStartupFiles implements StartupFiles {
    @Override
    public Optional<String> read(Path file) {
      return Optional.empty();
    }

    @Override
    public void write(Path file, String text) {}

    @Override
    public void remove(Path file) {}
  }
}
