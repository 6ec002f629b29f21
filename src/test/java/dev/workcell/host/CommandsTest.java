package dev.workcell.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workcell.Executable;
import dev.workcell.run.Marker;
import dev.workcell.supervise.Commands;
import dev.workcell.supervise.Commands.Ended.Exited;
import dev.workcell.supervise.Commands.Ended.OutOfTime;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
@DisplayNameGeneration(ReplaceUnderscores.class)
class CommandsTest {
  @TempDir private Path directory;
  private Lab lab;
  private Commands commands;

  @BeforeEach
  void open() throws IOException {
    lab = new Lab(directory);
    commands = lab.machine.commands();
  }

  @AfterEach
  void close() throws IOException {
    lab.close();
  }

  @Test
  void the_environment_is_exactly_what_was_given() throws IOException {
    var command = lab.with(lab.command("cat", "/proc/self/environ"), "ÅÄÖ", "a b\nc");

    assertThat(commands.run(command).text().split("\0"))
        .containsExactlyInAnyOrder("PATH=" + lab.environment.get("PATH"), "ÅÄÖ=a b\nc");
  }

  @Test
  void no_descriptor_of_ours_is_inherited_and_stdin_is_empty() throws IOException {
    try (var _ = Files.newInputStream(directory.resolve("here"))) {
      // 3 is the directory that ls reads
      assertThat(commands.run(lab.command("ls", "/proc/self/fd")).text().split("\n"))
          .containsExactly("0", "1", "2", "3");
    }
    assertThat(commands.run(lab.command("readlink", "/proc/self/fd/0")).text())
        .isEqualTo("/dev/null\n");
  }

  @Test
  void the_program_is_looked_for_on_the_path_of_the_command() throws IOException {
    var bin = Files.createDirectory(directory.resolve("bin"));
    var tool = bin.resolve("some-tool");
    Executable.write(tool, "#!/bin/sh\necho mine\n");
    var command = lab.with(lab.command("some-tool"), "PATH", bin.toString());

    assertThat(commands.run(command).text()).isEqualTo("mine\n");
    assertThat(commands.run(lab.command("bin/some-tool")).text()).isEqualTo("mine\n");
    assertThatThrownBy(() -> commands.run(lab.command("some-tool")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("some-tool is not on ");
  }

  @Test
  void a_megabyte_on_both_outputs_does_not_block_it() throws IOException {
    var finished =
        commands.run(
            lab.sh(
                "head -c 1048576 /dev/zero; head -c 1048576 /dev/zero >&2;"
                    + " echo end; echo end >&2"));

    assertThat(finished.ok()).isTrue();
    assertThat(finished.out()).hasSize(1048576 + 4);
    assertThat(finished.err()).hasSize(1048576 + 4);
  }

  @Test
  void a_megabyte_of_input_arrives_and_one_who_does_not_read_it_is_no_failure() throws IOException {
    var bytes = new byte[1048576];

    assertThat(commands.run(lab.command("cat").fed(bytes)).out()).isEqualTo(bytes);
    assertThat(commands.run(lab.command("true").fed(bytes)).ok()).isTrue();
  }

  @Test
  void fast_ends_are_told_exactly() throws IOException {
    for (int round = 0; round < 40; round++) {
      for (var end : new int[] {0, 1, 255}) {
        assertThat(commands.run(lab.sh("exit " + end)).ended()).isEqualTo(new Exited(end));
        assertThat(commands.runInSession(lab.sh("exit " + end), lab.output()))
            .isEqualTo(new Exited(end));
      }
      assertThat(commands.run(lab.sh("kill -9 $$")).ended()).isEqualTo(new Exited(137));
      assertThat(commands.runInSession(lab.sh("kill -TERM $$"), lab.output()))
          .isEqualTo(new Exited(143));
    }
  }

  @Test
  void what_it_printed_until_the_limit_is_kept() throws IOException {
    var finished =
        commands.run(lab.sh("echo early; exec sleep 1000").within(Duration.ofSeconds(2)));

    assertThat(finished.ended()).isEqualTo(new OutOfTime(Duration.ofSeconds(2)));
    assertThat(finished.text()).isIn("early\n", "");
  }

  @Test
  void a_session_has_both_outputs_in_a_file_that_only_we_may_read() throws IOException {
    Files.writeString(directory.resolve("old"), "before\n");
    commands.runInSession(lab.sh("echo out; echo err >&2"), directory.resolve("old"));
    commands.runInSession(lab.sh("echo $$ $(ps -o sid= -p $$)"), directory.resolve("new"));

    assertThat(directory.resolve("old")).hasContent("before\nout\nerr\n");
    var numbers = Files.readString(directory.resolve("new")).strip();
    assertThat(numbers).as("it leads its own session").matches("(\\d+) +\\1");
    assertThat(Files.getPosixFilePermissions(directory.resolve("new"))).hasSize(2);
  }

  @Test
  void the_limit_ends_the_whole_session_and_all_descendants_even_those_that_ignore_it()
      throws IOException {
    var marker = new Marker(Marker.CHECK, UUID.randomUUID() + "/fix/0001/1");
    var script =
        "(trap '' TERM; sh here deaf) & (setsid sh here away; sleep 1000) &"
            + " (sh here orphan &) ; trap '' TERM; sh here last";
    var command = lab.with(lab.sh(script), marker.variable(), marker.value());

    var ended = commands.runInSession(command.within(Duration.ofSeconds(2)), lab.output());

    assertThat(ended).isEqualTo(new OutOfTime(Duration.ofSeconds(2)));
    assertThat(lab.machine.host().tree(marker)).isEmpty();
  }

  @Test
  void a_daemon_that_it_leaves_behind_does_not_keep_us_waiting() throws Exception {
    var script = "setsid sh here daemon & until test -e daemon.pid; do sleep 0.01; done; exit 3";

    assertThat(commands.runInSession(lab.sh(script), lab.output())).isEqualTo(new Exited(3));
    assertThat(lab.machine.host().presence(lab.process("daemon")).name()).isEqualTo("ALIVE");
  }

  @Test
  void an_interrupt_ends_it_and_says_so() throws Exception {
    var seen = new AtomicReference<Throwable>();
    var caller =
        Thread.ofVirtual()
            .start(() -> {
              try {
                var _ = commands.runInSession(lab.command("sh", "here", "it"), lab.output());
              } catch (IOException e) {
                seen.set(e);
              }
            });
    var it = lab.process("it");
    caller.interrupt();
    caller.join();

    assertThat(seen.get()).isInstanceOf(InterruptedIOException.class);
    lab.until("it is gone", () -> lab.machine.host().identify(it.pid()).isEmpty());
  }

  @Test
  void what_cannot_be_started_is_told_before_anything_runs() {
    assertThatThrownBy(() -> commands.detach(lab.command("no-such-program"), lab.output()))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> commands.run(lab.command("./here")))
        .as("not executable")
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> commands.run(lab.command("echo", "half a character: \ud83d")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("LC_ALL");
    assertThatThrownBy(
            () -> commands.detach(lab.command("cat").fed("x".getBytes(UTF_8)), lab.output()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(lab.output()).doesNotExist();
  }

  @Test
  void in_the_terminal_the_exit_code_comes_back() throws IOException {
    assertThat(commands.inTerminal(lab.sh("exit 7"))).isEqualTo(7);
  }
}
