package dev.workcell.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;

/// A verb of the operator is killed half-way: resume, stop, rm.
final class OperatorDies {
  private OperatorDies() {}

  static List<Row> rows() {
    return List.of(
        resume(
            "resume.salvaged",
            "no run was begun, no agent was started; the same resume works at once and passes"),
        resume(
            "resume.drafted",
            "no run was begun, no agent was started; the same resume works at once and passes"),
        Row.of(
            "resume-killed-at-wrapper-started",
            "resume is killed (KILL) at its point `launch.wrapper-started`",
            "the wrapper lives on its own: the second run passes, never a second agent in it",
            OperatorDies::resumeGoesOn),
        Row.of(
            "stop-killed-then-next-look",
            "stop is killed (KILL) at its point `stop.wanted`",
            "the wish holds: the next look carries it out, the cell ends stopped, never passed",
            OperatorDies::stop),
        Row.of(
            "rm-killed-at-refs-deleted",
            "rm is killed (KILL) at its point `rm.refs-deleted`",
            "the cell is still whole; the same rm removes it, and the name is free",
            OperatorDies::remove));
  }

  private static Row resume(String point, String promise) {
    return Row.of(
        "resume-killed-at-" + point.substring(7),
        "resume is killed (KILL) at its point `%s`".formatted(point),
        promise,
        round -> {
          parked(round);
          var stop = round.stopAt(point);
          round.start(round.box().argv("resume", Round.CELL));
          stop.kill();
          assertThat(round.end().state()).isEqualTo("parked");
          assertThat(round.agents()).as("agents").isEqualTo(1);
          round.resumePasses();
        });
  }

  private static void resumeGoesOn(Round round) throws IOException {
    parked(round);
    var stop = round.stopAt("launch.wrapper-started");
    round.letGo(0);
    round.start(round.box().argv("resume", Round.CELL));
    stop.kill();
    var end = round.end();
    assertThat(end.run()).isEqualTo(2);
    assertThat(end.state()).isEqualTo("passed");
    assertThat(round.agents()).as("agents").isEqualTo(2);
  }

  private static void stop(Round round) throws IOException {
    var agent = round.launchAtWork();
    var stop = round.stopAt("stop.wanted");
    round.start(round.box().argv("stop", Round.CELL));
    stop.kill();
    assertThat(Signals.lives(agent)).as("the agent lives when stop dies").isTrue();
    var end = round.end();
    assertThat(end.state()).isEqualTo("stopped");
    assertThat(end.exitCode()).as("the exit code of the agent").isEqualTo(143);
    assertThat(round.agents()).as("agents").isEqualTo(1);
  }

  private static void remove(Round round) throws IOException {
    parked(round);
    var stop = round.stopAt("rm.refs-deleted");
    round.start(round.box().argv("rm", Round.CELL));
    stop.kill();
    assertThat(round.end().state()).isEqualTo("parked");
    Said.yes(round.box().workcell("rm", Round.CELL));
    assertThat(round.cells()).as("names").isEmpty();
    assertThat(round.box().git("for-each-ref", "refs/workcell")).as("salvage refs").isEmpty();
    round.box().git("clean", "-fdq");
    round.letGo(0);
    Said.yes(round.box().workcell(round.launching(Round.CELL, "--wait")));
  }

  /// One run that ended with 7, its work done.
  private static void parked(Round round) throws IOException {
    round.letGo(7);
    round.launch();
    assertThat(round.end().state()).isEqualTo("parked");
  }
}
