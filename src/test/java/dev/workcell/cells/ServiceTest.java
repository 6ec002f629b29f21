package dev.workcell.cells;

import static dev.workcell.cells.Refusals.nothingMade;
import static dev.workcell.cells.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import io.avaje.json.mapper.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// The real program against scripted starters: real systemd and launchd are not in a container.
@DisplayNameGeneration(ReplaceUnderscores.class)
class ServiceTest {
  private static final String ENABLE = "systemctl --user enable --now workcell.service";
  private static final String RELOAD = "systemctl --user daemon-reload";
  private static final String RESTART = "systemctl --user restart workcell.service";

  @Test
  void an_install_on_systemd_enables_the_present_build_and_names_what_is_missing_for_a_boot()
      throws IOException {
    try (var box = Sandbox.open()) {
      var starters = Starters.in(box);
      assertThat(box.workcell("service", "status").code()).isEqualTo(3);
      starters.acts();

      var done = box.workcell("service", "install");
      assertThat(done.code()).as(done.all()).isEqualTo(0);
      assertThat(done.out()).contains("  mend    loginctl enable-linger " + user() + "\n");
      assertThat(starters.acts()).containsExactly(RELOAD, ENABLE);
      var unit = Files.readString(unit(box));
      var program = box.home().resolve("app").resolve(build()).resolve("workcell");
      assertThat(program).isExecutable();
      assertThat(unit)
          .contains("\nExecStart=" + program + " supervise --stay\n")
          .contains("\nEnvironment=WORKCELL_HOME=" + box.home() + "\n")
          .contains("\nEnvironment=PATH=" + box.environment().get("PATH") + "\n")
          .contains("\nEnvironment=LANG=C.UTF-8\n");
      assertThat(Files.getPosixFilePermissions(unit(box))).as("0600").hasSize(2);

      var status = status(box);
      assertThat(status)
          .containsEntry("installed", true)
          .containsEntry("running", true)
          .containsEntry("enabled", true)
          .containsEntry("state", "active")
          .containsEntry("build", build())
          .containsEntry("current", true)
          .containsEntry("linger", false)
          .containsEntry("file", unit(box).toString());
      assertThat(box.workcell("service", "status").code()).isEqualTo(0);
    }
  }

  @Test
  void what_the_unit_names_supervises_this_home_from_an_environment_that_is_else_empty()
      throws IOException {
    try (var box = Sandbox.open()) {
      Starters.in(box);
      box.workcell("service", "install");
      var argv = new ArrayList<>(List.of("env", "-i", "HOME=" + box.environment().get("HOME")));
      for (var line : Files.readAllLines(unit(box))) {
        if (line.startsWith("Environment=")) {
          argv.add(line.substring("Environment=".length()));
        } else if (line.startsWith("ExecStart=")) {
          argv.addAll(List.of(line.substring("ExecStart=".length()).split(" ", -1)));
        }
      }
      var out = box.root().resolve("service.out");
      var service =
          new ProcessBuilder(argv).redirectErrorStream(true).redirectOutput(out.toFile()).start();
      Sandbox.until(
          "it supervises", () -> Files.readString(out).contains("supervising " + box.home()));
      assertThat(service.isAlive()).as("nothing is open, and it stays").isTrue();
      service.destroy();
      Sandbox.until("it ends when it is told", () -> !service.isAlive());
    }
  }

  @Test
  void once_more_is_the_same_again_and_starts_the_supervisor_anew() throws IOException {
    try (var box = Sandbox.open()) {
      var starters = Starters.in(box).with("linger");
      box.workcell("service", "install");
      var unit = Files.readString(unit(box));
      starters.acts();
      var again = box.workcell("service", "install");
      assertThat(again.code()).as(again.all()).isEqualTo(0);
      assertThat(again.out()).doesNotContain("mend");
      assertThat(starters.acts()).containsExactly(RELOAD, ENABLE, RESTART);
      assertThat(unit(box)).hasContent(unit);
      try (var beside = Files.list(unit(box).getParent())) {
        assertThat(beside).as("no draft is left").containsExactly(unit(box));
      }
    }
  }

  @Test
  void lingering_is_switched_on_only_when_asked_and_a_system_that_refuses_it_is_told()
      throws IOException {
    try (var box = Sandbox.open()) {
      var starters = Starters.in(box).with("refuses-linger");
      var done = box.workcell("service", "install", "--linger");
      assertThat(done.code()).as(done.all()).isEqualTo(5);
      assertThat(done.err())
          .contains("Access denied", "  mend: sudo loginctl enable-linger " + user());
      assertThat(starters.is("active")).isTrue();

      starters.without("refuses-linger");
      assertThat(box.workcell("service", "install", "--linger").code()).isEqualTo(0);
      assertThat(starters.is("linger")).isTrue();
      assertThat(status(box)).containsEntry("linger", true);
    }
  }

  @Test
  void an_install_that_systemd_refuses_leaves_what_was_there() throws IOException {
    try (var box = Sandbox.open()) {
      var starters = Starters.in(box).with("refuses");
      refused(box.workcell("service", "install"), 5, "Job for workcell.service failed.");
      assertThat(unit(box)).doesNotExist();
      assertThat(starters.is("loaded")).as("systemd knows that it is gone").isFalse();

      starters.without("refuses");
      box.workcell("service", "install");
      var older = Files.readString(unit(box)).replace(build(), "0123456789ab");
      Files.writeString(unit(box), older);
      starters.with("refuses");
      refused(box.workcell("service", "install"), 5, "Job for workcell.service failed.");
      assertThat(unit(box)).hasContent(older);
    }
  }

  @Test
  void an_uninstall_leaves_open_workcells_running() throws IOException {
    try (var box = Sandbox.open()) {
      var starters = Starters.in(box);
      box.workcell("service", "install");
      box.launchScript("fix", "while [ ! -e go-on ]; do sleep 0.1; done", "--no-verify");
      var wrapper = box.wrapper("fix", 1, 1);
      starters.acts();

      var gone = box.workcell("service", "uninstall");
      assertThat(gone.code()).as(gone.all()).isEqualTo(0);
      assertThat(starters.acts())
          .containsExactly("systemctl --user disable --now workcell.service", RELOAD);
      assertThat(unit(box)).doesNotExist();
      assertThat(ProcessHandle.of(wrapper)).isPresent();
      assertThat(box.workcell("ls", "--json").out()).contains("\"wanted\": \"running\"");
      assertThat(box.workcell("service", "status").code()).isEqualTo(3);
      var again = box.workcell("service", "uninstall");
      assertThat(again.code()).as(again.all()).isEqualTo(0);
      assertThat(again.out()).contains("no service is installed");

      box.write("go-on", "");
      box.settle("fix");
      assertThat(box.state("fix")).isEqualTo("unverified");
    }
  }

  @Test
  void an_uninstall_where_systemd_cannot_be_reached_removes_the_file_and_says_so()
      throws IOException {
    try (var box = Sandbox.open()) {
      var starters = Starters.in(box);
      box.workcell("service", "install");
      starters.with("dead");
      var status = box.workcell("service", "status");
      assertThat(status.code()).as(status.all()).isEqualTo(5);
      assertThat(status(box)).containsEntry("running", null).containsEntry("installed", true);
      var gone = box.workcell("service", "uninstall");
      assertThat(gone.code()).as(gone.all()).isEqualTo(0);
      assertThat(gone.out()).contains("it could not be stopped: systemctl");
      assertThat(unit(box)).doesNotExist();
    }
  }

  @Test
  void gc_keeps_the_build_that_the_service_starts_and_status_says_that_it_is_an_old_one()
      throws IOException {
    try (var box = Sandbox.open()) {
      Starters.in(box).with("linger");
      box.workcell("service", "install");
      var old = box.home().resolve("app/0123456789ab");
      var unused = box.home().resolve("app/ba9876543210");
      for (var copy : List.of(old, unused)) {
        Files.createDirectory(copy);
        Files.writeString(copy.resolve("workcell"), "");
        Files.setLastModifiedTime(copy, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
      }
      Files.writeString(unit(box), Files.readString(unit(box)).replace(build(), "0123456789ab"));
      assertThat(box.workcell("gc").out()).contains("removed " + unused);
      assertThat(old).exists();
      assertThat(unused).doesNotExist();

      var status = box.workcell("service", "status");
      assertThat(status.out())
          .contains("it starts build 0123456789ab, and this is " + build())
          .contains("mend    workcell service install");
      assertThat(status(box)).containsEntry("current", false);
      box.workcell("service", "install");
      assertThat(status(box)).containsEntry("current", true);
    }
  }

  @Test
  void a_config_directory_that_cannot_hold_the_file_is_a_refusal_and_no_defect()
      throws IOException {
    try (var box = Sandbox.open()) {
      Starters.in(box);
      Files.writeString(box.root().resolve("home/.config"), "a file\n");
      refused(box.workcell("service", "install"), 5, "workcell.service could not be written");
      assertThat(box.workcell("gc").code()).isEqualTo(0);
      assertThat(box.workcell("service", "status").code()).isEqualTo(3);
    }
  }

  @Test
  void a_PATH_with_a_line_end_in_it_is_refused_before_anything_is_made() throws IOException {
    try (var box = Sandbox.open()) {
      var starters = Starters.in(box);
      box.with("PATH", box.environment().get("PATH") + ":/x\nExecStartPre=/bin/true");
      refused(box.workcell("service", "install"), 4, "PATH holds a character");
      assertThat(starters.acts()).isEmpty();
      assertThat(unit(box)).doesNotExist();
    }
  }

  @Test
  void a_unit_of_another_home_or_of_somebody_else_is_left_alone() throws IOException {
    try (var box = Sandbox.open()) {
      Starters.in(box);
      box.workcell("service", "install");
      var unit = Files.readString(unit(box));
      box.with("WORKCELL_HOME", box.root().resolve("h2").toString());
      refused(
          box.workcell("service", "install"),
          4,
          "starts the supervisor of another home",
          "workcell service uninstall");
      assertThat(unit(box)).hasContent(unit);
      assertThat(box.workcell("service", "status").out()).contains("of another home");

      Files.writeString(unit(box), "[Service]\nExecStart=/bin/true\n");
      refused(box.workcell("service", "install"), 4, "it is not of workcell", "mv ");
      refused(box.workcell("service", "uninstall"), 4, "it is not of workcell", "mv ");
      assertThat(unit(box)).content().startsWith("[Service]");
    }
  }

  @Test
  void an_install_on_launchd_waits_until_it_lets_go_of_the_former_agent() throws IOException {
    try (var box = Sandbox.open()) {
      var starters = Starters.in(box);
      String[] install = {"service", "install", "--platform", "launchd"};
      var first = box.workcell(install);
      assertThat(first.code()).as(first.all()).isEqualTo(0);
      assertThat(first.out()).doesNotContain("linger");
      assertThat(starters.acts()).hasSize(2).last().asString().contains("bootstrap");
      var plist = box.root().resolve("home/Library/LaunchAgents/dev.workcell.supervise.plist");
      assertThat(plist).content().contains(build());

      var again = box.workcell(install);
      assertThat(again.code()).as(again.all()).isEqualTo(0);
      assertThat(starters.acts())
          .map(c -> c.split(" ", -1)[1])
          .containsExactly("bootout", "enable", "bootstrap", "bootstrap");
      var status = box.workcell("service", "status", "--platform", "launchd");
      assertThat(status.code()).as(status.all()).isEqualTo(0);
      assertThat(status.out()).contains("the service is installed: running, starts at boot");

      box.workcell("service", "uninstall", "--platform", "launchd");
      assertThat(plist).doesNotExist();
      assertThat(starters.is("agent")).isFalse();
    }
  }

  @Test
  void where_nothing_starts_programs_at_boot_cron_lines_that_work_are_the_mend()
      throws IOException {
    try (var box = Sandbox.open()) {
      var starters = Starters.in(box).with("dead");
      var refusal = box.workcell("service", "install");
      refused(
          refusal,
          5,
          "Failed to connect to bus",
          "  mend: crontab -e",
          "        @reboot PATH=",
          " supervise --stay >/dev/null 2>&1\n        * * * * * PATH=",
          " WORKCELL_HOME=" + box.home() + " ",
          "/workcell check >/dev/null 2>&1\n");
      assertThat(starters.acts()).isEmpty();
      assertThat(box.root().resolve("home/.config")).doesNotExist();
      nothingMade(box);
      assertThat(box.workcell("doctor").out()).contains("service: systemctl --user show");
    }
  }

  @Test
  void the_tools_of_this_machine_are_asked_when_none_are_scripted() throws IOException {
    try (var box = Sandbox.open()) {
      var empty = Files.createDirectory(box.root().resolve("bin"));
      for (var tool :
          List.of(
              "sh",
              "sed",
              "dirname",
              "find",
              "cat",
              "stty",
              "git",
              "tmux",
              "perl",
              "ps",
              "setsid",
              "env",
              "readlink")) {
        for (var place : List.of("/usr/bin", "/bin", "/usr/local/bin")) {
          var file = Path.of(place, tool);
          if (Files.exists(file) && !Files.exists(empty.resolve(tool))) {
            Files.createSymbolicLink(empty.resolve(tool), file);
          }
        }
      }
      box.with("PATH", empty.toString());
      refused(box.workcell("service", "install"), 5, "neither systemctl nor launchctl is on PATH");
      var printed = box.workcell("service", "install", "--print");
      assertThat(printed.code()).as(printed.all()).isEqualTo(0);
      assertThat(printed.out()).contains("[Service]", "supervise --stay");
      assertThat(box.workcell("service", "install", "--print", "--platform", "launchd").out())
          .contains("<plist version=\"1.0\">");
      assertThat(box.root().resolve("home")).isEmptyDirectory();
      refused(box.workcell("service", "install", "--platform", "s6"), 2, "systemd and launchd");
      refused(box.workcell("service", "start"), 2, "install, uninstall and status");
    }
  }

  @Test
  void doctor_warns_of_a_system_that_ends_workcells_at_logout() throws IOException {
    try (var box = Sandbox.open()) {
      var starters = Starters.in(box);
      assertThat(box.workcell("doctor").out()).doesNotContain("KillUserProcesses");
      starters.with("kills");
      assertThat(box.workcell("doctor").out())
          .contains("a logout ends every workcell launched in its session (KillUserProcesses=yes)");
    }
  }

  private static Path unit(Sandbox box) {
    return box.root().resolve("home/.config/systemd/user/workcell.service");
  }

  private static String build() throws IOException {
    return Files.readString(Path.of("target/app/build-id")).strip();
  }

  private static String user() {
    return System.getProperty("user.name");
  }

  @SuppressWarnings({"NullAway", "unchecked"}) // the library knows no nullness
  private static Map<String, Object> status(Sandbox box) {
    var said = box.workcell("service", "status", "--json");
    if (JsonMapper.builder().build().fromJson(said.out()) instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    throw new AssertionError(said.all());
  }
}
