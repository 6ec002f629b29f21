package dev.workcell.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.diagnose.BuiltIn;
import dev.workcell.diagnose.Health;
import dev.workcell.diagnose.Health.Quiet;
import dev.workcell.diagnose.Health.RetryingByItself;
import dev.workcell.diagnose.Health.Stuck;
import dev.workcell.diagnose.Looks;
import dev.workcell.disk.DiskOutputs;
import dev.workcell.disk.DiskRecipes;
import dev.workcell.run.Words;
import dev.workcell.runbook.Recipe;
import dev.workcell.supervise.LiveOutput.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What real agents printed while they hung or retried, seen as if they went on like that.
@DisplayNameGeneration(ReplaceUnderscores.class)
class LiveCorpusTest {
  private static final Path CORPUS = Path.of("src/test/resources/corpus");
  private static final Duration A_MOMENT = Duration.ofSeconds(15);

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "claude/refused, network",
    "claude/hang.long, network",
    "claude/rate429, rate-limit",
    "claude/overloaded, overloaded",
    "claude/http500, overloaded",
    "claude/auth401, auth-failure",
    "codex/refused, network",
    "codex/refused.long, network",
    "codex/stall.long, network",
    "codex/rate429long, rate-limit",
    "codex-tuned/rate429long, rate-limit",
    "codex-tuned/refused, network"
  })
  void retries_are_left_alone_for_their_time_and_then_named(String name, String kind)
      throws IOException {
    var agent = told(name);
    var limit = recipe(name).patience().ownRetries();

    assertThat(agent.passes(limit.minus(A_MOMENT)).health()).isInstanceOf(RetryingByItself.class);
    assertThat(agent.health().because()).contains("after " + kind);
    assertThat(kind(agent.passes(A_MOMENT.multipliedBy(2)).health())).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "gemini/hang.long, network",
    "gemini/refused, network",
    "gemini/http500, overloaded",
    "gemini/overloaded, overloaded",
    "gemini/rate429.long, rate-limit"
  })
  void retries_that_stand_on_stderr_alone_are_left_alone_for_their_time_and_then_named(
      String name, String kind) throws IOException {
    var recipe = BuiltIn.recipe("gemini");
    var output = new LiveOutput(new DiskOutputs(), recipe, ZoneOffset.UTC);
    var agent = new Looks(recipe.patience());
    var err = CORPUS.resolve(name).resolve("stderr");
    agent.tells(output.remarks(err, Position.start(0), agent.now()).told());
    var limit = recipe.patience().ownRetries();

    assertThat(agent.passes(limit.minus(A_MOMENT)).health()).isInstanceOf(RetryingByItself.class);
    assertThat(kind(agent.passes(A_MOMENT.multipliedBy(2)).health())).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "claude/hang",
    "claude/stall",
    "claude/stall.long",
    "codex/hang",
    "codex/hang.long",
    "codex/stall",
    "codex-tuned/hang"
  })
  void hanging_without_a_word_is_quiet_and_then_stuck(String name) throws IOException {
    var agent = told(name);
    var limit = recipe(name).patience().silence();

    assertThat(agent.passes(limit.minus(A_MOMENT)).health()).isInstanceOf(Quiet.class);
    assertThat(kind(agent.passes(A_MOMENT.multipliedBy(2)).health())).isEqualTo("stuck");
  }

  @Test
  void a_stall_is_not_called_stuck_before_claude_code_retries_it_by_itself() throws IOException {
    var agent = told("claude/stall.long");

    assertThat(agent.passes(Duration.ofMinutes(12)).health()).isInstanceOf(Quiet.class);
  }

  @Test
  void retries_that_helped_are_forgotten() throws IOException {
    var agent = told("claude/transient", line -> !line.contains("\"type\":\"result\""));

    agent.passes(recipe("claude").patience().silence().plus(A_MOMENT));
    assertThat(kind(agent.health())).isEqualTo("stuck");
  }

  private Looks told(String name) throws IOException {
    return told(name, _ -> true);
  }

  private Looks told(String name, Predicate<String> kept) throws IOException {
    var log = directory.resolve("agent.log");
    var lines = Files.readAllLines(CORPUS.resolve(name).resolve("stdout"));
    Files.write(log, lines.stream().filter(kept).toList());
    var output = new LiveOutput(new DiskOutputs(), recipe(name), ZoneOffset.UTC);
    var agent = new Looks(recipe(name).patience());
    agent.tells(output.read(log, Position.start(0), agent.now()).told());
    return agent.passes(Duration.ofSeconds(5));
  }

  private static Recipe recipe(String name) {
    return DiskRecipes.of(Map.of("HOME", "/nowhere"))
        .find(name.startsWith("claude") ? "claude-code" : "codex");
  }

  private static String kind(Health health) {
    assertThat(health).isInstanceOf(Stuck.class);
    return Words.of(((Stuck) health).diagnosis().kind());
  }
}
