package dev.workcell.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// By `setsid`, and by perl as if we had been started with signals ignored.
@EnabledOnOs(OS.LINUX)
@DisplayNameGeneration(ReplaceUnderscores.class)
class DetachTest {
  private static final ProcTable TABLE = new ProcTable(Path.of("/proc"));
  @TempDir private Path directory;
  private Lab lab;

  @BeforeEach
  void open() throws IOException {
    lab = new Lab(directory);
  }

  @AfterEach
  void close() throws IOException {
    lab.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void it_leads_its_own_session_and_is_no_child_of_ours(boolean signalsIgnored) throws Exception {
    by(signalsIgnored).detach(lab.command("sh", "here", "it"), lab.output());

    var it = lab.process("it");
    var row = TABLE.row(it.pid()).orElseThrow();
    assertThat(row.session()).isEqualTo(it.pid());
    assertThat(ProcessHandle.current().descendants().map(ProcessHandle::pid))
        .doesNotContain(it.pid());
    assertThat(above(ProcessHandle.current())).as("init or a subreaper").contains(row.parent());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void it_gets_its_arguments_environment_and_signals_untouched(boolean signalsIgnored)
      throws Exception {
    var script =
        "tr '\\0' '\\n' </proc/self/environ; grep SigIgn /proc/self/status; ls /proc/self/fd;"
            + " printf '%s|' \"$@\"; echo; echo err >&2; echo >end.tmp; mv end.tmp end";
    var awkward = lab.command("sh", "-c", script, "sh", "a b", "", "$HOME;`id`", "-e", "åäö");
    by(signalsIgnored).detach(awkward, lab.output());
    lab.until("it has ended", () -> Files.exists(directory.resolve("end")));

    var lines = new ArrayList<>(Files.readAllLines(lab.output()));
    lines.removeIf(line -> line.startsWith("PWD=") || line.startsWith("SigIgn:"));
    assertThat(lines)
        .containsExactly(
            "PATH=" + lab.environment.get("PATH"),
            "0",
            "1",
            "2",
            "3",
            "a b||$HOME;`id`|-e|åäö|",
            "err");
    assertThat(ignored(Files.readString(lab.output())) & 0b0110)
        .as("INT and QUIT are not ignored")
        .isZero();
  }

  @Test
  void signals_that_we_were_told_to_ignore_are_heard_again() throws IOException {
    var starter = SessionStarter.find(perl(), true);
    var argv = new ArrayList<>(List.of("sh", "-c", "trap '' HUP INT QUIT TERM; exec \"$@\"", "sh"));
    argv.addAll(starter.inPlace());
    argv.addAll(List.of("grep", "SigIgn", "/proc/self/status"));
    var finished = lab.machine.commands().run(lab.command(argv.toArray(String[]::new)));

    assertThat(ignored(finished.text()) & 0b0100_0000_0000_0111).isZero();
  }

  @Test
  void perl_is_the_way_where_there_is_no_setsid() throws IOException {
    assertThat(SessionStarter.find(perl(), false).inPlace().getFirst()).endsWith("/perl");
  }

  @Test
  void with_neither_the_message_says_what_is_missing() {
    assertThatThrownBy(() -> SessionStarter.find(directory.toString(), false))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("setsid (of util-linux) or perl")
        .hasMessageContaining(directory.toString());
  }

  @Test
  void the_setsid_of_busybox_is_not_taken_because_it_cannot_fork() throws IOException {
    var busybox = Files.writeString(directory.resolve("busybox"), "#!/bin/sh\n");
    assertThat(busybox.toFile().setExecutable(true)).isTrue();
    Files.createSymbolicLink(directory.resolve("setsid"), busybox);

    assertThatThrownBy(() -> SessionStarter.find(directory.toString(), false))
        .isInstanceOf(IOException.class);
  }

  private SystemCommands by(boolean signalsIgnored) {
    assumeTrue(!signalsIgnored || Programs.which("perl", System.getenv("PATH")).isPresent());
    return new SystemCommands(TABLE, lab.machine.time(), signalsIgnored);
  }

  /// A directory that has perl and nothing else.
  private String perl() throws IOException {
    var found = Programs.which("perl", System.getenv("PATH"));
    assumeTrue(found.isPresent());
    var bin = Files.createDirectory(directory.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("perl"), found.orElseThrow());
    return bin.toString();
  }

  private static long ignored(String text) {
    var line = text.lines().filter(l -> l.startsWith("SigIgn:")).findFirst().orElseThrow();
    return Long.parseUnsignedLong(line.substring(7).strip(), 16);
  }

  private static List<Long> above(ProcessHandle process) {
    var pids = new ArrayList<Long>(List.of(1L));
    for (var at = process.parent(); at.isPresent(); at = at.get().parent()) {
      pids.add(at.get().pid());
    }
    return pids;
  }
}
