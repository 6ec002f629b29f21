package dev.workcell.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The supervisor dies, at each point where it writes; another takes over.
final class SupervisorDies {
  private static final String TAKEN_OVER =
      "the next supervisor, or `workcell check` in turns, goes on: never two agents at once, no number"
          + " used twice, the half-done tree saved, passed";
  private static final int FEW = 10;

  private SupervisorDies() {}

  static List<Row> rows() {
    return Stream.of(
            Stream.of(
                    "settle.claimed",
                    "settle.leftovers-ended",
                    "settle.tree-recorded",
                    "settle.output-read",
                    "settle.verified",
                    "settle.settled",
                    "settle.handoff-written",
                    "recover.claimed",
                    "recover.looked",
                    "recover.drafted",
                    "recover.prepared",
                    "launch.wrapper-started",
                    "recover.started")
                .map(SupervisorDies::at),
            Stream.of("cut.recorded", "cut.ended").map(SupervisorDies::whileCutting),
            Stream.of(
                Row.of(
                    "supervisor-killed-at-work",
                    "the supervisor is killed (KILL) while the agent works",
                    "the agent goes on unharmed; " + TAKEN_OVER,
                    SupervisorDies::atWork),
                Row.of(
                        "supervisor-stopped-for-a-while",
                        "the supervisor stands still (STOP) for 40 s, then goes on; the agent works, or"
                            + " ends meanwhile (in turn)",
                        "nobody is taken for dead, nothing is started twice; it goes on and passes",
                        SupervisorDies::stopped)
                    .costly(FEW),
                Row.of(
                    "supervisors-at-once",
                    "5 supervisors are started at once on a workcell that nobody supervises",
                    "one leads, 4 are refused with exit 4; the workcell goes on and passes",
                    SupervisorDies::atOnce),
                Row.of(
                    "supervisor-killed-as-another-begins",
                    "the supervisor is killed (KILL) when its last workcell is settled and another"
                        + " launch has made its own",
                    "the launch brings a supervisor of its own: the new workcell goes on by itself and"
                        + " passes",
                    SupervisorDies::asAnotherBegins),
                Row.of(
                    "supervisor-leaves-as-another-begins",
                    "another launch begins before, while and after the supervisor leaves (in turn)",
                    "the new workcell is never left alone: it goes on by itself and passes",
                    SupervisorDies::leavesAsAnotherBegins)))
        .flatMap(s -> s)
        .toList();
  }

  private static Row at(String point) {
    return Row.of(
        "supervisor-killed-at-" + point.replace('.', '-'),
        "the supervisor is killed (KILL) at its point `%s`".formatted(point),
        TAKEN_OVER,
        round -> {
          var agent = Lives.of(round);
          var stop = supervisedUntil(round, agent, point);
          agent.endFirst();
          reached(agent, stop);
          stop.kill();
          goesOn(round, agent);
        });
  }

  /// A wrapper that waited 300 ms in vain settles by itself; then the second life brings the
  /// supervisor to the point.
  private static void reached(Lives agent, StopPoint stop) throws IOException {
    Sandbox.until(
        "it is reached, or the agent lives again",
        () -> stop.isReached() || agent.lives().size() > 1);
    if (!stop.isReached()) {
      agent.finish();
    }
  }

  /// Only the supervisor may come by the point: `launch` itself has some of them too.
  private static StopPoint supervisedUntil(Round round, Lives agent, String point)
      throws IOException {
    StopPoint stop;
    if (point.startsWith("launch.")) {
      agent.launchAtWork();
      stop = round.stopAt(point);
      supervise(round);
    } else {
      stop = round.stopAt(point);
      round.box().supervised();
      agent.launchAtWork();
    }
    supervisor(round);
    return stop;
  }

  private static Row whileCutting(String point) {
    return Row.of(
            "supervisor-killed-at-" + point.replace('.', '-'),
            "the supervisor is killed (KILL) at its point `%s`, of an agent that hangs"
                .formatted(point),
            "what was decided holds: the hanging agent is ended; " + TAKEN_OVER,
            round -> {
              impatient(round);
              var agent = Lives.of(round, Round.CELL, "exec sleep 1000");
              var stop = supervisedUntil(round, agent, point);
              agent.endFirst();
              stop.kill();
              goesOn(round, agent);
            })
        .costly(FEW);
  }

  /// The recipe of the agent, with the shortest silence that there is.
  private static void impatient(Round round) throws IOException {
    var own =
        Path.of(round.box().environment().getOrDefault("HOME", ""), ".config/workcell/recipes");
    Files.createDirectories(own);
    var page = Files.readString(Path.of("skill/session-supervisor/recipes/command.md"));
    assertThat(page).contains("silence: 30m");
    Files.writeString(own.resolve("command.md"), page.replace("silence: 30m", "silence: 10s"));
  }

  private static void atWork(Round round) throws IOException {
    var agent = Lives.of(round);
    round.box().supervised();
    var pid = agent.launchAtWork();
    kill(supervisor(round));
    assertThat(Signals.lives(pid)).as("the agent lives when its supervisor dies").isTrue();
    supervise(round);
    supervisor(round);
    assertThat(agent.lives()).as("lives of the agent").hasSize(1);
    assertThat(Signals.lives(pid)).as("the agent lives when another took over").isTrue();
    agent.endFirst();
    agent.finish();
    agent.passes();
  }

  private static void stopped(Round round) throws IOException {
    var agent = Lives.of(round);
    round.box().supervised();
    var pid = agent.launchAtWork();
    var supervisor = supervisor(round);
    Signals.send("STOP", supervisor);
    var endsMeanwhile = round.turn(List.of(false, true));
    if (endsMeanwhile) {
      agent.endFirst();
    }
    var end = System.nanoTime() + 40_000_000_000L;
    Sandbox.until("40 seconds have passed", () -> System.nanoTime() > end);
    assertThat(Signals.lives(pid)).as("the agent").isEqualTo(!endsMeanwhile);
    Signals.send("CONT", supervisor);
    if (!endsMeanwhile) {
      var journal = round.box().run(Round.CELL, 1).resolve("journal.jsonl");
      Sandbox.until("it says so", () -> Files.readString(journal).contains("\"slept\""));
      assertThat(Signals.lives(pid)).as("the agent lives").isTrue();
      agent.endFirst();
    }
    agent.finish();
    assertThat(agent.passes().attempt()).as("attempts").isEqualTo(2);
  }

  private static void atOnce(Round round) throws IOException {
    var agent = Lives.of(round);
    agent.launchAtWork();
    var started = IntStream.range(0, 5).mapToObj(n -> SupervisorDies.startedOn(round)).toList();
    Sandbox.until(
        "all but one have left", () -> started.stream().filter(Process::isAlive).count() == 1);
    for (var one : started) {
      if (!one.isAlive()) {
        assertThat(one.exitValue()).as(() -> round.said(one)).isEqualTo(4);
      }
    }
    agent.endFirst();
    agent.finish();
    assertThat(agent.passes().attempt()).as("attempts").isEqualTo(2);
  }

  private static void asAnotherBegins(Round round) throws IOException {
    var box = round.box().supervised();
    var settled = round.stopAt("settle.handoff-written");
    round.launchAtWork();
    var supervisor = supervisor(round);
    var agent = Lives.of(round, "other", "exit 7");
    var launched = round.stopAt("launch.viewer-opened");
    round.start(box.argv(agent.launching("--worktree")));
    launched.reached();
    round.letGo(0);
    Sandbox.until("it is settled", () -> settled.isReached() || !Signals.lives(supervisor));
    if (settled.isReached()) {
      settled.kill();
    }
    launched.release();
    supervisorOtherThan(round, supervisor);
    agent.endFirst();
    agent.finish();
    agent.passes();
  }

  private static void leavesAsAnotherBegins(Round round) throws IOException {
    var box = round.box().supervised();
    round.launchAtWork();
    var supervisor = supervisor(round);
    var agent = Lives.of(round, "other", "exit 7");
    var launched = round.stopAt("launch.viewer-opened");
    round.start(box.argv(agent.launching("--worktree")));
    launched.reached();
    agent.pid(1);
    round.letGo(0);
    var moment = round.turn(List.of("at once", "when it is settled", "when it has left"));
    if (!moment.equals("at once")) {
      Said.yes(box.workcell("wait", Round.CELL, "--timeout", "120s"));
    }
    agent.endFirst();
    agent.finish();
    launched.release();
    agent.passes();
    assertThat(supervisor).isPositive();
  }

  /// A supervisor, or passes of one, until the workcell has come to rest as it should.
  private static void goesOn(Round round, Lives agent) throws IOException {
    agent.finish();
    if (round.turn(List.of(true, false))) {
      supervise(round);
    } else {
      Sandbox.until(
          "it is settled by one pass after the other",
          () -> {
            Said.yes(round.box().workcell("check"));
            return List.of("passed", "parked", "stopped", "unverified")
                .contains(round.box().state(agent.name()));
          });
    }
    agent.passes();
  }

  private static void supervise(Round round) {
    startedOn(round);
  }

  private static Process startedOn(Round round) {
    try {
      return round.start(round.box().argv("supervise"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /// The pid of the supervisor that leads, once one does.
  static long supervisor(Round round) throws IOException {
    return supervisorOtherThan(round, 0);
  }

  private static long supervisorOtherThan(Round round, long former) throws IOException {
    var live = round.box().home().resolve("supervisor/live");
    Sandbox.until(
        "a supervisor leads", () -> leader(live) != former && Signals.lives(leader(live)));
    return leader(live);
  }

  private static long leader(Path live) throws IOException {
    return Files.exists(live) ? Long.parseLong(Files.readAllLines(live).getFirst()) : 0;
  }

  private static void kill(long pid) throws IOException {
    Signals.send("KILL", pid);
    Signals.gone(pid);
  }
}
