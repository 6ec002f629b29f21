package dev.workcell.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.run.Marker;
import dev.workcell.run.Motion;
import dev.workcell.supervise.Host.Activity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
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
class ActivityTest {
  private static final Duration BUSY = Duration.ofMillis(300);

  private final Marker marker = new Marker(Marker.AGENT, UUID.randomUUID() + "/fix/0001/1");
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

  @Test
  void a_busy_loop_spends_cpu_and_a_sleeper_none() throws Exception {
    detached("while :; do :; done");
    lab.until("the loop has spent CPU", () -> activity().cpu().compareTo(BUSY) > 0);

    var other = new Marker(Marker.AGENT, marker.value() + "0");
    detached(other, "exec sh here sleeper");
    lab.process("sleeper");
    var before = lab.machine.host().activity(other).cpu();
    var loop = activity().cpu();
    lab.until("the loop went on", () -> activity().cpu().compareTo(loop.plus(BUSY)) > 0);

    assertThat(lab.machine.host().activity(other).cpu()).isEqualTo(before).isLessThan(BUSY);
  }

  @Test
  void a_child_that_has_ended_between_two_looks_left_its_cpu_time_behind() throws Exception {
    detached(
        "sh -c 'i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done'; sh here agent & wait; true");
    lab.process("agent");

    assertThat(activity().cpu()).isGreaterThan(Duration.ofMillis(20));
  }

  @Test
  void a_tree_is_stopped_only_when_each_of_its_members_is() throws Exception {
    detached("sh here child & exec sh here root");
    var root = lab.process("root");
    var child = lab.process("child");
    assertThat(activity().motion()).isEqualTo(Motion.RUNNING);

    kill("-STOP", root.pid());
    lab.until("the root is stopped", () -> stopped(root.pid()));
    assertThat(activity().motion()).isEqualTo(Motion.RUNNING);

    kill("-STOP", child.pid());
    lab.until("all are stopped", () -> activity().motion() == Motion.STOPPED);

    kill("-CONT", child.pid());
    lab.until("one goes on", () -> activity().motion() == Motion.RUNNING);
  }

  @Test
  void a_child_that_was_started_late_is_a_tool_and_one_that_came_at_once_is_none()
      throws Exception {
    detached("sh here server & sleep 11; sh here tool & exec sh here agent");
    lab.process("server");
    assertThat(activity().tools()).isZero();

    lab.process("tool");
    lab.process("agent");
    var seen = activity();
    assertThat(seen.tools()).isEqualTo(1);
    assertThat(seen.members()).hasSize(3);
  }

  @Test
  void nobody_there_is_none_and_no_error() throws IOException {
    var seen = activity();

    assertThat(seen.motion()).isEqualTo(Motion.NONE);
    assertThat(seen.members()).isEmpty();
    assertThat(seen.cpu()).isZero();
    assertThat(seen.tools()).isZero();
  }

  private Activity activity() throws IOException {
    return lab.machine.host().activity(marker);
  }

  private void detached(String script) throws IOException {
    detached(marker, script);
  }

  private void detached(Marker as, String script) throws IOException {
    lab.machine
        .commands()
        .detach(lab.with(lab.sh(script), as.variable(), as.value()), lab.output());
  }

  private static boolean stopped(long pid) throws IOException {
    var stat = Files.readAllBytes(Path.of("/proc/" + pid + "/stat"));
    return ProcStat.use(stat).orElseThrow().stopped();
  }

  private static void kill(String signal, long pid) throws Exception {
    new ProcessBuilder("kill", signal, Long.toString(pid)).start().waitFor();
  }
}
