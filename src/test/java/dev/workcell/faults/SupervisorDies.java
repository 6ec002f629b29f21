package dev.workcell.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The supervisor dies, at each point where it writes; another takes over.
final class SupervisorDies {
  static final String TAKEN_OVER =
      "the next supervisor, or `workcell check` in turns, goes on: never two agents at once, no number"
          + " used twice, the half-done tree saved, passed";

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
            Stream.of("cut.recorded", "cut.ended").map(SupervisorDies::whileCutting))
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
      Supervisor.takesOver(round);
    } else {
      stop = round.stopAt(point);
      round.box().supervised();
      agent.launchAtWork();
    }
    Supervisor.pid(round);
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
        });
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

  /// A supervisor, or passes of one, until the workcell has come to rest as it should.
  private static void goesOn(Round round, Lives agent) throws IOException {
    if (round.turn(List.of(true, false))) {
      Supervisor.takesOver(round);
      agent.finish();
    } else {
      agent.finish();
      Sandbox.until(
          "it is settled by one pass after the other",
          () -> {
            Said.yes(round.box().workcell("check"));
            return List.of("passed", "stopped", "unverified")
                .contains(round.box().state(agent.name()));
          });
    }
    agent.passes();
  }
}
