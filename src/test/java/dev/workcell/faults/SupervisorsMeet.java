package dev.workcell.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/// A supervisor dies, stands still or leaves while there is work, and another comes.
final class SupervisorsMeet {

  private SupervisorsMeet() {}

  static List<Row> rows() {
    return List.of(
        Row.of(
            "supervisor-killed-at-work",
            "the supervisor is killed (KILL) while the agent works",
            "the agent goes on unharmed; " + SupervisorDies.TAKEN_OVER,
            SupervisorsMeet::atWork),
        Row.of(
            "supervisor-stopped-for-a-while",
            "the supervisor stands still (STOP) for 40 s, then goes on; the agent works, or"
                + " ends meanwhile (in turn)",
            "nobody is taken for dead, nothing is started twice; it goes on and passes",
            SupervisorsMeet::stopped),
        Row.of(
            "supervisors-at-once",
            "5 supervisors are started at once on a workcell that nobody supervises",
            "one leads, 4 are refused with exit 4; the workcell goes on and passes",
            SupervisorsMeet::atOnce),
        Row.of(
            "supervisor-killed-as-another-begins",
            "the supervisor is killed (KILL) when its last workcell is settled and another"
                + " launch has made its own",
            "the launch brings a supervisor of its own: the new workcell goes on by itself and"
                + " passes",
            SupervisorsMeet::asAnotherBegins),
        Row.of(
            "supervisor-leaves-as-another-begins",
            "another launch begins before, while and after the supervisor leaves (in turn)",
            "the new workcell is never left alone: it goes on by itself and passes",
            SupervisorsMeet::leavesAsAnotherBegins));
  }

  private static void atWork(Round round) throws IOException {
    var agent = Lives.of(round);
    round.box().supervised();
    var pid = agent.launchAtWork();
    kill(Supervisor.pid(round));
    assertThat(Signals.lives(pid)).as("the agent lives when its supervisor dies").isTrue();
    Supervisor.takesOver(round);
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
    var supervisor = Supervisor.pid(round);
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
      Said.yes(round.box().workcell("check"));
      assertThat(agent.lives()).as("lives of the agent").hasSize(1);
      assertThat(Signals.lives(pid)).as("the agent lives").isTrue();
      agent.endFirst();
    }
    agent.finish();
    assertThat(agent.passes().attempt()).as("attempts").isEqualTo(2);
  }

  private static void atOnce(Round round) throws IOException {
    var agent = Lives.of(round);
    agent.launchAtWork();
    var started = IntStream.range(0, 5).mapToObj(n -> Supervisor.start(round)).toList();
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
    var supervisor = Supervisor.pid(round);
    var agent = Lives.of(round, "other", "exit 7");
    var launched = round.stopAt("launch.viewer-opened");
    round.start(box.argv(agent.launching("--worktree")));
    launched.reached();
    round.letGo(0);
    Sandbox.until("it is settled", () -> settled.isReached() || !Signals.lives(supervisor));
    if (settled.isReached()) {
      settled.kill();
    }
    if (Signals.lives(supervisor)) {
      kill(supervisor); // its wrapper had waited 300 ms in vain, and the settle of that was killed
    }
    launched.release();
    Supervisor.pidOtherThan(round, supervisor);
    agent.endFirst();
    agent.finish();
    agent.passes();
  }

  private static void leavesAsAnotherBegins(Round round) throws IOException {
    var box = round.box().supervised();
    round.launchAtWork();
    var supervisor = Supervisor.pid(round);
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

  private static void kill(long pid) throws IOException {
    Signals.send("KILL", pid);
    Signals.gone(pid);
  }
}
