package dev.workcell.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/// The agent is killed in the middle of its work.
final class AgentDies {
  private static final Map<String, Integer> NUMBERS =
      Map.of("HUP", 1, "INT", 2, "QUIT", 3, "KILL", 9, "SEGV", 11, "TERM", 15);

  private AgentDies() {}

  static List<Row> rows() {
    return List.of(
        row("agent-killed", "the agent is killed (KILL)", false, List.of("KILL")),
        row(
            "agent-told-to-end",
            "the agent gets TERM, HUP, INT, QUIT, SEGV (in turn)",
            false,
            List.of("TERM", "HUP", "INT", "QUIT", "SEGV")),
        row(
            "agent-group-killed",
            "the agent's whole process group is killed",
            true,
            List.of("KILL")));
  }

  private static Row row(String id, String fault, boolean group, List<String> signals) {
    return Row.of(
        id,
        fault,
        "the exit code is kept, the half-done tree is judged, parked as crashed, resume works",
        round -> dies(round, group, round.turn(signals)));
  }

  private static void dies(Round round, boolean group, String signal) throws IOException {
    var agent = round.launchAtWork();
    if (group) {
      Signals.toGroup(signal, agent);
    } else {
      Signals.send(signal, agent);
    }
    var end = round.end();
    assertThat(end.exitCode()).isEqualTo(128 + NUMBERS.getOrDefault(signal, 0));
    assertThat(end.by()).isEqualTo("agent");
    assertThat(end.state()).isEqualTo("parked");
    assertThat(end.diagnosis()).as("the cause").isEqualTo("crashed");
    assertThat(end.verdict()).isEqualTo("failed");
    assertThat(round.agents()).isEqualTo(1);
    round.resumePasses();
  }
}
