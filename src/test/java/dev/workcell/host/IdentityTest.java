package dev.workcell.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workcell.run.ProcessIdentity;
import dev.workcell.supervise.Host;
import dev.workcell.supervise.Host.Presence;
import dev.workcell.supervise.Host.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
class IdentityTest {
  @TempDir private Path directory;
  private Lab lab;
  private Host host;
  private ProcessIdentity living;

  @BeforeEach
  void open() throws Exception {
    lab = new Lab(directory);
    host = lab.machine.host();
    lab.machine.commands().detach(lab.command("sh", "here", "living"), lab.output());
    living = lab.process("living");
  }

  @AfterEach
  void close() throws IOException {
    lab.close();
  }

  @Test
  void a_process_is_alive_until_it_is_killed() throws Exception {
    assertThat(host.presence(living)).isEqualTo(Presence.ALIVE);

    host.signal(living, Signal.KILL);

    lab.until("it is gone", () -> host.presence(living) == Presence.GONE);
    assertThat(host.identify(living.pid())).isEmpty();
  }

  @Test
  void a_pid_that_was_reused_is_gone() {
    assertThat(host.presence(startedAt("1"))).isEqualTo(Presence.GONE);
  }

  @Test
  void another_boot_of_this_machine_is_gone_in_whatever_namespace_it_was() {
    var machine = living.space().substring(0, living.space().lastIndexOf('/'));

    assertThat(host.presence(in("another boot", living.space()))).isEqualTo(Presence.GONE);
    assertThat(host.presence(in("another boot", machine + "/pid:[1]"))).isEqualTo(Presence.GONE);
  }

  @Test
  void another_machine_or_namespace_could_not_be_looked_at() {
    var machine = living.space().substring(0, living.space().lastIndexOf('/'));

    assertThat(host.presence(in(living.bootId(), machine + "/pid:[1]")))
        .isEqualTo(Presence.COULD_NOT_LOOK);
    assertThat(host.presence(in("another boot", "another machine/pid:[1]")))
        .isEqualTo(Presence.COULD_NOT_LOOK);
  }

  @Test
  void a_signal_to_whom_only_the_pid_fits_is_not_sent() throws Exception {
    host.signal(startedAt("1"), Signal.KILL);
    host.signal(in("another boot", living.space()), Signal.KILL);
    host.signal(in(living.bootId(), "another machine/pid:[1]"), Signal.KILL);
    // ended by TERM, which comes last and is the only one that fits
    var trap =
        lab.sh(
            "trap 'echo TERM >>heard; exit' TERM; echo $$ >trap.new; mv trap.new trap.pid;"
                + " while :; do sleep 1000 & echo $! >nap.new; mv nap.new nap.pid; wait; done");
    lab.machine.commands().detach(trap, lab.output());
    var trapped = host.identify(lab.pid("trap")).orElseThrow();
    lab.process("nap");
    host.signal(
        new ProcessIdentity(trapped.pid(), "1", trapped.bootId(), trapped.space()), Signal.KILL);
    host.signal(trapped, Signal.TERM);

    lab.until("it heard TERM", () -> Files.exists(directory.resolve("heard")));
    assertThat(host.presence(living)).isEqualTo(Presence.ALIVE);
  }

  @Test
  void we_ourselves_are_never_signalled() throws IOException {
    host.signal(host.self(), Signal.KILL);

    assertThat(host.presence(host.self())).isEqualTo(Presence.ALIVE);
    assertThat(host.self().pid()).isEqualTo(ProcessHandle.current().pid());
  }

  @Test
  void a_zombie_is_no_process() throws Exception {
    // the child ends when its parent has become a program that waits for nobody
    var child = "until test \"$(cat /proc/$$/comm)\" = sleep; do :; done";
    var parent = lab.sh("(" + child + ") & echo $! >zombie; exec sh here parent");
    lab.machine.commands().detach(parent, lab.output());
    lab.process("parent");
    var zombie = Long.parseLong(Files.readString(directory.resolve("zombie")).strip());

    lab.until("it has ended", () -> host.identify(zombie).isEmpty());
    assertThat(Path.of("/proc/" + zombie)).as("its parent did not wait for it").exists();
  }

  @Test
  void a_process_table_that_is_not_there_is_no_evidence_that_anybody_died() {
    var blind = new ProcTable(directory.resolve("nothing"));

    assertThatThrownBy(blind::rows).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> blind.row(living.pid())).isInstanceOf(IOException.class);
  }

  @Test
  void a_line_of_the_table_that_cannot_be_read_is_no_evidence_that_it_died() throws IOException {
    Files.createDirectories(directory.resolve("proc/self"));
    Files.createDirectories(directory.resolve("proc/4711/stat"));

    assertThatThrownBy(() -> new ProcTable(directory.resolve("proc")).row(4711))
        .isInstanceOf(IOException.class);
  }

  private ProcessIdentity startedAt(String startTime) {
    return new ProcessIdentity(living.pid(), startTime, living.bootId(), living.space());
  }

  private ProcessIdentity in(String boot, String space) {
    return new ProcessIdentity(living.pid(), living.startTime(), boot, space);
  }
}
