package dev.workcell.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// The wrapper, the only witness of the agent's exit code, dies.
final class WrapperDies {
  private static final Map<String, Integer> NUMBERS = Map.of("HUP", 1, "INT", 2, "TERM", 15);

  private WrapperDies() {}

  static List<Row> rows() {
    return List.of(
        Row.of(
            "wrapper-killed-at-work",
            "the wrapper is killed (KILL) while the agent works",
            "the agent goes on, no second one is let in; then parked, the cause is named, our verdict"
                + " is recorded, never passed",
            WrapperDies::atWork),
        Row.of(
            "wrapper-told-to-end",
            "the wrapper gets TERM, HUP, INT (in turn) while the agent works",
            "the agent gets the signal too; the exit code is kept, witnessed `by: signal`; parked",
            WrapperDies::toldToEnd),
        Row.of(
            "wrapper-and-agent-killed",
            "the process groups of wrapper and agent are killed at once",
            "parked, the cause is named where no witness lived, the half-done tree is judged, resume"
                + " works",
            WrapperDies::withAgent),
        Row.of(
            "everything-killed-at-work",
            "wrapper, agent, viewer and launch --wait are all killed at once, as when memory runs out",
            "parked, the cause is named, the half-done tree is judged, resume works",
            WrapperDies::everything),
        Row.of(
            "wrapper-killed-while-settling",
            "the wrapper is killed (KILL) while its settle works",
            "settle finishes alone: the exit code is kept, the end is right",
            WrapperDies::whileSettling));
  }

  private static void atWork(Round round) throws IOException {
    round.launchAtWork();
    var wrapper = round.box().wrapper(Round.CELL, 1, 1);
    Signals.send("KILL", wrapper);
    Signals.gone(wrapper);
    Said.conflict(round.box().workcell("resume", Round.CELL));
    round.letGo(0);
    var end = round.end();
    vanished(round, end);
    assertThat(end.verdict()).as("our own verdict").isEqualTo("passed");
  }

  private static void withAgent(Round round) throws IOException {
    var agent = round.launchAtWork();
    Signals.toGroup("KILL", round.box().wrapper(Round.CELL, 1, 1));
    Signals.toGroup("KILL", agent);
    var end = round.end();
    vanished(round, end);
    assertThat(end.verdict()).as("our own verdict").isEqualTo("failed");
    round.resumePasses();
  }

  private static void everything(Round round) throws IOException {
    round.start(round.box().argv(round.launching(Round.CELL, "--wait")));
    round.agent();
    Sandbox.until(
        "all is dead, what was started meanwhile as well",
        () -> {
          round.box().processes().forEach(ProcessHandle::destroyForcibly);
          return round.box().processes().isEmpty();
        });
    var end = round.end();
    vanished(round, end);
    assertThat(end.verdict()).as("our own verdict").isEqualTo("failed");
    round.resumePasses();
  }

  private static void vanished(Round round, End end) throws IOException {
    assertThat(end.state()).isEqualTo("parked");
    assertThat(end.exitCode()).as("nobody saw the exit code").isEqualTo(-1);
    assertThat(end.by()).isEqualTo("vanished");
    assertThat(end.diagnosis()).as("the cause").isEqualTo("vanished");
    assertThat(round.agents()).as("agents ever started").isEqualTo(1);
  }

  private static void toldToEnd(Round round) throws IOException {
    var agent = round.launchAtWork();
    var signal = round.turn(List.of("TERM", "HUP", "INT"));
    Signals.send(signal, round.box().wrapper(Round.CELL, 1, 1));
    Signals.gone(agent);
    var end = round.end();
    assertThat(end.state()).isEqualTo("parked");
    assertThat(end.exitCode()).isEqualTo(128 + NUMBERS.getOrDefault(signal, 0));
    assertThat(end.by()).isEqualTo("signal");
    assertThat(round.agents()).as("agents ever started").isEqualTo(1);
    round.resumePasses();
  }

  private static void whileSettling(Round round) throws IOException {
    var stop = round.stopAt("settle.claimed");
    round.launch(StopPoint.FROZEN);
    round.letGo(round.code());
    stop.reached();
    var wrapper = round.box().wrapper(Round.CELL, 1, 1);
    Signals.send("KILL", wrapper);
    Signals.gone(wrapper);
    stop.release();
    round.endsAsItShould();
  }
}
