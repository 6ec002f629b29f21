package dev.workcell.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// An agent in a terminal of its own: the keeper of the terminal dies, its viewer dies, it asks.
final class KeeperDies {
  private static final String PAGE =
      """
      ---
      name: typist
      title: An agent in a terminal
      launch: [sh, -c, "exit 1"]
      claim: exit
      grace: 2
      interactive:
        launch: [AGENT]
      signs:
        - {on: screen, when: {screen: "^May I\\\\?\\\\z"}, read: asking, ask: permission, text: "(May I.)"}
      ---
      # An agent in a terminal
      """;

  private KeeperDies() {}

  static List<Row> rows() {
    return List.of(
        Row.of(
            "keeper-killed-at-work",
            "`script`, which keeps the terminal of an interactive agent, is killed (KILL)",
            "the agent loses its terminal and ends; 137 is recorded, nothing is left; resume passes",
            KeeperDies::keeper),
        Row.of(
            "viewer-killed-at-work",
            "the tmux server that shows an interactive agent is killed (KILL)",
            "the agent goes on untouched; its code is recorded and its work is judged",
            KeeperDies::viewer),
        Row.of(
            "asking-left-alone",
            "an interactive agent asks for a permission, supervised or not (in turn)",
            "asking, with its question on record; nobody answers it or ends it; answered it goes on",
            KeeperDies::asks));
  }

  private static void keeper(Round round) throws IOException {
    launch(round, round.agentFile());
    var agent = round.agent();
    var keeper = ProcessHandle.of(agent).flatMap(ProcessHandle::parent).orElseThrow();
    assertThat(keeper.info().command().orElse("")).endsWith("script");
    Signals.send("KILL", keeper.pid());
    var end = round.end();
    assertThat(end.state()).isEqualTo("parked");
    assertThat(end.exitCode()).isEqualTo(137);
    assertThat(round.agents()).as("agents").isEqualTo(1);
    round.resumePasses();
  }

  private static void viewer(Round round) throws IOException {
    launch(round, round.agentFile());
    round.agent();
    Sandbox.until("the viewer is there", () -> !viewers(round).isEmpty());
    viewers(round).forEach(ProcessHandle::destroyForcibly);
    Sandbox.until("the viewer is gone", () -> viewers(round).isEmpty());
    round.finishesAsItShould();
  }

  private static List<ProcessHandle> viewers(Round round) {
    return round.box().marked("WORKCELL_VIEWER").stream()
        .filter(p -> p.info().command().orElse("").endsWith("tmux"))
        .toList();
  }

  private static void asks(Round round) throws IOException {
    if (round.number() % 2 == 0) {
      round.box().supervised();
    }
    var body =
        """
        echo $$ >>'%1$s/ledger'
        printf '\\033[2J\\033[HMay I?\\r\\n'
        read -r answer
        echo "$answer" >answer.txt
        echo done >done.txt
        """
            .formatted(round.box().root());
    launch(round, round.box().script(round.box().root().resolve("asker"), body));
    var agent = round.agent();
    Sandbox.until("it is asking", () -> round.box().state(Round.CELL).equals("asking"));
    assertThat(round.box().value(Round.CELL, "because")).asString().contains("May I?");
    assertThat(Signals.lives(agent)).isTrue();
    assertThat(round.box().repo().resolve("answer.txt")).doesNotExist();
    Files.writeString(round.box().run(Round.CELL, 1).resolve("attempts/1/keys"), "you may\r");
    var end = round.end();
    assertThat(end.state()).isEqualTo("passed");
    assertThat(round.box().repo().resolve("answer.txt")).hasContent("you may\n");
    assertThat(round.agents()).as("agents").isEqualTo(1);
  }

  private static void launch(Round round, Path agent) throws IOException {
    var pages = round.box().root().resolve("home/.config/workcell/recipes");
    Files.createDirectories(pages);
    Files.writeString(pages.resolve("typist.md"), PAGE.replace("AGENT", agent.toString()));
    Said.yes(
        round
            .box()
            .workcell(round.box().launching(Round.CELL, "--agent", "typist", "--interactive")));
  }
}
