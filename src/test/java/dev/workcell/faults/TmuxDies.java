package dev.workcell.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import dev.workcell.Sandbox.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The workcell's own tmux server, its viewer, dies while the agent works.
final class TmuxDies {
  private static final String GOES_ON =
      "the agent finishes unharmed; exit code, verdict, state and handoff are right";

  private TmuxDies() {}

  static List<Row> rows() {
    return List.of(
        bySignal("KILL"),
        bySignal("TERM"),
        byCommand("kill-session"),
        byCommand("kill-server"),
        Row.of(
            "attach-leaves-nothing",
            "a person attaches, sees what the agent prints, and detaches",
            "the renderer ends with the attachment; the agent finishes unharmed",
            TmuxDies::detach),
        Row.of(
            "attach-terminal-killed",
            "the terminal that attach runs in is killed",
            "the renderer ends with the attachment; the agent finishes unharmed",
            TmuxDies::attachedTerminalDies),
        Row.of(
            "attach-after-tmux-death",
            "the tmux server is killed (KILL) while the agent works, then a person attaches",
            "attach brings a new viewer with what the agent printed; the agent finishes unharmed",
            TmuxDies::attachAfterDeath));
  }

  private static Row bySignal(String signal) {
    return Row.of(
        "tmux-server-" + signal.toLowerCase(java.util.Locale.ROOT),
        "the cell's tmux server gets %s while the agent works".formatted(signal),
        GOES_ON,
        round -> {
          round.launchAtWork();
          var server = server(round);
          Signals.send(signal, server);
          Signals.gone(server);
          round.finishesAsItShould();
        });
  }

  private static Row byCommand(String command) {
    return Row.of(
        "tmux-" + command,
        "`tmux %s` on the cell's server while the agent works".formatted(command),
        GOES_ON,
        round -> {
          round.launchAtWork();
          var server = server(round);
          Said.yes(tmux(round, command));
          Signals.gone(server);
          round.finishesAsItShould();
        });
  }

  private static void detach(Round round) throws IOException {
    round.launchAtWork();
    try (var desk = attached(round)) {
      desk.press("C-b", "d");
      Sandbox.until("attach came back", () -> !desk.busy());
      noRenderer(round);
    }
    round.finishesAsItShould();
  }

  private static void attachedTerminalDies(Round round) throws IOException {
    round.launchAtWork();
    try (var desk = attached(round)) {
      desk.kill();
    }
    noRenderer(round);
    round.finishesAsItShould();
  }

  private static void attachAfterDeath(Round round) throws IOException {
    round.launchAtWork();
    var server = server(round);
    Signals.send("KILL", server);
    Signals.gone(server);
    try (var desk = attached(round)) {
      assertThat(server(round)).as("the new server").isNotEqualTo(server);
      desk.press("C-b", "d");
      Sandbox.until("attach came back", () -> !desk.busy());
    }
    noRenderer(round);
    round.finishesAsItShould();
  }

  /// A person at a desk of their own who looks at the agent.
  private static Desk attached(Round round) throws IOException {
    var desk = Desk.open(round, round.box().argv("attach", Round.CELL));
    Sandbox.until("the agent's words are on the screen", () -> desk.screen().contains("at work"));
    return desk;
  }

  private static void noRenderer(Round round) {
    Sandbox.until(
        "no renderer is left",
        () ->
            round.box().processes().stream()
                .noneMatch(p -> p.info().commandLine().orElse("").contains("Main view ")));
  }

  /// The pid of the cell's tmux server, once it answers.
  static long server(Round round) {
    var pid = new ArrayList<Long>();
    Sandbox.until(
        "the viewer is there",
        () -> {
          var said = tmux(round, "display-message", "-p", "#{pid}");
          return said.code() == 0 && pid.add(Long.parseLong(said.out().strip()));
        });
    return pid.getFirst();
  }

  static Path socket(Round round) throws IOException {
    try (var sockets = Files.list(round.box().home().resolve("s"))) {
      return sockets.findFirst().orElseThrow();
    }
  }

  private static Result tmux(Round round, String... words) throws IOException {
    var argv = new ArrayList<>(List.of("tmux", "-S", socket(round).toString(), "-f", "/dev/null"));
    argv.addAll(List.of(words));
    return round.box().exec(argv);
  }
}
