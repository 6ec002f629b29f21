package dev.workcell.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;

/// The viewer of a workcell hangs, its socket is something else, or its program was replaced.
final class TmuxMisbehaves {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private TmuxMisbehaves() {}

  static List<Row> rows() {
    return List.of(
        Row.of(
            "tmux-server-stopped",
            "the cell's tmux server hangs (STOP) while the agent works",
            "show and ls answer; the agent finishes unharmed and is judged",
            TmuxMisbehaves::hangs),
        Row.of(
            "tmux-socket-replaced",
            "in the place of the cell's socket is a file, or a link to a file (in turn)",
            "nothing is put in its place and no content is lost; the agent finishes unharmed",
            TmuxMisbehaves::replaced),
        Row.of(
            "tmux-upgraded",
            "tmux is replaced by one that does not understand the running server",
            "only the viewer is lost; the agent finishes unharmed",
            TmuxMisbehaves::upgraded));
  }

  private static void hangs(Round round) throws IOException {
    round.launchAtWork();
    var server = TmuxDies.server(round);
    Signals.send("STOP", server);
    for (var words : List.of(new String[] {"show", Round.CELL}, new String[] {"ls"})) {
      var began = System.nanoTime();
      Said.yes(round.box().workcell(words));
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(PATIENCE);
    }
    round.letGo(round.code());
    Sandbox.until(
        "it is settled", () -> List.of("passed", "parked").contains(round.box().state(Round.CELL)));
    Signals.send("CONT", server);
    round.endsAsItShould();
  }

  private static void replaced(Round round) throws IOException {
    round.launchAtWork();
    var server = TmuxDies.server(round);
    Signals.send("KILL", server);
    Signals.gone(server);
    var socket = TmuxDies.socket(round);
    Files.delete(socket);
    var precious = Files.writeString(round.box().root().resolve("precious"), "of a person\n");
    var link = round.turn(List.of(false, true));
    if (link) {
      Files.createSymbolicLink(socket, precious);
    } else {
      Files.copy(precious, socket);
    }
    var said = round.box().workcell("attach", Round.CELL);
    assertThat(said.code()).as(said.all()).isNotZero();
    round.finishesAsItShould();
    round.box().workcell("gc");
    assertThat(Files.readString(precious)).isEqualTo("of a person\n");
    assertThat(Files.readString(socket)).isEqualTo("of a person\n");
  }

  private static void upgraded(Round round) throws IOException {
    var box = round.box();
    var bin = Files.createDirectories(box.root().resolve("bin"));
    var upgraded = box.root().resolve("upgraded");
    var real = box.exec(List.of("sh", "-c", "command -v tmux")).out().strip();
    box.script(
        bin.resolve("tmux"),
        """
        if [ -e '%s' ]; then echo 'server exited unexpectedly' >&2; exit 1; fi
        exec %s "$@"
        """
            .formatted(upgraded, real));
    box.with("PATH", bin + ":" + box.environment().get("PATH"));
    round.launchAtWork();
    TmuxDies.server(round);
    Files.createFile(upgraded);
    Said.yes(box.workcell("show", Round.CELL));
    var said = box.workcell("attach", Round.CELL);
    assertThat(said.code()).as(said.all()).isNotZero();
    round.finishesAsItShould();
  }
}
