package dev.workcell.cells;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// Words of the operator, of the repo and of the agent that would run something if any shell, tmux
/// or git read them as code.
@DisplayNameGeneration(ReplaceUnderscores.class)
class HostileTextTest {
  private static final String HOSTILE =
      "a #(touch MARK) $(touch MARK) `touch MARK` '; touch MARK; ' \"; touch MARK; \" | touch MARK\n"
          + "touch MARK & #{pane_id} %1 \\$(touch MARK)";

  @Test
  void hostile_words_everywhere_execute_nowhere() throws IOException {
    try (var box = Sandbox.open()) {
      var marked = HOSTILE.replace("MARK", "x-was-executed");
      var repo = box.root().resolve("r #(touch x-was-executed) $(touch x-was-executed) '\"`t`");
      Files.move(box.repo(), repo);
      var branch = "b-#(touch-x)-$(touch${IFS}x-was-executed)-`touch${IFS}x-was-executed`-'\"";
      git(box, repo, "checkout", "-q", "-b", branch);
      var file = "f $(touch x-was-executed) #(touch x-was-executed) \n'\".txt";
      Files.writeString(repo.resolve(file), "x\n");
      git(box, repo, "add", "-A");
      git(box, repo, "commit", "-qm", marked);

      var agent =
          box.script(
              box.root().resolve("agent '$(touch x-was-executed)'"),
              "printf '%s\\n' \"$1\" \"\\033Ptmux;\\033\"; cat \"$WORKCELL_BRIEF\"; echo more >> \"$2\"");
      var launched =
          box.exec(
              box.argv(
                  "launch",
                  "fix",
                  "--repo",
                  repo.toString(),
                  "--objective",
                  marked,
                  "--constraint",
                  marked,
                  "--done",
                  marked,
                  "--verify",
                  "test -s README",
                  "--agent",
                  "command",
                  "--wait",
                  "--",
                  agent.toString(),
                  marked,
                  file));
      assertThat(launched.code()).as(launched.all()).isEqualTo(0);
      assertThat(box.value("fix", "repo.branch")).isEqualTo(branch);
      assertThat(String.valueOf(box.value("fix", "objective"))).contains("#(touch x-was-executed)");
      assertThat(Files.readString(box.run("fix", 1).resolve("agent.log"))).contains(marked);

      watch(box);
      for (var verb : List.of("ls", "show", "logs", "handoff", "diff")) {
        assertThat(box.workcell(words(verb)).code()).as(verb).isEqualTo(0);
      }
      var resumed = box.workcell("resume", "fix", "--wait");
      assertThat(resumed.code()).as(resumed.all()).isEqualTo(0);
      var taken = box.workcell("take", "fix", "--commit", "-m", marked);
      assertThat(taken.code()).as(taken.all()).isEqualTo(0);
      assertThat(files(box.root())).noneMatch(f -> f.endsWith("x-was-executed"));
      assertThat(Path.of("x-was-executed")).doesNotExist();
    }
  }

  private static String[] words(String verb) {
    return verb.equals("ls") ? new String[] {"ls"} : new String[] {verb, "fix"};
  }

  /// `attach` in a real terminal, as a person would, until the agent's words are on it.
  private static void watch(Sandbox box) throws IOException {
    try (var terminal = Terminal.open(box, 100, 30)) {
      terminal.type(String.join(" ", box.argv("attach", "fix")));
      Sandbox.until("the viewer shows the log", () -> terminal.screen().contains("pane_id"));
      terminal.keys("C-b", "d");
      Sandbox.until("the viewer is left", () -> terminal.ended());
    }
  }

  private static List<String> files(Path root) throws IOException {
    try (var all = Files.walk(root)) {
      return all.map(f -> String.valueOf(f.getFileName())).toList();
    }
  }

  private static void git(Sandbox box, Path repo, String... words) {
    var argv = new java.util.ArrayList<>(List.of("git", "-C", repo.toString()));
    argv.addAll(List.of(words));
    var done = box.exec(argv);
    assertThat(done.code()).as(done.all()).isEqualTo(0);
  }
}
