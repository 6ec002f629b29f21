package dev.workcell.wrapper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the wrapper gives to the agent, and what it says of its end.
@DisplayNameGeneration(ReplaceUnderscores.class)
class WrapperRecordsTest {
  @ParameterizedTest
  @MethodSource("dev.workcell.wrapper.Shells#all")
  void how_the_agent_ended_is_recorded_and_settled_once(List<String> shell) throws IOException {
    for (var end : List.of("exit 0", "exit 1", "exit 127", "exit 255", "kill -9 $$", "kill $$")) {
      var code =
          switch (end) {
            case "kill -9 $$" -> 137;
            case "kill $$" -> 143;
            default -> Integer.parseInt(end.substring(5));
          };
      try (var attempt = Attempt.make().under(shell).ran(end)) {
        assertThat(attempt.exit()).as(end).isEqualTo("code %d by agent synced yes end", code);
        assertThat(Attempt.text(attempt.directory.resolve("start")))
            .matches("pid \\d+\nstartTime \\d+\nbootId \\S+\nspace space\nsynced yes\nend\n");
        assertThat(Attempt.text(attempt.root.resolve("asked")))
            .isEqualTo("settle 0a0b0c0d/fix/0001/1 --code %d\n", code);
        assertThat(Attempt.text(attempt.root.resolve("wrapper.err"))).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.workcell.wrapper.Shells#all")
  void of_an_agent_that_is_killed_before_it_is_waited_for_no_shell_says_a_word(List<String> shell)
      throws IOException {
    try (var attempt = Attempt.make().under(shell)) {
      attempt.script(
          "bin/sync",
          """
          gone() { read -r pid <'%1$s/pid' && ! grep -qs 'State:.[^Z]' "/proc/$pid/status"; }
          [ "$1" != . ] || until gone 2>/dev/null; do sleep 0.01; done
          PATH=${PATH#*:} exec sync "$@"
          """
              .formatted(attempt.root));
      attempt.ran("echo $$ >../pid; kill -9 $$");

      assertThat(attempt.exit()).isEqualTo("code 137 by agent synced yes end");
      assertThat(Attempt.text(attempt.root.resolve("wrapper.err"))).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("dev.workcell.wrapper.Shells#all")
  void an_agent_that_cannot_be_executed_is_126_or_127(List<String> shell) throws IOException {
    try (var attempt = Attempt.make().under(shell)) {
      attempt.finished(attempt.start("/no/such/agent"));
      assertThat(attempt.exit()).isEqualTo("code 127 by agent synced yes end");
    }
    try (var attempt = Attempt.make().under(shell)) {
      attempt.finished(attempt.start(Files.writeString(attempt.root.resolve("x"), "").toString()));
      assertThat(attempt.exit()).isEqualTo("code 126 by agent synced yes end");
      assertThat(Attempt.text(attempt.directory.resolve("err"))).contains("ermission denied");
    }
  }

  @ParameterizedTest
  @MethodSource("dev.workcell.wrapper.Shells#all")
  void arguments_arrive_byte_for_byte(List<String> shell) throws IOException {
    var brief =
        "# Objective\n'quote' \"double\" `id` $(id) #(id) \\n %s übergröße 漢字\n".repeat(1500);
    var words = List.of(brief, "", "-n", "*", "a=b", " two  blanks ", "\t\n", "--", "\\");
    try (var attempt = Attempt.make().under(shell)) {
      var agent = attempt.script("an=agent", "printf '%s\\0' \"$@\"");
      var argv = new java.util.ArrayList<>(List.of(agent.toString()));
      argv.addAll(words);
      attempt.finished(attempt.start(argv.toArray(String[]::new)));

      assertThat(brief.getBytes(StandardCharsets.UTF_8).length).isGreaterThan(100_000);
      assertThat(attempt.log()).isEqualTo(String.join("\0", words) + "\0");
    }
  }

  @ParameterizedTest
  @MethodSource("dev.workcell.wrapper.Shells#all")
  void the_agent_gets_a_session_its_signals_and_the_umask_of_the_launch(List<String> shell)
      throws IOException {
    try (var attempt = Attempt.make().under(shell)) {
      attempt.ran(
          """
          umask
          pwd
          echo "$WORKCELL_RUN"
          [ -d "$WORKCELL_NOTES" ] && echo "${WORKCELL_BRIEF#"$(dirname "$WORKCELL_NOTES")"}"
          cut -d' ' -f1,6 /proc/$$/stat | { read -r pid session; [ "$pid" = "$session" ] && echo leads; }
          grep -e SigIgn -e SigBlk /proc/$$/status | tr '\\t\\n' '  '
          """);

      assertThat(attempt.log().lines())
          .startsWith(
              "0022",
              attempt.root.resolve("tree").toString(),
              "0a0b0c0d/fix/0001/1",
              "/brief.md",
              "leads");
      // no signal below 32 is blocked or ignored
      assertThat(attempt.log()).containsPattern("SigBlk: 0{16} SigIgn: 0{7}[01][08]0{7} ");
      assertThat(Attempt.text(attempt.directory.resolve("err"))).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("dev.workcell.wrapper.Shells#all")
  void the_agent_gets_no_descriptor_but_three(List<String> shell) throws Exception {
    try (var attempt = Attempt.make().under(shell)) {
      var wrapper = attempt.start("/bin/sleep", "600");
      Sandbox.until("the agent runs", () -> agent(wrapper).isPresent());
      try (var open = Files.list(Path.of("/proc/" + agent(wrapper).get().pid() + "/fd"))) {
        assertThat(open.map(f -> f.getFileName().toString()))
            .containsExactlyInAnyOrder("0", "1", "2");
      }
      wrapper.destroy();
      attempt.finished(wrapper);
    }
  }

  private static Optional<ProcessHandle> agent(Process wrapper) {
    return wrapper
        .children()
        .filter(child -> child.info().command().filter(c -> c.endsWith("/sleep")).isPresent())
        .findFirst();
  }

  @Test
  void of_two_wrappers_on_one_attempt_one_runs() throws IOException {
    for (var round = 0; round < 20; round++) {
      try (var attempt = Attempt.make()) {
        var agent = attempt.script("agent", "echo once").toString();
        var one = attempt.start(agent);
        var other = attempt.start(agent);
        attempt.finished(one).finished(other);

        assertThat(attempt.log()).isEqualTo("once\n");
        assertThat(attempt.asked()).isEqualTo(1);
        assertThat(attempt.exit()).isEqualTo("code 0 by agent synced yes end");
      }
    }
  }
}
