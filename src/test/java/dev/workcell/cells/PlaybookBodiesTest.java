package dev.workcell.cells;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import dev.workcell.run.DiagnosisKind;
import dev.workcell.run.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The commands in the bodies of the playbook pages, run as a reader would: in the work tree of a
/// workcell `fix` that was parked half-way.
@DisplayNameGeneration(ReplaceUnderscores.class)
@Execution(ExecutionMode.CONCURRENT)
class PlaybookBodiesTest {
  private static final Path PAGES = Path.of("skill/session-supervisor/recovery");
  private static final Pattern BLOCK =
      Pattern.compile("(?ms)^```sh( no-run [^\\n]+)?\\n(.*?)^```$");
  private static final Pattern COMMAND = Pattern.compile("(?m)\\bworkcell ([a-z]+)((?: +\\S+)*)");
  private static final Pattern OPTION = Pattern.compile("(?<= )--[a-z-]+");

  private static final Pattern ACTS =
      Pattern.compile("workcell (resume fix(?! --print-brief)|take|stop)|git stash|claude ");

  private static final String BRIEF =
      """
      ## Objective

      It

      ## Constraints

      No

      ## Definition of done

      Yes
      """;

  /// @param notRun it wants a person, or changes more than the workcell
  record Block(boolean notRun, String text) {
    boolean acts() {
      return !notRun && ACTS.matcher(text).find();
    }

    boolean resumes() {
      return !notRun && text.contains("workcell resume fix") && acts();
    }
  }

  @Test
  void every_block_runs_by_itself_on_a_parked_workcell() throws IOException {
    var blocks = new LinkedHashSet<Block>();
    for (var kind : DiagnosisKind.values()) {
      var found = blocks(Words.of(kind));
      assertThat(found).as(Words.of(kind)).anyMatch(block -> !block.notRun);
      blocks.addAll(found);
    }
    try (var box = Sandbox.open()) {
      box.with("PATH", Path.of(box.argv().getFirst()).getParent() + ":" + path(box));
      var known = verbs(box);
      agents(box);
      park(box);
      for (var block : blocks) {
        if (block.text.contains("workcell verify fix")) {
          parkFinished(box);
        } else if (block.text.contains("workcell stop fix")) {
          hang(box);
        }
        run(box, known, block);
        if (block.acts()) {
          if (block.resumes()) {
            box.settle("fix");
            assertThat(box.state("fix")).as(block.text).isEqualTo("passed");
          }
          box.workcell("rm", "fix", "--discard");
          box.git("reset", "-q", "--hard", "begin");
          box.git("clean", "-qfd");
          Sandbox.until(
              "the supervisor that resume started leaves", () -> box.processes().isEmpty());
          park(box);
        }
      }
    }
  }

  /// What the pages take for granted: an agent that answers, and briefs that the reader has
  /// written.
  private static void agents(Sandbox box) throws IOException {
    var bin = Files.createDirectories(box.root().resolve("bin"));
    box.script(bin.resolve("claude"), "echo hello");
    box.with("PATH", bin + ":" + path(box));
    box.git("tag", "begin");
    var briefs = List.of("next-part.md", "plainer.md");
    Files.write(box.repo().resolve(".git/info/exclude"), briefs);
    for (var brief : briefs) {
      box.write(brief, BRIEF);
    }
  }

  private static void park(Sandbox box) throws IOException {
    var steps = List.of("write done.txt done", "stop-here");
    var launched = box.launchDemo("fix", steps, "--wait");
    assertThat(launched.out()).as(launched.all()).contains("parked");
  }

  /// The agent said done, the check did not, and the reader has mended it.
  private static void parkFinished(Sandbox box) throws IOException {
    box.workcell("rm", "fix", "--discard");
    box.git("clean", "-qfd");
    box.launchDemo("fix", List.of("write done.txt half", "claim-done"), "--wait");
    box.write("done.txt", "done\n");
  }

  private static void hang(Sandbox box) throws IOException {
    box.workcell("rm", "fix", "--discard");
    box.git("clean", "-qfd");
    box.launchDemo("fix", List.of("write done.txt done", "hang"));
    var log = box.run("fix", 1).resolve("agent.log");
    Sandbox.until("the agent hangs", () -> Files.readString(log).contains("demo-2"));
  }

  /// What wants a person is only read by the shell.
  private static void run(Sandbox box, Set<String> known, Block block) {
    var lines = block.text.lines().filter(line -> knows(known, line));
    var script = "cd repo\n" + lines.collect(Collectors.joining("\n"));
    var done = box.exec(List.of("sh", block.notRun ? "-n" : "-eu", "-c", script));
    assertThat(done.code()).as(script + "\n" + done.all()).isEqualTo(0);
    assertThat(done.err()).as(script).doesNotContain("not found", "No such file", "mend: ");
  }

  private static String path(Sandbox box) {
    return String.valueOf(box.environment().get("PATH"));
  }

  @Test
  void no_page_names_an_option_that_its_command_does_not_have() throws IOException {
    try (var box = Sandbox.open()) {
      var known = verbs(box);
      var helps = new HashMap<String, String>();
      for (var kind : DiagnosisKind.values()) {
        for (var block : blocks(Words.of(kind))) {
          for (var command : COMMAND.matcher(block.text).results().toList()) {
            if (known.contains(command.group(1))) {
              var help =
                  helps.computeIfAbsent(command.group(1), v -> box.workcell(v, "--help").out());
              OPTION
                  .matcher(command.group(2).replaceAll("#.*| \\|.*", ""))
                  .results()
                  .forEach(o -> assertThat(help).as(command.group()).contains(o.group()));
            }
          }
        }
      }
    }
  }

  /// Pages may speak of a command before it is there; from then on its lines are run.
  private static boolean knows(Set<String> known, String line) {
    return COMMAND.matcher(line).results().allMatch(command -> known.contains(command.group(1)));
  }

  private static Set<String> verbs(Sandbox box) {
    var help = box.workcell("--help");
    return help.out()
        .lines()
        .filter(line -> line.matches("  [a-z]+ +.*"))
        .map(line -> line.strip().split(" ", 2)[0])
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Block> blocks(String page) throws IOException {
    var text = Files.readString(PAGES.resolve(page + ".md"));
    return BLOCK
        .matcher(text)
        .results()
        .map(found -> new Block(found.group(1) != null, found.group(2)))
        .toList();
  }
}
