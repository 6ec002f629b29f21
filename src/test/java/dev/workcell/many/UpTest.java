package dev.workcell.many;

import static dev.workcell.Sandbox.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// `up`, `down` and `ls --group` without a supervisor.
@DisplayNameGeneration(ReplaceUnderscores.class)
class UpTest {
  private static final String TWO =
      """
      group: two
      shared: {constraints: [none], done: [the check passes]}
      cells:
        first: {repo: a, objective: Make first, verify: ./check.sh}
        second: {repo: b, objective: Make second, verify: ./check.sh, after: [first]}
      """;

  private Sandbox box;

  @BeforeEach
  void open() throws IOException {
    box = Sandbox.open();
    Many.repo(box, "a");
    Many.repo(box, "b");
  }

  @AfterEach
  void close() throws IOException {
    box.close();
  }

  @Test
  void check_goes_on_with_the_frozen_environment_under_an_empty_one() throws IOException {
    box.with("TOKEN_OF_MINE", "s3cret-value");
    var agent =
        box.script(
            box.root().resolve("agent"), "printf %s \"$TOKEN_OF_MINE\" >demo.txt; echo done");
    Many.file(
        box,
        """
        group: two
        shared: {constraints: [none], done: [the check passes]}
        cells:
          first: {repo: a, objective: Make first, verify: ./check.sh}
          second:
            {repo: b, objective: Make second, verify: ./check.sh, after: [first],
             env: [TOKEN_OF_MINE], agent: command, command: [%s]}
        """
            .formatted(agent));

    var up = Many.up(box, "--no-daemon");
    assertThat(up.code()).as(up.all()).isZero();
    assertThat(up.out()).containsPattern("second +queued +waits for first");
    var plan = box.home().resolve("groups/two.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(plan)))
        .isEqualTo("rw-------");
    assertThat(up.out()).doesNotContain("s3cret");
    assertThat(box.workcell("ls", "--group", "two", "--json").out()).doesNotContain("s3cret");
    assertThat(box.settle("first").code()).isZero();
    Files.delete(box.root().resolve("cells.yaml"));

    var kept = new TreeMap<>(box.environment());
    box.environment().keySet().retainAll(List.of("PATH", "WORKCELL_HOME"));
    var check = box.workcell("check");
    box.environment().putAll(kept);

    assertThat(check.out()).contains("second", "launched by this check");
    assertThat(box.settle("second").code()).as(check.all()).isZero();
    assertThat(box.root().resolve("b/demo.txt")).hasContent("s3cret-value");
    assertThat(box.workcell("show", "second").out()).containsPattern("group +two");
    assertThat(box.workcell("why", "second").out()).contains("launched by group two after first");
  }

  @Test
  void the_later_one_in_the_same_work_tree_goes_on_where_the_earlier_one_left_it()
      throws IOException {
    Many.recipe(box, "more", "append more.txt one", "claim-done");
    Many.file(
        box,
        """
        group: same
        shared: {constraints: [none], done: [the check passes]}
        cells:
          first: {repo: a, objective: Make first, verify: ./check.sh}
          second: {repo: a, objective: Make second, verify: 'test -f demo.txt && test -f more.txt',
                   agent: more, after: [first]}
        """);

    var up = Many.up(box, "--no-daemon", "--wait");

    assertThat(up.code()).as(up.all()).isZero();
    assertThat(box.workcell("diff", "second").out())
        .contains("more.txt")
        .doesNotContain("demo.txt");
  }

  @Test
  void five_at_once_launch_each_workcell_once() throws Exception {
    Many.recipe(box, "counted", "append ../count.txt one", "write demo.txt x", "claim-done");
    Many.file(box, TWO.replace("done: [the check passes]", "done: [ok], agent: counted"));
    var racing = new ArrayList<Process>();
    for (var i = 0; i < 5; i++) {
      racing.add(
          box.start("up", box.root().resolve("cells.yaml").toString(), "--no-daemon", "--wait"));
    }
    for (var one : racing) {
      assertThat(one.waitFor()).isZero();
    }

    assertThat(box.root().resolve("count.txt")).hasContent("one\none\n");
    assertThat(box.value("first", "attempt")).isEqualTo(1L);
    assertThat(box.value("second", "attempt")).isEqualTo(1L);
  }

  @Test
  void what_changed_in_the_file_is_shown_and_what_left_it_is_an_orphan() throws IOException {
    Many.file(box, TWO);
    assertThat(Many.up(box, "--no-daemon", "--wait").code()).isZero();
    Many.file(
        box,
        """
        group: two
        shared: {constraints: [none], done: [the check passes]}
        cells:
          first: {repo: a, objective: Make it otherwise, verify: 'true', permissions: full}
        """);

    var up = Many.up(box, "--no-daemon");

    assertThat(up.code()).as(up.all()).isZero();
    assertThat(up.out())
        .containsPattern("first +passed +changed: objective, verify, permissions;")
        .containsPattern("second +passed +orphan: no longer in the file");
    assertThat(box.workcell("show", "first").out()).contains("Make first");
    var first = box.workcell("rm", "first", "--discard");
    assertThat(first.code()).as(first.all()).isZero();
    assertThat(Many.up(box, "--no-daemon").out())
        .as("what passed stays passed")
        .containsPattern("first +done +passed, and removed since");
  }

  @Test
  void down_withdraws_what_is_queued_and_stops_what_is_open() throws IOException {
    Many.recipe(box, "slow", "say hello", "hang");
    Many.file(box, TWO.replace("objective: Make first", "objective: Make first, agent: slow"));
    Many.up(box, "--no-daemon");
    until("it works", () -> box.state("first").equals("working"));

    var down = box.workcell("down", "two");

    assertThat(down.code()).as(down.all()).isZero();
    assertThat(down.out()).contains("group two is down", "stopped now");
    assertThat(box.state("first")).isEqualTo("stopped");
    assertThat(box.workcell("ls", "--group", "two").out())
        .containsPattern("second +blocked +the group was taken down");
    assertThat(box.workcell("check").out()).doesNotContain("second");
    assertThat(box.cell("second")).doesNotExist();

    var removed = box.workcell("down", box.root().resolve("cells.yaml").toString(), "--rm");
    assertThat(removed.code()).as(removed.all()).isZero();
    assertThat(box.cell("first")).doesNotExist();
    assertThat(box.workcell("ls", "--group", "two").code()).isEqualTo(3);
  }

  @Test
  void a_launch_that_is_refused_blocks_what_comes_after_and_is_tried_again() throws IOException {
    Many.file(box, TWO);
    Files.writeString(box.root().resolve("a/mine.txt"), "not committed\n");

    var up = Many.up(box, "--no-daemon");

    assertThat(up.code()).as(up.all()).isEqualTo(1);
    assertThat(up.out())
        .containsPattern("first +blocked +not launched: .*not committed.*mine.txt.*mend: git stash")
        .containsPattern("second +blocked +first could not be launched");
    Files.delete(box.root().resolve("a/mine.txt"));
    assertThat(box.workcell("check").out()).contains("first", "launched by this check");
    assertThat(Many.up(box, "--no-daemon", "--wait").code()).isZero();
  }

  @Test
  void two_at_once_in_one_repo_get_work_trees_and_it_is_said() throws IOException {
    Many.file(box, TWO.replace("repo: b", "repo: a").replace(", after: [first]", ""));

    var up = Many.up(box, "--no-daemon", "--wait");

    assertThat(up.code()).as(up.all()).isZero();
    assertThat(up.out()).contains("first gets a work tree of its own: second is in the same repo");
    assertThat(box.root().resolve("a/demo.txt")).doesNotExist();
  }
}
