package dev.workcell.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;

/// Settle is killed at each of its named points: alone, and with the wrapper above it.
final class SettleDies {
  private static final List<String> POINTS =
      List.of(
          "settle.claimed",
          "settle.leftovers-ended",
          "settle.tree-recorded",
          "settle.output-read",
          "settle.verified",
          "settle.settled",
          "settle.handoff-written");

  private SettleDies() {}

  static List<Row> rows() {
    return Stream.of(
            POINTS.stream().map(SettleDies::alone),
            POINTS.stream().map(SettleDies::withWrapper),
            Stream.of(
                Row.of(
                    "settle-killed-while-checking",
                    "settle is killed (KILL) while verify.sh runs",
                    "the check is run anew to its end; the first one is not left running",
                    SettleDies::whileChecking),
                Row.of(
                    "check-hangs",
                    "verify.sh leaves a daemon behind and hangs",
                    "ended after its time with all that it started; timed-out, never passed",
                    SettleDies::hangs)))
        .flatMap(s -> s)
        .toList();
  }

  private static Row alone(String point) {
    return Row.of(
        "settle-killed-at-" + point.substring(7),
        "settle is killed (KILL) at its point `%s`".formatted(point),
        "the wrapper settles again: the exit code is kept, the end is right",
        round -> {
          settlesUntil(round, point).kill();
          round.endsAsItShould();
        });
  }

  private static Row withWrapper(String point) {
    return Row.of(
        "settle-group-killed-at-" + point.substring(7),
        "the whole process group of wrapper and settle is killed at `%s`".formatted(point),
        "the next look settles: the exit code is kept, the end is right",
        round -> {
          var settle = settlesUntil(round, point).reached();
          Signals.toGroup("KILL", round.box().wrapper(Round.CELL, 1, 1));
          Signals.gone(settle);
          round.endsAsItShould();
        });
  }

  private static StopPoint settlesUntil(Round round, String point) throws IOException {
    var stop = round.stopAt(point);
    round.letGo(round.code());
    round.launch(StopPoint.FROZEN);
    return stop;
  }

  private static void whileChecking(Round round) throws IOException {
    var box = round.box();
    var checks = box.root().resolve("checks");
    var check =
        box.script(
            box.root().resolve("check"),
            """
            echo "$PPID" >>'%1$s'
            if [ "$(wc -l <'%1$s')" -eq 1 ]; then sleep 1000; fi
            grep -qx done done.txt
            """
                .formatted(checks));
    round.letGo(round.code());
    round.launch("--verify", check.toString());
    Sandbox.until("the check runs", () -> Files.exists(checks) && Files.size(checks) > 0);
    var settle = Long.parseLong(Files.readAllLines(checks).getFirst());
    Signals.send("KILL", settle);
    round.endsAsItShould();
    assertThat(Files.readAllLines(checks)).as("runs of the check").hasSize(2);
  }

  private static void hangs(Round round) throws IOException {
    var box = round.box().with("WORKCELL_VERIFY_LIMIT", "2");
    var check =
        box.script(
            box.root().resolve("check"),
            "setsid sleep 1000 >/dev/null 2>&1 &\nwhile :; do sleep 1; done");
    round.letGo(0);
    round.launch("--verify", check.toString(), "--env", "WORKCELL_VERIFY_LIMIT");
    var end = round.end();
    assertThat(end.state()).isEqualTo("parked");
    assertThat(end.verdict()).isEqualTo("timed-out");
    assertThat(end.exitCode()).as("the exit code of the agent").isZero();
  }
}
