package dev.workcell.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.run.Marker;
import dev.workcell.run.ProcessIdentity;
import dev.workcell.supervise.Host.Sighting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
class TreeOfRealProcessesTest {
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
  void a_daemonised_grandchild_is_found_by_the_environment_it_kept() throws Exception {
    detached("(setsid sh here daemon &) ; exec sh here root");
    var root = lab.process("root");
    var daemon = lab.process("daemon");

    assertThat(tree()).containsExactlyInAnyOrder(root, daemon);
  }

  @Test
  void a_member_of_the_session_that_cleared_its_environment_is_found_with_its_children()
      throws Exception {
    detached(
        "(env -i PATH=\"$PATH\" sh -c 'setsid sh here deep & exec sh here bare' &) ;"
            + " exec sh here root");
    var root = lab.process("root");
    var bare = lab.process("bare");
    var deep = lab.process("deep");

    assertThat(tree()).containsExactlyInAnyOrder(root, bare, deep);
    assertThat(tree()).as("parents come before their children").containsSubsequence(bare, deep);
  }

  @Test
  void a_workcell_launched_by_the_agent_is_left_alone_with_all_it_started() throws Exception {
    detached(
        "WORKCELL_RUN=${WORKCELL_RUN}0 setsid sh -c"
            + " 'env -i PATH=\"$PATH\" sh here inner & exec sh here other' & exec sh here root");
    var root = lab.process("root");
    lab.process("other");
    lab.process("inner");

    assertThat(tree()).containsExactly(root);
  }

  @Test
  void a_marker_inside_an_argument_or_behind_another_name_is_none() throws Exception {
    lab.machine
        .commands()
        .detach(
            lab.with(
                lab.command("sh", "here", "bystander", marker.entry()),
                "NOT_" + marker.variable(),
                marker.value()),
            lab.output());
    lab.process("bystander");

    assertThat(tree()).isEmpty();
  }

  @Test
  void neither_we_nor_the_shell_above_us_are_in_it_when_a_command_in_our_session_is_marked()
      throws Exception {
    var builder = new ProcessBuilder("sh", "here", "ours").directory(directory.toFile());
    builder.environment().put(marker.variable(), marker.value());
    var _ = builder.start();
    var ours = lab.process("ours");
    var above = ProcessHandle.current().parent().orElseThrow().pid();

    assertThat(tree()).contains(ours);
    assertThat(tree())
        .extracting(ProcessIdentity::pid)
        .doesNotContain(ProcessHandle.current().pid(), above);
  }

  @Test
  void what_it_shows_to_people_has_no_control_characters() throws Exception {
    lab.machine
        .commands()
        .detach(
            lab.with(
                lab.command("sh", "-c", "sh here root; : '\u001b[31m\u202e'"),
                marker.variable(),
                marker.value()),
            lab.output());
    var root = lab.process("root");

    assertThat(lab.machine.host().tree(marker))
        .allSatisfy(seen -> assertThat(seen.command()).doesNotContain("\u001b", "\u202e", "\0"))
        .extracting(Sighting::identity, Sighting::command)
        .contains(org.assertj.core.groups.Tuple.tuple(root, "sleep 1000"));
  }

  private void detached(String script) throws IOException {
    lab.machine
        .commands()
        .detach(lab.with(lab.sh(script), marker.variable(), marker.value()), lab.output());
  }

  private List<ProcessIdentity> tree() throws IOException {
    var found = new ArrayList<ProcessIdentity>();
    lab.machine.host().tree(marker).forEach(seen -> found.add(seen.identity()));
    return found;
  }
}
