package dev.workcell.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.diagnose.BuiltIn;
import dev.workcell.diagnose.Outcome.Stands;
import dev.workcell.diagnose.OutputReader;
import dev.workcell.diagnose.Signs;
import dev.workcell.disk.DiskCorpus;
import dev.workcell.disk.DiskOutputs;
import dev.workcell.run.Exit;
import dev.workcell.runbook.Recipe;
import dev.workcell.runbook.Sign.Where;
import dev.workcell.supervise.Corpus.Captured;
import dev.workcell.supervise.Corpus.Case;
import dev.workcell.supervise.ReadCase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Output that is not what a page knows: of the agent's next release, of another agent, damaged. It
/// is read as what it still says, or as nothing; never as something else.
@DisplayNameGeneration(ReplaceUnderscores.class)
class MutationsTest {
  private static final Path CORPUS = Path.of("src/test/resources/corpus");

  @TempDir private Path scratch;

  /// A recorded run that is over.
  record Run(Case recorded) {
    Captured.Run captured() {
      return (Captured.Run) recorded.captured();
    }

    Recipe recipe() {
      return BuiltIn.recipe(recorded.recipe().orElseThrow());
    }

    Stands truth() {
      return recorded.truth().orElseThrow().stands();
    }

    @Override
    public String toString() {
      return recorded.name();
    }
  }

  static Stream<Run> runs() throws IOException {
    var known = BuiltIn.names();
    return new DiskCorpus()
        .cases(CORPUS).stream()
            .filter(c -> c.captured() instanceof Captured.Run && !c.textMode())
            .filter(c -> c.recipe().filter(known::contains).isPresent())
            .map(Run::new);
  }

  @ParameterizedTest
  @MethodSource("runs")
  void a_line_in_other_words_does_not_make_a_failure_a_success(Run it) throws IOException {
    var random = new Random(it.toString().hashCode());
    var lines = Files.readAllLines(it.captured().stdout());
    for (var round = 0; round < 12; round++) {
      var changed = new ArrayList<>(lines);
      var mutation = random.nextInt(4);
      for (var i = 0; i < changed.size(); i++) {
        if (random.nextInt(3) == 0) {
          changed.set(i, mutated(changed.get(i), mutation, random));
        }
      }
      var read = read(it, changed);
      if (it.truth() != Stands.DONE) {
        assertThat(read).as("%s", changed).isNotEqualTo(Stands.DONE);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("runs")
  void a_next_release_with_more_keys_and_kinds_of_lines_is_read_as_well(Run it) throws IOException {
    var lines = new ArrayList<String>();
    for (var line : Files.readAllLines(it.captured().stdout())) {
      lines.add(
          "{\"type\":\"brand_new\",\"data\":{\"items\":[1,{\"a\":null}],\"text\":\"result\"}}");
      lines.add(
          line.startsWith("{\"") ? "{\"v\":2,\"trace\":{\"id\":\"x\"}," + line.substring(1) : line);
    }

    assertThat(read(it, lines)).isEqualTo(read(it, Files.readAllLines(it.captured().stdout())));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void blanks_in_its_json_mean_nothing(Run it) throws IOException {
    var lines =
        Files.readAllLines(it.captured().stdout()).stream()
            .map(
                l -> l.startsWith("{\"") ? "{ \"" + l.substring(2).replaceFirst("\":", "\" : ") : l)
            .toList();

    assertThat(read(it, lines)).isEqualTo(read(it, Files.readAllLines(it.captured().stdout())));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void with_its_keys_renamed_it_is_not_guessed(Run it) throws IOException {
    var lines =
        Files.readAllLines(it.captured().stdout()).stream()
            .map(l -> l.replaceAll("\"([a-zA-Z_]+)\":", "\"x$1\":"))
            .toList();

    assertThat(read(it, lines, scratch.resolve("none"))).isIn(Stands.UNREADABLE, Stands.ALIVE);
  }

  @ParameterizedTest
  @MethodSource("runs")
  void lines_in_another_order_never_make_a_failure_a_success(Run it) throws IOException {
    var random = new Random(5);
    for (var round = 0; round < 6; round++) {
      var lines = new ArrayList<>(Files.readAllLines(it.captured().stdout()));
      Collections.shuffle(lines, random);
      var read = read(it, lines);
      if (it.truth() != Stands.DONE) {
        assertThat(read).isNotEqualTo(Stands.DONE);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("runs")
  void the_pages_of_other_agents_read_nothing_in_it(Run it) throws IOException {
    // Qwen Code speaks the lines of Claude Code
    var kin = List.of("claude-code", "qwen");
    for (var other : List.of("claude-code", "codex", "gemini", "opencode", "pi", "copilot")) {
      var own = it.recipe().name();
      if (!other.equals(own) && !(kin.contains(own) && kin.contains(other))) {
        var exit = new Exit(Optional.of(0), Exit.Witness.AGENT, Optional.of(it.recorded.at()));
        var run = new Captured.Run(it.captured().stdout(), scratch.resolve("none"), exit);
        assertThat(read(BuiltIn.recipe(other), run, it.recorded.at()))
            .as(other)
            .isIn(Stands.UNREADABLE);
      }
    }
  }

  @Test
  void a_line_without_end_is_cut_and_what_follows_is_read() throws IOException {
    var found = new ArrayList<Signs.Fired>();
    var reader =
        new Signs(BuiltIn.recipe("claude-code"), ZoneOffset.UTC)
            .reader(
                Where.JSON,
                Where.LINE,
                "agent.log",
                Instant.EPOCH,
                (number, fired, blank) -> found.addAll(fired));
    var chunk = "x".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
    for (var i = 0; i < 200; i++) {
      reader.take(chunk, 0, chunk.length);
    }
    var rest =
        "\n{\"type\":\"result\",\"subtype\":\"success\",\"is_error\":false,\"result\":\"ok\"}"
            .getBytes(StandardCharsets.UTF_8);
    reader.take(rest, 0, rest.length);
    reader.end();

    assertThat(found).hasSize(1);
    assertThat(reader.lines()).isEqualTo(2);
    assertThat(reader.bytes()).isEqualTo(200L * chunk.length + rest.length);
    assertThat(OutputReader.LONGEST_LINE).isLessThan(200 * chunk.length);
  }

  @ParameterizedTest
  @MethodSource("runs")
  void in_pieces_of_any_size_it_reads_the_same(Run it) throws IOException {
    var bytes = Files.readAllBytes(it.captured().stdout());
    var whole = pieces(it.recipe(), bytes, bytes.length + 1);

    for (var size : new int[] {1, 7, 64, 4096}) {
      assertThat(pieces(it.recipe(), bytes, size)).isEqualTo(whole);
    }
  }

  private static List<String> pieces(Recipe recipe, byte[] bytes, int size) {
    var found = new ArrayList<String>();
    var reader =
        new Signs(recipe, ZoneOffset.UTC)
            .reader(
                Where.JSON,
                Where.LINE,
                "log",
                Instant.EPOCH,
                (number, fired, blank) -> fired.forEach(f -> found.add(f.reading().toString())));
    for (var at = 0; at < bytes.length; at += size) {
      reader.take(bytes, at, Math.min(bytes.length, at + size));
    }
    reader.end();
    return found;
  }

  /// Cut, doubled, or with a word of it replaced.
  private static String mutated(String line, int mutation, Random random) {
    if (line.length() < 4) {
      return line;
    }
    var at = random.nextInt(line.length() - 2) + 1;
    return switch (mutation) {
      case 0 -> line.substring(0, at);
      case 1 -> line.substring(at);
      case 2 -> line + line;
      default ->
          line.replaceFirst("\"(type|status|subtype|stopReason|reason)\":\"", "\"$1\":\"new_");
    };
  }

  private Stands read(Run it, List<String> lines) throws IOException {
    return read(it, lines, it.captured().stderr());
  }

  private Stands read(Run it, List<String> lines, Path stderr) throws IOException {
    var file = scratch.resolve("stdout");
    Files.write(file, lines);
    var run = new Captured.Run(file, stderr, it.captured().exit());
    return read(it.recipe(), run, it.recorded.at());
  }

  private static Stands read(Recipe recipe, Captured.Run run, Instant at) throws IOException {
    var one = new Case("", Optional.empty(), run, at, Optional.empty(), false);
    return new ReadCase(new DiskOutputs(), recipe, ZoneOffset.UTC).read(one).outcome().stands();
  }
}
