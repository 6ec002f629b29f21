package dev.workcell.cells;

import static dev.workcell.cells.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RecipeVerbTest {
  private static final String CORPUS =
      Path.of("src/test/resources/corpus").toAbsolutePath().toString();

  @Test
  void the_recorded_cases_are_read_right_and_a_page_that_lost_a_sign_is_told_by_each_miss()
      throws IOException {
    try (var box = Sandbox.open()) {
      assertThat(box.workcell("recipe", "ls").out()).contains("claude-code", "codex", "demo");
      var good = box.workcell("recipe", "test", "codex", "--corpus", CORPUS);
      assertThat(good.code()).as(good.all()).isZero();
      assertThat(good.out()).contains("really was").containsPattern("\\(100\\.0 %\\), 0 dangerous");

      var page = box.workcell("recipe", "show", "codex").out();
      var own = box.root().resolve("home/.config/workcell/recipes/codex.md");
      Files.createDirectories(own.getParent());
      Files.writeString(own, page.replaceAll("(?m)^.*read: rate-limit.*\n", ""));
      var bad = box.workcell("recipe", "test", "codex", "--corpus", CORPUS);
      assertThat(bad.code()).isEqualTo(1);
      assertThat(bad.out())
          .contains("DANGER  codex/usage  failed rate-limit read as failed")
          .contains("miss  codex/rate429  failed rate-limit read as failed");
      assertThat(box.workcell("recipe", "test", "codex", "--corpus", CORPUS, "--json").out())
          .contains("\"case\":\"codex/usage\"", "\"truth\":\"failed rate-limit");

      Files.writeString(own, page.replace("read: session,", "read: seance,"));
      refused(box.workcell("recipe", "show", "codex", "--screen", CORPUS + "/none"), 2, "'seance'");
    }
  }

  @Test
  void a_run_is_explained_sign_by_sign_and_becomes_a_case_without_paths_and_secrets()
      throws IOException {
    try (var box = Sandbox.open()) {
      CodexSessionFileTest.codex(
          box,
          """
          echo "working in $PWD with sk-live-abcdefghijklmnop" >&2
          echo '{"type":"turn.failed","error":{"message":"You’ve hit your usage limit, or try again at 1:04 PM."}}'
          exit 1
          """);
      box.workcell(box.launching("limited", "--agent", "codex", "--wait"));

      var explained = box.workcell("recipe", "show", "codex", "--cell", "limited").out();
      assertThat(explained)
          .containsPattern("agent\\.log:\\d+  codex\\.md:\\d+  rate-limit  You.ve hit")
          .contains("reads as: failed rate-limit, resets ");

      var corpus = box.root().resolve("cases").toString();
      var record =
          List.of(
              "recipe",
              "record",
              "limited",
              "--corpus",
              corpus,
              "--as",
              "codex/new",
              "--stands",
              "failed",
              "--kind",
              "rate-limit");
      var recorded = box.workcell(record.toArray(String[]::new));
      assertThat(recorded.code()).as(recorded.all()).isZero();
      var place = Path.of(corpus).resolve("codex/new");
      assertThat(place.resolve("stdout")).content().contains("hit your usage limit");
      assertThat(place.resolve("stderr"))
          .content()
          .contains("working in /home/ada/repo")
          .doesNotContain("sk-live");
      assertThat(place.resolve("truth.json")).content().contains("\"failed\"", "\"rate-limit\"");
      var tested = box.workcell("recipe", "test", "codex", "--corpus", corpus);
      assertThat(tested.out()).as(tested.all()).contains("1 of 1 right (100.0 %), 0 dangerous");
      refused(box.workcell(record.toArray(String[]::new)), 4, "is there already");
    }
  }

  @Test
  void what_an_agent_used_is_told_of_all_attempts() throws IOException {
    try (var box = Sandbox.open()) {
      CodexSessionFileTest.codex(
          box,
          """
          echo '{"type":"item.completed","item":{"type":"agent_message","text":"Done, no error."}}'
          echo '{"type":"turn.completed","usage":{"input_tokens":2000,"cached_input_tokens":500,"output_tokens":3}}'
          echo done > done.txt
          """);
      box.workcell(box.launching("fix", "--agent", "codex", "--wait"));

      assertThat(box.value("fix", "usage.tokens")).isEqualTo(2003L);
      assertThat(box.value("fix", "usage.inputTokens")).isEqualTo(2000L);
      assertThat(box.value("fix", "usage.cachedTokens")).isEqualTo(500L);
      assertThat(box.value("fix", "usage.turns")).isEqualTo(1L);
      assertThat(box.workcell("show", "fix").out())
          .contains("2,003 tokens (2,000 in, 3 out, 500 cached), 1 turn");
      assertThat(box.workcell("ls", "--usage").out())
          .containsPattern("fix +2,003 +2,000 +3 +500 +- +1");
    }
  }

  @Test
  void logs_are_searched_and_begin_at_a_time() throws IOException {
    try (var box = Sandbox.open()) {
      box.launchScript("fix", "echo one; echo two; echo twenty", "--no-verify", "--wait");

      assertThat(box.workcell("logs", "fix", "--grep", "tw[oe]").out()).isEqualTo("two\ntwenty\n");
      assertThat(box.workcell("logs", "fix", "--since", "1h").out()).contains("one");
      assertThat(box.workcell("logs", "fix", "--since", "2100-01-01T00:00:00Z").out()).isEmpty();
      refused(box.workcell("logs", "fix", "--since", "soon"), 2, "'soon' is none");
      refused(box.workcell("logs", "fix", "--grep", "("), 2, "Unclosed group");
      refused(box.workcell("logs", "fix", "--raw", "--grep", "a"), 2, "leaves lines out");
    }
  }
}
