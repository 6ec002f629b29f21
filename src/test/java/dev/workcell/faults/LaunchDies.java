package dev.workcell.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/// `workcell launch` is killed at each of its named points.
final class LaunchDies {
  private static final String NOTHING =
      "nothing was made: no such name, no agent, and the same launch works at once";
  private static final String AGENT_GOES_ON =
      "the wrapper lives on its own: the agent finishes, its exit code is kept, we judge its work";

  private LaunchDies() {}

  static List<Row> rows() {
    return Stream.of(
            Stream.of("launch.claimed", "launch.salvaged", "launch.drafted")
                .map(p -> row(p, NOTHING, round -> before(round, p))),
            Stream.of("launch.worktree-added")
                .map(p -> row(p, NOTHING, round -> before(round, p, "--worktree"))),
            Stream.of(
                row(
                    "launch.renamed",
                    "the cell is whole: parked with the cause, no agent was started, resume works",
                    LaunchDies::parked)),
            Stream.of("launch.wrapper-started", "launch.viewer-opened")
                .map(p -> row(p, AGENT_GOES_ON, round -> goesOn(round, p))),
            Stream.of(
                Row.of(
                    "launch-told-to-end",
                    "launch gets HUP, INT, TERM (in turn) before the cell has its name",
                    NOTHING,
                    LaunchDies::toldToEnd),
                Row.of(
                    "launch-group-before-the-name",
                    "launch's whole process group is killed before the cell has its name",
                    NOTHING,
                    LaunchDies::groupBefore),
                Row.of(
                    "launch-group-at-work",
                    "the whole process group of launch --wait is killed while the agent works",
                    AGENT_GOES_ON,
                    LaunchDies::groupAtWork)))
        .flatMap(s -> s)
        .toList();
  }

  private static Row row(String point, String promise, Row.Injection injection) {
    return Row.of(
        "launch-killed-at-" + point.substring(point.indexOf('.') + 1),
        "launch is killed (KILL) at its point `%s`".formatted(point),
        promise,
        injection);
  }

  private static void before(Round round, String point, String... more) throws IOException {
    var stop = round.stopAt(point);
    round.start(round.box().argv(round.launching(Round.CELL, more)));
    stop.kill();
    nothingWasMade(round, more);
  }

  private static void nothingWasMade(Round round, String... more) throws IOException {
    assertThat(round.cells()).as("names").allMatch(n -> n.startsWith("."));
    Said.notFound(round.box().workcell("show", Round.CELL));
    assertThat(round.box().processes()).as("processes left").isEmpty();
    assertThat(round.agents()).as("agents").isZero();
    round.launch(more);
    round.finishesAsItShould();
    round.box().workcell("gc");
    assertThat(round.cells()).as("after gc").containsExactly(Round.CELL);
  }

  private static void parked(Round round) throws IOException {
    var stop = round.stopAt("launch.renamed");
    round.start(round.box().argv(round.launching(Round.CELL)));
    stop.kill();
    var end = round.end();
    assertThat(end.state()).isEqualTo("parked");
    assertThat(end.diagnosis()).as("the cause").isEqualTo("vanished");
    assertThat(round.agents()).as("agents").isZero();
    round.resumePasses();
  }

  private static void goesOn(Round round, String point) throws IOException {
    var stop = round.stopAt(point);
    round.start(round.box().argv(round.launching(Round.CELL)));
    stop.kill();
    Said.conflict(round.box().workcell("resume", Round.CELL));
    round.finishesAsItShould();
  }

  private static void toldToEnd(Round round) throws IOException {
    var stop = round.stopAt("launch.drafted");
    var launch = round.start(round.box().argv(round.launching(Round.CELL)));
    var pid = stop.reached();
    Signals.send(round.turn(List.of("HUP", "INT", "TERM")), pid);
    Sandbox.until("launch ended", () -> !launch.isAlive());
    stop.release();
    nothingWasMade(round);
  }

  private static void groupBefore(Round round) throws IOException {
    var stop = round.stopAt("launch.drafted");
    var launch = round.start(round.box().argv(round.launching(Round.CELL)));
    stop.reached();
    Signals.toGroup("KILL", launch.pid());
    Signals.gone(launch.pid());
    nothingWasMade(round);
  }

  private static void groupAtWork(Round round) throws IOException {
    var launch = round.start(round.box().argv(round.launching(Round.CELL, "--wait")));
    round.agent();
    Signals.toGroup("KILL", launch.pid());
    Signals.gone(launch.pid());
    round.finishesAsItShould();
  }
}
