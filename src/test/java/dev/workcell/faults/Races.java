package dev.workcell.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/// Twenty launches at once: one wins, the others are refused, and one agent is started.
final class Races {
  private static final int RACERS = 20;
  private static final int MOST_ROUNDS = 20;

  private Races() {}

  static List<Row> rows() {
    return List.of(
        Row.of(
                "race-one-name",
                "20 launches of one name on one repo at once",
                "one agent; 19 refusals, and nothing else was made",
                round -> race(round, n -> round.launching(Round.CELL)))
            .costly(MOST_ROUNDS),
        Row.of(
                "race-one-name-own-trees",
                "20 launches of one name at once, each with a work tree of its own",
                "one agent; 19 refusals, and nothing else was made: no other work tree, no branch",
                Races::ownTrees)
            .costly(MOST_ROUNDS),
        Row.of(
                "race-one-repo",
                "20 launches of 20 names on one repo at once",
                "one agent; 19 refusals, and nothing else was made",
                round -> race(round, n -> round.launching("fix-" + n)))
            .costly(MOST_ROUNDS));
  }

  private static void ownTrees(Round round) throws IOException {
    race(round, n -> round.launching(Round.CELL, "--worktree"));
    assertThat(round.box().git("worktree", "list").lines()).as("work trees").hasSize(2);
    assertThat(round.box().git("branch", "--list", "workcell/*").lines()).as("branches").hasSize(1);
  }

  private static void race(Round round, IntFunction<String[]> launch) throws IOException {
    var racers = new ArrayList<Process>();
    for (var n = 0; n < RACERS; n++) {
      racers.add(round.start(round.box().argv(launch.apply(n))));
    }
    Sandbox.until("all have come back", () -> racers.stream().noneMatch(Process::isAlive));
    var winners = racers.stream().filter(racer -> racer.exitValue() == 0).toList();
    assertThat(winners).as("launches that succeeded").hasSize(1);
    for (var racer : racers) {
      assertThat(racer.exitValue()).as(() -> round.said(racer)).isIn(0, 4);
    }
    round.agent();
    assertThat(round.cells()).as("workcells").hasSize(1);
    var winner = round.cells().getFirst();
    round.letGo(0);
    Said.yes(round.box().workcell("wait", winner, "--timeout", "60s"));
    Sandbox.until("nothing is left running", () -> round.box().processes().isEmpty());
    assertThat(round.agents()).as("agents ever started").isEqualTo(1);
    var refs = round.box().git("for-each-ref", "--format=%(refname)", "refs/workcell").lines();
    assertThat(refs).as("salvage refs").allMatch(ref -> ref.contains("/" + winner + "-"));
  }
}
