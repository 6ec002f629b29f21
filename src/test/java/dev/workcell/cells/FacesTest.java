package dev.workcell.cells;

import static dev.workcell.cells.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FacesTest {
  @Test
  void words_that_are_no_command_get_exit_2_and_a_way_on() throws IOException {
    try (var box = Sandbox.open()) {
      for (var words :
          List.of(
              List.of("frobnicate"),
              List.of("show"),
              List.of("show", "a", "b"),
              List.of("ls", "--nope"),
              List.of("wait", "a", "--timeout"))) {
        var result = box.workcell(words.toArray(String[]::new));
        assertThat(result.code()).as(words + result.all()).isEqualTo(2);
        assertThat(result.err()).contains("mend: workcell ").doesNotContain("\tat ");
      }
      refused(box.workcell("wait", "a", "--timeout", "soon"), 2, "'soon' is none");
      refused(box.workcell("completion", "tcsh"), 2, "bash, zsh and fish");
      assertThat(box.workcell().code()).isEqualTo(0);
      assertThat(box.workcell("--help").out()).contains("launch", "quickstart");
      assertThat(box.workcell("launch", "--help").out()).contains("--worktree");
      assertThat(box.home()).as("help makes nothing").doesNotExist();
    }
  }

  @Test
  void version_and_completions_are_what_programs_read() throws IOException {
    try (var box = Sandbox.open()) {
      assertThat(box.workcell("version", "--json").out())
          .matches("\\{\"version\":\"[0-9.]+\",\"build\":\"[0-9a-f]{12}\"}\n");
      for (var shell : List.of("bash", "zsh", "fish")) {
        var script = box.workcell("completion", shell);
        assertThat(script.code()).as(script.all()).isEqualTo(0);
        assertThat(script.out()).contains("worktree", "handoff");
        if (!shell.equals("fish")) {
          var file = Files.writeString(box.root().resolve("completion"), script.out());
          var read = box.exec(List.of("bash", "-n", file.toString()));
          assertThat(read.code()).as(read.all()).isEqualTo(0);
        } else {
          assertThat(script.out().lines())
              .allMatch(l ->
                  l.matches("complete -c workcell( -[a-z] ('([^'\\\\]|\\\\.)*'|[^' ]+)| -f)*"));
        }
      }
    }
  }

  @Test
  void logs_are_rendered_for_people_and_byte_exact_when_raw_and_followed_to_the_end()
      throws IOException {
    try (var box = Sandbox.open()) {
      var agent = "printf 'a\\033[2Jb\\000\\377\\r\\n no line end'";
      box.launchScript("fix", agent, "--no-verify", "--wait");
      var bytes = Files.readAllBytes(box.run("fix", 1).resolve("agent.log"));
      var out = box.root().resolve("raw");
      var argv = String.join(" ", box.argv("logs", "fix", "--raw"));
      box.exec(List.of("sh", "-c", argv + " > " + out));
      assertThat(Files.readAllBytes(out)).isEqualTo(bytes).hasSize(22);
      assertThat(box.workcell("logs", "fix").out())
          .doesNotContain("\u001b")
          .contains("no line end");
      refused(box.workcell("logs", "fix", "--run", "7"), 3, "is not there");
      refused(box.workcell("logs", "fix", "--run", "x"), 2, "'x' is none");

      var steps = "echo one; while [ ! -e go-on ]; do sleep 0.1; done; echo two; rm go-on";
      box.launchScript("two", steps, "--no-verify");
      var following = box.start("logs", "two", "-f");
      var seen = box.root().resolve("started.out");
      Sandbox.until("the first line", () -> Files.readString(seen).contains("one"));
      box.write("go-on", "");
      Sandbox.until("it ends", () -> !following.isAlive());
      assertThat(seen).content(StandardCharsets.UTF_8).isEqualTo("one\ntwo\n");
    }
  }

  @Test
  void tables_fit_the_terminal_and_colours_can_be_turned_off() throws IOException {
    try (var box = Sandbox.open()) {
      box.launchDemo(
          "a-name-that-is-long-but-still-allowed-xx", List.of("write a 1", "stop-here"), "--wait");
      box.launchDemo("b", List.of("write done.txt done", "claim-done"), "--allow-dirty", "--wait");
      for (var columns : List.of(80, 40)) {
        try (var terminal = Terminal.open(box, columns, 40)) {
          terminal.type(box.argv("ls").getFirst() + " ls");
          Sandbox.until("it is listed", terminal::ended);
          var lines = terminal.screen().lines().filter(l -> !l.isBlank()).toList();
          assertThat(lines.subList(0, 3)).as(lines.toString()).hasSize(3);
          assertThat(lines.get(0)).startsWith("NAME").contains("STATE");
          assertThat(lines.get(1)).contains("parked");
          assertThat(lines.get(2)).startsWith("b ").contains("passed");
          assertThat(terminal.painted()).contains("\u001b[32m");
        }
      }
      try (var terminal = Terminal.open(box, 80, 40)) {
        terminal.type("NO_COLOR=1 " + box.argv("ls").getFirst() + " ls");
        Sandbox.until("it is listed", terminal::ended);
        assertThat(terminal.painted()).doesNotContain("\u001b[32m", "\u001b[31m");
      }
      assertThat(box.workcell("ls").out()).doesNotContain("\u001b");
    }
  }

  @Test
  void what_a_launch_may_be_told_is_kept() throws IOException {
    try (var box = Sandbox.open()) {
      box.write("dirty", "mine\n");
      box.with("MY_TOKEN", "s3cr3t-value").with("NOT_ASKED", "other");
      var agent = "echo \"$MY_TOKEN $NOT_ASKED.\"; echo x > x";
      var launched =
          box.launchScript("fix", agent, "--no-verify", "--allow-dirty", "--env", "MY_TOKEN");
      assertThat(launched.code()).as(launched.all()).isEqualTo(0);
      var waited = box.settle("fix");
      assertThat(waited.code()).as("not passed, for nothing judged it").isEqualTo(1);
      assertThat(box.state("fix")).isEqualTo("unverified");
      assertThat(box.run("fix", 1).resolve("agent.log")).hasContent("s3cr3t-value .");
      assertThat(box.workcell("diff", "fix", "--stat").out())
          .contains("x |")
          .doesNotContain("dirty");
      assertThat(box.workcell("diff", "fix").out()).contains("+++ b/x");
      assertThat(box.workcell("handoff", "fix").out()).startsWith("# Handoff of workcell fix");
      for (var file : List.of("status.json", "handoff.md", "journal.jsonl", "brief.md")) {
        assertThat(box.run("fix", 1).resolve(file)).content().doesNotContain("s3cr3t");
      }
      assertThat(Files.getPosixFilePermissions(box.cell("fix").resolve("env"))).hasSize(2);
    }
  }
}
