package dev.workcell.sim;

import dev.workcell.run.CellName;
import dev.workcell.run.Marker;
import dev.workcell.supervise.Cell.ExitFile;
import dev.workcell.supervise.Host.Signal;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One attempt as the world sees it: its wrapper, which does what wrapper.sh does, and the agent
/// below it, which plays its part.
final class Agent {
  private static final Duration WAITS_FOR_SUPERVISOR = Duration.ofMillis(300);
  private static final Duration TAKES_TERM = Duration.ofSeconds(2);

  final Stage stage;
  final ScriptedCommands.Named name;
  final Papers papers;
  final Papers.Run run;
  final Papers.Attempt attempt;
  final ScriptedRepos.Tree tree;
  final List<Proc> tools = new ArrayList<>();
  Proc wrapper;
  Proc main;

  /// Nothing will ever come of it, so it may be ended.
  boolean hopeless;

  /// Its last word was that it is done, and it ended with 0.
  boolean claimed;

  /// It does not end by TERM.
  boolean stubborn;

  /// What was in the tree when it last changed it.
  Optional<String> work = Optional.empty();

  private final String program;
  private boolean heard;
  private boolean bySignal;
  private boolean termWaits;
  private int code;

  Agent(Stage stage, ScriptedCommands.Named name, String program) {
    this.stage = stage;
    this.name = name;
    this.papers = stage.home.cells.get(name.cell());
    this.run = papers.runs.get(name.run());
    this.attempt = run.attempts.get(name.attempt());
    this.tree = stage.trees.get(papers.identity.workTree());
    this.program = program;
  }

  CellName cell() {
    return name.cell();
  }

  boolean lives() {
    return main != null && main.alive;
  }

  List<Marker> markers() {
    return List.of(new Marker(Marker.AGENT, name.value()), wrapperMarker());
  }

  private Marker wrapperMarker() {
    return new Marker("WORKCELL_WRAPPER", name.value());
  }

  // ---- the wrapper

  /// A busy machine lets it wait before anybody can see it.
  void begin() {
    var boot = stage.machine.bootId();
    var chance = stage.machine.chance;
    var longest = chance.of(0.05) ? Duration.ofSeconds(3) : Duration.ofMillis(4);
    in(
        chance.upTo(longest),
        () -> {
          if (boot.equals(stage.machine.bootId())) {
            startWrapper();
          }
        });
  }

  private void startWrapper() {
    wrapper = stage.machine.start(program, List.of(wrapperMarker()));
    wrapper.onSignal = signal -> stage.promises.wrapperSignalled(this);
    var chance = stage.machine.chance;
    var slow = chance.of(0.02) ? Duration.ofSeconds(40) : Duration.ofMillis(80);
    var never = stage.tempers.get(cell()) == Part.Temper.NEVER_STARTING ? 0.95 : 0.01;
    if (chance.of(never)) {
      stage.parts.add("never-started");
      stage.machine.end(wrapper);
    }
    in(chance.upTo(slow), this::take);
  }

  private void take() {
    if (!wrapper.alive) {
      return;
    }
    if (attempt.taken) {
      stage.machine.end(wrapper);
      return;
    }
    attempt.taken = true;
    in(Duration.ofMillis(3), this::startAgent);
    in(
        Duration.ofMillis(2),
        () -> {
          if (wrapper.alive && !(stage.machine.diskFull && stage.machine.chance.of(0.3))) {
            attempt.start = Optional.of(wrapper.identity);
            stage.daemons.rang(cell());
          }
        });
    if (stage.machine.chance.of(0.003)) {
      stage.parts.add("wrapper-died-at-once");
      in(stage.machine.chance.upTo(Duration.ofMillis(4)), () -> stage.machine.end(wrapper));
    }
  }

  private void startAgent() {
    if (!wrapper.alive) {
      return;
    }
    main = stage.machine.start("agent of " + name.value(), markers());
    main.onSignal = this::signalled;
    main.onEnd = () -> in(Duration.ofMillis(20), this::seen);
    stage.promises.born(this);
    new Part(this).play();
  }

  /// The agent ended, and the wrapper lives to see it.
  private void seen() {
    stage.daemons.rang(cell());
    if (!wrapper.alive) {
      return;
    }
    if (!(stage.machine.diskFull && stage.machine.chance.of(0.3))) {
      var at = stage.machine.wall().truncatedTo(ChronoUnit.SECONDS);
      attempt.exit = Optional.of(new ExitFile(code, at, bySignal, true));
    }
    if (bySignal) {
      stage.machine.end(wrapper);
    } else if (stage.daemons.alive()) {
      in(WAITS_FOR_SUPERVISOR, () -> settled(1));
    } else {
      settled(1);
    }
  }

  private void settled(int time) {
    if (!wrapper.alive) {
      return;
    }
    if (attempt.settling) {
      stage.machine.end(wrapper);
      return;
    }
    var told = Optional.of(code);
    var settle =
        stage.program(
            "settle",
            cell(),
            List.of(wrapperMarker()),
            world -> ScriptedCommands.settle(world, name, told));
    stage.maybeKill(settle, 0.03);
    var rings = settle.onEnd;
    settle.onEnd =
        () -> {
          rings.run();
          if (!settle.ended && time < 3) {
            settled(time + 1);
          } else {
            stage.machine.end(wrapper);
          }
        };
  }

  // ---- the agent

  private void signalled(Signal signal) {
    stage.promises.signalled(this, signal);
    if (signal == Signal.KILL) {
      exit(137);
    } else if (main.halted) {
      termWaits = true;
    } else if (!stubborn) {
      after(stage.machine.chance.upTo(TAKES_TERM), () -> exit(143));
    }
  }

  /// It ends with `code`.
  void exit(int withCode) {
    if (main.alive) {
      code = withCode;
      claimed = claimed && withCode == 0;
      stage.machine.end(main);
    }
  }

  void halt(boolean stopped) {
    main.computes(0);
    main.halted = stopped;
    if (!stopped && termWaits) {
      exit(143);
    }
  }

  /// Somebody shuts things down: TERM to the wrapper, which passes it on.
  void toldToEnd() {
    if (wrapper.alive && main.alive) {
      bySignal = true;
      in(TAKES_TERM, () -> exit(143));
    }
  }

  /// Does it then, if the agent lives; a stopped one does it when it goes on.
  void after(Duration time, Runnable what) {
    in(
        time,
        () -> {
          if (main.alive && main.halted) {
            after(Duration.ofMinutes(1), what);
          } else if (main.alive) {
            what.run();
          }
        });
  }

  void in(Duration time, Runnable what) {
    stage.machine.loom.in(time, what);
  }

  void print(String line) {
    run.log.print(line);
    if (!heard) {
      heard = true;
      stage.daemons.rang(cell());
    }
  }

  void edit() {
    tree.change("e");
    tree.good += stage.machine.chance.of(0.6) ? 1 : 0;
    work = Optional.of(tree.files);
    stage.promises.edited(this);
  }

  /// Starts a process of its own.
  Proc tool(boolean obeys, boolean mortal) {
    var proc = stage.machine.start("a tool", markers());
    proc.onSignal =
        signal -> {
          stage.promises.signalled(this, signal);
          if (mortal && (obeys || signal == Signal.KILL)) {
            stage.machine.end(proc);
          }
        };
    tools.add(proc);
    return proc;
  }

  @Override
  public String toString() {
    return "agent of %s: wrapper %s, %s%s%s%s"
        .formatted(
            name.value(),
            wrapper != null && wrapper.alive ? "lives" : "gone",
            lives() ? "lives" : "gone",
            main != null && main.halted ? ", halted" : "",
            stubborn ? ", stubborn" : "",
            hopeless ? ", hopeless" : "");
  }
}
