package dev.workcell.many;

import static dev.workcell.Sandbox.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whoever launches a group is killed; each workcell is launched once all the same.
@DisplayNameGeneration(ReplaceUnderscores.class)
class KilledTest {
  private static final String FILE =
      """
      group: killed
      shared: {constraints: [none], done: [the check passes], agent: counted}
      cells:
        first: {repo: a, objective: Make first, verify: ./check.sh}
        beside: {repo: b, objective: Make another, verify: ./check.sh}
        second: {repo: c, objective: Make second, verify: ./check.sh, after: [first, beside]}
      """;

  @ParameterizedTest
  @ValueSource(strings = {"up.planned", "launch.drafted", "launch.renamed", "group.launched"})
  void up_is_killed_and_another_up_launches_the_rest_once(String point) throws IOException {
    try (var box = open()) {
      Many.recipe(box, "counted", "append ../count.txt one", "write demo.txt x", "claim-done");
      var stop = box.root().resolve("stop");
      box.with("WORKCELL_STOP_AT", point).with("WORKCELL_STOP_FILE", stop.toString());
      var up = box.start("up", box.root().resolve("cells.yaml").toString(), "--no-daemon");
      until("it stands at " + point, () -> Files.exists(stop));
      ProcessHandle.of(Long.parseLong(Files.readString(stop).strip()))
          .ifPresent(ProcessHandle::destroyForcibly);
      until("it is gone", () -> !up.isAlive());
      box.environment().remove("WORKCELL_STOP_AT");

      // where the launch died after its workcell was there, that attempt is voided and parked
      var died = point.equals("launch.renamed");
      var again = Many.up(box, "--no-daemon", "--wait");

      assertThat(again.code()).as(again.all()).isEqualTo(died ? 1 : 0);
      if (died) {
        assertThat(box.workcell("resume", "first", "--wait").code()).isZero();
        assertThat(Many.up(box, "--no-daemon", "--wait").code()).isZero();
      }
      assertThat(box.root().resolve("count.txt")).hasContent("one\none\none\n");
    }
  }

  @Test
  void the_supervisor_is_killed_and_the_next_one_launches_the_rest_once() throws IOException {
    try (var box = open().supervised()) {
      Many.recipe(
          box, "counted", "append ../count.txt one", "pause 6", "write demo.txt x", "claim-done");
      assertThat(Many.up(box).code()).isZero();
      var live = box.home().resolve("supervisor/live");
      until("it lives", () -> Files.exists(live));
      var pid = pid(live);
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
      until("it is gone", () -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
      Files.delete(box.root().resolve("cells.yaml"));

      assertThat(box.workcell("check").code()).isZero();
      var next = box.start("supervise");

      until("the last passed", () -> box.workcell("show", "second").out().contains("passed"));
      until("it leaves", () -> !next.isAlive());
      assertThat(box.root().resolve("count.txt")).hasContent("one\none\none\n");
    }
  }

  private static long pid(Path live) throws IOException {
    var text = Pattern.compile("[0-9]+").matcher(Files.readString(live));
    assertThat(text.find()).isTrue();
    return Long.parseLong(text.group());
  }

  private static Sandbox open() throws IOException {
    var box = Sandbox.open();
    Many.repo(box, "a");
    Many.repo(box, "b");
    Many.repo(box, "c");
    Many.file(box, FILE);
    return box;
  }
}
