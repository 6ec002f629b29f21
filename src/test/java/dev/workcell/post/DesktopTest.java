package dev.workcell.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// The real notify-send, a notification daemon and a D-Bus of their own. It is not run where these
/// are not installed (`scripts/install-tools notify-send dbus-daemon dbusmock` brings them).
@DisplayNameGeneration(ReplaceUnderscores.class)
class DesktopTest {
  private static final String PYTHON = "/usr/bin/python3";

  @Test
  void what_needs_a_person_is_shown_as_critical() throws IOException {
    try (var box = Sandbox.open()) {
      installed(box);
      var shown = box.root().resolve("shown");
      bus(box);
      assertThat(box.workcell("notify", "test", "desktop").err())
          .contains("desktop was not told", "no notification daemon runs", "workcell notify retry");

      start(
          box,
          PYTHON,
          "-m",
          "dbusmock",
          "--session",
          "--template",
          "notification_daemon",
          "-l",
          shown.toString());
      Sandbox.until(
          "it is shown",
          () -> box.workcell("notify", "test", "desktop").out().contains("it is shown"));
      box.launchDemo(
          "fix", List.of("write done.txt half", "claim-done"), "--notify", "desktop:parked");
      box.settle("fix");
      Sandbox.until(
          "the workcell is shown",
          () -> {
            box.workcell("check");
            return Files.readString(shown).contains("fix needs you");
          });

      assertThat(Files.readString(shown))
          .contains("Notify \"workcell\" 0 \"\" \"fix needs you: partial-completion\"")
          .contains("next: workcell check fix")
          .containsPattern("(?s)fix needs you.*\"urgency\": (<byte )?(uint8 )?(2|0x02)");
    }
  }

  @Test
  void without_a_session_it_says_so_and_keeps_the_notice() throws IOException {
    try (var box = Sandbox.open()) {
      installed(box);
      box.with("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + box.root().resolve("no-bus"));
      var test = box.workcell("notify", "test", "desktop");
      assertThat(test.code()).as(test.all()).isEqualTo(5);
      assertThat(test.err()).contains("there is no desktop session here");
    }
  }

  private static void bus(Sandbox box) throws IOException {
    var socket = box.root().resolve("bus");
    start(
        box, "dbus-daemon", "--session", "--nofork", "--nosyslog", "--address=unix:path=" + socket);
    Sandbox.until("the bus is there", () -> Files.exists(socket));
    box.with("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + socket);
  }

  /// Ended with the sandbox, whose home is in its environment.
  private static void start(Sandbox box, String... argv) throws IOException {
    var builder = new ProcessBuilder(argv).directory(box.root().toFile());
    builder.environment().clear();
    builder.environment().putAll(box.environment());
    builder
        .redirectErrorStream(true)
        .redirectOutput(box.root().resolve("bus.log").toFile())
        .start();
  }

  private static void installed(Sandbox box) {
    for (var program : List.of("notify-send", "dbus-daemon")) {
      assumeThat(box.exec(List.of("sh", "-c", "command -v " + program)).code())
          .as("NOT RUN: %s is not installed", program)
          .isZero();
    }
    assumeThat(Files.exists(Path.of(PYTHON))).as("NOT RUN: there is no python3").isTrue();
    assumeThat(box.exec(List.of(PYTHON, "-c", "import dbusmock")).code())
        .as("NOT RUN: python3-dbusmock is not installed")
        .isZero();
  }
}
