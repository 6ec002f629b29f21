package dev.workcell.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;

/// The terminal that `workcell launch` runs in goes away, as when an SSH connection drops.
final class TerminalDies {
  private static final String GOES_ON = "the agent finishes unharmed and we judge its work";

  private TerminalDies() {}

  static List<Row> rows() {
    return List.of(
        Row.of(
            "terminal-closed-at-work",
            "the terminal of launch --wait is closed while the agent works (SSH drop)",
            GOES_ON,
            TerminalDies::atWork),
        Row.of(
            "terminal-closed-after-launch",
            "the terminal is closed when launch has come back and the agent works",
            GOES_ON,
            TerminalDies::afterLaunch),
        Row.of(
            "terminal-closed-before-the-name",
            "the terminal is closed before the cell has its name",
            "nothing was made: no such name, no agent, and the same launch works at once",
            TerminalDies::beforeTheName),
        Row.of(
            "terminal-closed-at-wrapper-started",
            "the terminal is closed right after launch started the wrapper",
            GOES_ON,
            TerminalDies::atWrapperStarted),
        Row.of(
            "terminal-tmux-killed",
            "launch --wait runs inside the person's own tmux and that server is killed",
            GOES_ON,
            TerminalDies::ownTmux));
  }

  private static void atWork(Round round) throws IOException {
    try (var terminal = Pty.open(round, round.box().argv(round.launching(Round.CELL, "--wait")))) {
      round.agent();
      terminal.hangUp();
    }
    round.finishesAsItShould();
  }

  private static void afterLaunch(Round round) throws IOException {
    var launch = Pty.line(round.box().argv(round.launching(Round.CELL)));
    try (var terminal = Pty.open(round, List.of("sh", "-c", launch + "; sleep 1000"))) {
      round.agent();
      terminal.hangUp();
    }
    round.finishesAsItShould();
  }

  private static void beforeTheName(Round round) throws IOException {
    var stop = round.stopAt("launch.drafted");
    try (var terminal = Pty.open(round, round.box().argv(round.launching(Round.CELL)))) {
      var launch = stop.reached();
      terminal.hangUp();
      Signals.gone(launch);
    }
    stop.release();
    assertThat(round.cells()).as("names").allMatch(n -> n.startsWith("."));
    assertThat(round.agents()).as("agents").isZero();
    round.launch();
    round.finishesAsItShould();
  }

  private static void atWrapperStarted(Round round) throws IOException {
    var stop = round.stopAt("launch.wrapper-started");
    try (var terminal = Pty.open(round, round.box().argv(round.launching(Round.CELL)))) {
      var launch = stop.reached();
      terminal.hangUp();
      Signals.gone(launch);
    }
    round.finishesAsItShould();
  }

  private static void ownTmux(Round round) throws IOException {
    try (var desk = Desk.open(round, round.box().argv(round.launching(Round.CELL, "--wait")))) {
      round.agent();
      desk.kill();
    }
    round.finishesAsItShould();
  }
}
