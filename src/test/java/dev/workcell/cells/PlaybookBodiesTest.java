package dev.workcell.cells;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import dev.workcell.run.DiagnosisKind;
import dev.workcell.run.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The commands in the bodies of the playbook pages, run as a reader would: in the work tree of a
/// workcell `fix` that was parked half-way.
@DisplayNameGeneration(ReplaceUnderscores.class)
class PlaybookBodiesTest {
  private static final Path PAGES = Path.of("skill/session-supervisor/recovery");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh( by-hand)?\\n(.*?)^```$");
  private static final Pattern COMMAND = Pattern.compile("(?m)\\bworkcell ([a-z]+)((?: +\\S+)*)");
  private static final Pattern OPTION = Pattern.compile("(?<= )--[a-z-]+");

  /// @param byHand it wants a person, or changes more than the workcell
  record Block(boolean byHand, String text) {}

  @ParameterizedTest
  @EnumSource(DiagnosisKind.class)
  void every_block_of_a_page_runs_on_a_parked_workcell(DiagnosisKind kind) throws IOException {
    var blocks = blocks(Words.of(kind));
    assertThat(blocks).anyMatch(b -> !b.byHand);
    try (var box = Sandbox.open()) {
      var path = Path.of(box.argv().getFirst()).getParent() + ":" + box.environment().get("PATH");
      box.with("PATH", path);
      var launched = box.launchDemo("fix", List.of("write done.txt done", "stop-here"), "--wait");
      assertThat(launched.out()).as(launched.all()).contains("parked");
      var known = verbs(box);
      for (var block : blocks) {
        var lines = block.text.lines().filter(line -> knows(known, line));
        var script = "cd repo\n" + lines.collect(Collectors.joining("\n"));
        var words = block.byHand ? List.of("sh", "-n", "-c") : List.of("sh", "-eu", "-c");
        var argv = new ArrayList<>(words);
        argv.add(script);
        var done = box.exec(argv);
        assertThat(done.code()).as(script + "\n" + done.all()).isEqualTo(0);
        assertThat(done.err()).as(script).doesNotContain("not found", "No such file");
      }
    }
  }

  @Test
  void no_page_names_an_option_that_its_command_does_not_have() throws IOException {
    try (var box = Sandbox.open()) {
      var known = verbs(box);
      for (var verb : known) {
        var help = box.workcell(verb, "--help").out();
        for (var kind : DiagnosisKind.values()) {
          for (var block : blocks(Words.of(kind))) {
            var commands = COMMAND.matcher(block.text);
            while (commands.find()) {
              if (commands.group(1).equals(verb)) {
                var options = OPTION.matcher(commands.group(2).replaceAll("#.*| \\|.*", ""));
                options
                    .results()
                    .forEach(o -> assertThat(help).as(commands.group()).contains(o.group()));
              }
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
