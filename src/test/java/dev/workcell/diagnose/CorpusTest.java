package dev.workcell.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.disk.DiskOutputs;
import dev.workcell.disk.Fields;
import dev.workcell.disk.Json;
import dev.workcell.disk.Malformed;
import dev.workcell.run.Exit;
import dev.workcell.run.Words;
import dev.workcell.runbook.Reading;
import dev.workcell.runbook.Recipe;
import dev.workcell.runbook.Sign.Where;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What real agents printed when something happened to them, read with the recipes. The truth
/// beside each was written by hand from what was done to the agent.
@DisplayNameGeneration(ReplaceUnderscores.class)
class CorpusTest {
  private static final Path CORPUS = Path.of("src/test/resources/corpus");

  /// One recorded run.
  record Recorded(Path directory, Fields truth) {
    Exit exit() throws Malformed {
      return new Exit(truth.optInt("exit"), Exit.Witness.AGENT, Optional.of(truth.instant("at")));
    }

    Recipe recipe() throws Malformed {
      return BuiltIn.recipe(truth.text("recipe"));
    }

    byte[] stdout() throws IOException {
      return Files.readAllBytes(directory.resolve("stdout"));
    }

    @Override
    public String toString() {
      return CORPUS.relativize(directory).toString();
    }
  }

  static List<Recorded> recorded() throws IOException, Malformed {
    var found = new ArrayList<Recorded>();
    try (var files = Files.walk(CORPUS)) {
      for (var file : files.filter(f -> f.endsWith("stdout")).sorted().toList()) {
        var directory = CORPUS.resolve(CORPUS.relativize(file).subpath(0, 2));
        var truth = Json.parse(Files.readString(directory.resolve("truth.json")));
        if (BuiltIn.names().contains(truth.text("recipe"))) {
          found.add(new Recorded(directory, truth));
        }
      }
    }
    assertThat(found).hasSizeGreaterThan(90);
    return found;
  }

  /// Without those that were recorded with `--output-format text` and the like, which no recipe
  /// asks for.
  static List<Recorded> structured() throws IOException, Malformed {
    var found = new ArrayList<Recorded>();
    for (var it : recorded()) {
      if (!it.truth.has("mode")) {
        found.add(it);
      }
    }
    return found;
  }

  @ParameterizedTest
  @MethodSource("structured")
  void is_read_as_what_really_happened(Recorded it) throws IOException, Malformed {
    var report = report(it.recipe(), it.directory, it.exit());
    var stands = it.truth.text("stands");

    assertThat(report.claim().ok()).as("claim").isEqualTo(stands.equals("done"));
    if (stands.equals("failed")) {
      assertThat(report.trouble().map(t -> Words.of(t.kind())))
          .as("diagnosis")
          .isEqualTo(it.truth.optText("kind"));
      assertThat(report.trouble().flatMap(t -> t.resetAt()))
          .as("reset time")
          .isEqualTo(it.truth.optInstant("resetAt"));
    } else if (!List.of("alive", "waiting").contains(stands)) {
      assertThat(report.trouble()).isEmpty();
    }
    assertThat(report.sessionId()).as("session").isEqualTo(it.truth.optText("sessionId"));
  }

  @ParameterizedTest
  @MethodSource("structured")
  void cut_off_anywhere_is_never_a_claim(Recorded it) throws IOException, Malformed {
    var whole = it.stdout();
    var recipe = it.recipe();
    var told = report(recipe, it.directory, it.exit()).trouble().map(t -> t.kind());
    var end = whole.length - 1; // the last line end alone may be missing
    for (var cut : new Random(7).ints(25, 0, Math.max(1, end)).toArray()) {
      var report = reportOf(recipe, Arrays.copyOf(whole, cut), it.exit());
      if (report.claim().ok()) {
        var rest = reportOf(recipe, Arrays.copyOfRange(whole, cut, whole.length), it.exit());
        assertThat(rest.ending()).as("after byte %d", cut).isEqualTo(Report.Ending.SILENT);
        continue; // its last word was whole
      }
      assertThat(report.trouble().map(t -> t.kind()))
          .as("cut at byte %d", cut)
          .isIn(Optional.empty(), told);
    }
  }

  @ParameterizedTest
  @MethodSource("structured")
  void the_output_of_another_agent_says_nothing(Recorded it) throws IOException, Malformed {
    var other = it.recipe().name().equals("codex") ? "claude-code" : "codex";

    var report = report(BuiltIn.recipe(other), it.directory, it.exit());

    assertThat(report.claim().ok()).isFalse();
    assertThat(report.trouble()).isEmpty();
    assertThat(report.ending()).isEqualTo(Report.Ending.SILENT);
  }

  @Test
  void garbage_is_no_claim_and_no_trouble() throws IOException {
    var random = new Random(42);
    var exit = new Exit(Optional.of(0), Exit.Witness.AGENT, Optional.of(Instant.EPOCH));
    for (var recipe : List.of("claude-code", "codex")) {
      for (var round = 0; round < 100; round++) {
        var bytes = new byte[random.nextInt(4000)];
        random.nextBytes(bytes);
        var report = reportOf(BuiltIn.recipe(recipe), bytes, exit);
        assertThat(report.claim().ok()).isFalse();
        assertThat(report.trouble()).isEmpty();
        assertThat(report.sessionId()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("foreign")
  void lines_that_only_look_like_theirs_are_no_claim_and_no_trouble(String line)
      throws IOException {
    var exit = new Exit(Optional.of(0), Exit.Witness.AGENT, Optional.of(Instant.EPOCH));
    for (var recipe : List.of("claude-code", "codex")) {
      var report = reportOf(BuiltIn.recipe(recipe), line.getBytes(StandardCharsets.UTF_8), exit);
      assertThat(report.claim().ok()).as(recipe).isFalse();
      assertThat(report.trouble()).as(recipe).isEmpty();
    }
  }

  static List<String> foreign() {
    return List.of(
        "",
        "null",
        "[{\"type\":\"result\",\"is_error\":false,\"result\":\"done\"}]",
        "{\"type\":\"result\"}",
        "{\"type\":\"result\",\"is_error\":false,\"result\":\"\"}",
        "{\"type\":\"result\",\"is_error\":null,\"result\":\"done\"}",
        "{\"type\":\"result\",\"is_error\":[false],\"result\":\"done\"}",
        "{\"type\":[\"result\"],\"is_error\":false,\"result\":\"done\"}",
        "{\"type\":\"results\",\"is_error\":false,\"result\":\"done\"}",
        "{\"type\":\"user\",\"message\":{\"type\":\"result\",\"is_error\":false}}",
        "{\"type\":\"assistant\",\"message\":{\"content\":[{\"type\":\"text\",\"text\":"
            + "\"You've hit your 5-hour limit · resets 1:04pm (UTC)\"}]}}",
        "{\"type\":\"item.completed\",\"item\":{\"type\":\"agent_message\",\"text\":"
            + "\"You’ve hit your usage limit, try again at 1:04 PM.\"}}",
        "{\"type\":\"rate_limit_event\",\"rate_limit_info\":{\"status\":\"allowed_warning\","
            + "\"resetsAt\":1795352669}}",
        "{\"type\":\"turn.completed\"}",
        "{\"type\":\"turn.completed.not\"}",
        "{\"type\":\"error\",\"message\":\"Reconnecting... 1/5 (status 401)\"}",
        " {\"type\":\"result\",\"is_error\":false,\"result\":\"done\"}",
        "{\"type\":\"result\",\"is_error\":false,\"result\":\"done\"");
  }

  private static Report report(Recipe recipe, Path directory, Exit exit) throws IOException {
    return Report.of(recipe, readings(recipe, directory, exit), exit, exit.at().orElseThrow());
  }

  private Report reportOf(Recipe recipe, byte[] stdout, Exit exit) throws IOException {
    Files.write(scratch.resolve("stdout"), stdout);
    return report(recipe, scratch, exit);
  }

  @TempDir Path scratch;

  private static List<Reading> readings(Recipe recipe, Path directory, Exit exit)
      throws IOException {
    var outputs = new DiskOutputs();
    var signs = new Signs(recipe, ZoneOffset.UTC);
    var at = exit.at().orElseThrow();
    var found = new ArrayList<Reading>();
    OutputReader.Sink sink = (n, fired, blank) -> fired.forEach(f -> found.add(f.reading()));
    var log = signs.reader(Where.JSON, Where.LINE, "agent.log", at, sink);
    outputs.bytes(directory.resolve("stdout"), 0, Long.MAX_VALUE, log::take);
    log.end();
    var err = signs.reader(Where.STDERR, Where.STDERR, "err", at, sink);
    outputs.bytes(directory.resolve("stderr"), 0, Long.MAX_VALUE, err::take);
    err.end();
    return found;
  }
}
