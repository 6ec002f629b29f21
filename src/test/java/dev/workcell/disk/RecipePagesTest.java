package dev.workcell.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workcell.run.DiagnosisKind;
import dev.workcell.run.Permissions;
import dev.workcell.run.Refusal;
import dev.workcell.runbook.Patience;
import dev.workcell.runbook.Reading;
import dev.workcell.runbook.Recipe;
import dev.workcell.runbook.Sign;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RecipePagesTest {
  private static final String GOOD =
      """
      ---
      name: mine
      title: My agent
      binary: mine
      launch: [mine, "{brief}"]
      permissions:
        safe: [--safe]
        full: []
      env: [MINE_*]
      set: {MODE: "1"}
      grace: 9
      signs:
        - {when: {/type: ^done$}, read: done, text: /text}
        - {on: stderr, when: {line: "no luck"}, read: crashed}
      show:
        - {when: {/type: .}, as: "{/text}"}
      ---
      # Body
      """;

  @Test
  void a_page_becomes_a_recipe() {
    var recipe = recipe(GOOD);

    assertThat(recipe.name()).isEqualTo("mine");
    assertThat(recipe.launch()).containsExactly("mine", "{brief}");
    assertThat(recipe.resume()).isEmpty();
    assertThat(recipe.permissions().get(Permissions.SAFE)).containsExactly("--safe");
    assertThat(recipe.set()).isEqualTo(Map.of("MODE", "1"));
    assertThat(recipe.grace()).isEqualTo(9);
    assertThat(recipe.patience()).isEqualTo(Patience.USUAL);
    assertThat(recipe.claimsByExit()).isFalse();
    assertThat(recipe.mergesStderr()).isFalse();
    assertThat(recipe.notes()).isEqualTo(Recipe.Notes.FINAL_MESSAGE);
    assertThat(recipe.signs())
        .extracting(Sign::where)
        .containsExactly(Sign.Where.JSON, Sign.Where.STDERR);
    assertThat(recipe.signs().getLast().reading()).isEqualTo(Reading.Kind.CRASHED);
    assertThat(recipe.shows()).hasSize(1);
    assertThat(recipe.body()).isEqualTo("# Body\n");
  }

  @Test
  void a_page_says_how_long_its_agent_may_be_silent_and_retry() {
    var recipe = recipe(GOOD.replace("grace: 9", "silence: 90s\nown-retries: 2h"));

    assertThat(recipe.patience())
        .isEqualTo(new Patience(Duration.ofSeconds(90), Duration.ofHours(2)));
  }

  @Test
  void a_sign_says_what_a_retry_is_about() {
    var recipe = recipe(GOOD.replace("read: done,", "read: retrying, about: rate-limit,"));

    assertThat(recipe.signs().getFirst().about()).contains(DiagnosisKind.RATE_LIMIT);
    assertThat(recipe.signs().getLast().about()).isEmpty();
  }

  @Test
  void a_sign_of_a_screen_says_where_its_words_stand_and_which_keys_are_safe() {
    var recipe =
        recipe(
            GOOD.replace(
                "- {on: stderr, when: {line: \"no luck\"}, read: crashed}",
                "- {on: screen, when: {bright: \"^Sure\\\\?$\"}, read: asking, ask: trust, text: {turn:"
                    + " \"(Sure.)\"}, keys: [Down, Enter]}"));
    var sign = recipe.signs().getLast();

    assertThat(sign.where()).isEqualTo(Sign.Where.SCREEN);
    assertThat(sign.ask()).contains(Sign.Ask.TRUST);
    assertThat(sign.keys()).containsExactly("Down", "Enter");
    assertThat(sign.text().map(Sign.Place::pointer)).contains(Sign.Place.TURN);
    assertThat(sign.when().getFirst().pattern().matcher("Well\nSure?\n").find()).isTrue();
    assertThat(sign.line()).isEqualTo(14);
  }

  static List<String> builtIn() {
    return List.of(
        "aider",
        "amp",
        "claude-code",
        "codex",
        "command",
        "copilot",
        "cursor",
        "demo",
        "gemini",
        "goose",
        "opencode",
        "pi",
        "qwen");
  }

  /// What is broken, and where the refusal must point.
  record Broken(String what, String page, int line, String why) {
    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Broken> broken() {
    return Stream.of(
        new Broken("a misspelt key", GOOD.replace("title:", "titel:"), 2, "'title' is missing"),
        new Broken("extra key", GOOD.replace("grace: 9", "grace: 9\ncolour: red"), 12, "'colour'"),
        new Broken(
            "extra key in a sign",
            GOOD.replace("read: done,", "read: done, reed: x,"),
            13,
            "'reed'"),
        new Broken(
            "extra key in permissions",
            GOOD.replace("full: []", "full: []\n  max: []"),
            9,
            "'max'"),
        new Broken("missing key", GOOD.replace("name: mine\n", ""), 2, "'name' is missing"),
        new Broken("a list for a text", GOOD.replace("My agent", "[a]"), 3, "title is no text"),
        new Broken("a text for a list", GOOD.replace("[MINE_*]", "MINE_X"), 9, "env is no list"),
        new Broken("a map in a list", GOOD.replace("[MINE_*]", "[{a: b}]"), 9, "env is no text"),
        new Broken(
            "a list for a map", GOOD.replace("{MODE: \"1\"}", "[a]"), 10, "set is no mapping"),
        new Broken(
            "a text for a sign",
            GOOD.replace("- {on: stderr, when: {line: \"no luck\"}, read: crashed}", "- crashed"),
            14,
            "no mapping"),
        new Broken(
            "unknown reading", GOOD.replace("read: done,", "read: finished,"), 13, "'finished'"),
        new Broken("unknown output", GOOD.replace("on: stderr", "on: smell"), 14, "'smell'"),
        new Broken("bad pattern", GOOD.replace("^done$", "\"(\""), 13, "Unclosed group"),
        new Broken("no condition", GOOD.replace("when: {/type: ^done$}, ", ""), 13, "'when'"),
        new Broken("empty condition", GOOD.replace("/type: ^done$", ""), 13, "when"),
        new Broken("no pointer", GOOD.replace("/type: ^done$", "type: ^done$"), 13, "'type'"),
        new Broken(
            "no pointer for text", GOOD.replace("text: /text}", "text: text}"), 13, "'text'"),
        new Broken(
            "bad reset pattern",
            GOOD.replace("text: /text}", "text: /text, reset-text: \"(\"}"),
            13,
            "Unclosed group"),
        new Broken(
            "reset pattern without a group",
            GOOD.replace("text: /text}", "text: /text, reset-text: resets}"),
            13,
            "group"),
        new Broken("grace that is no number", GOOD.replace("grace: 9", "grace: soon"), 11, "grace"),
        new Broken("grace below zero", GOOD.replace("grace: 9", "grace: -1"), 11, "grace"),
        new Broken("no duration", GOOD.replace("grace: 9", "silence: 15"), 11, "15s, 5m, 1h"),
        new Broken("a mixed one", GOOD.replace("grace: 9", "silence: 1h30m"), 11, "15s, 5m, 1h"),
        new Broken("too short", GOOD.replace("grace: 9", "own-retries: 9s"), 11, "10 seconds"),
        new Broken(
            "about for what is no retry",
            GOOD.replace("read: done,", "read: done, about: network,"),
            13,
            "'about'"),
        new Broken(
            "about something unknown",
            GOOD.replace("read: done,", "read: retrying, about: weather,"),
            13,
            "'weather'"),
        new Broken("no front matter", "# A page\n", 1, "begins with"),
        new Broken("nothing at all", "", 1, "begins with"),
        new Broken("no end of it", "---\nname: x\n", 1, "closing"),
        new Broken("no mapping", "---\n- a\n---\n", 2, "no mapping"),
        new Broken("empty front matter", "---\n---\n", 2, "no mapping"),
        new Broken("a key twice", GOOD.replace("grace: 9", "name: x"), 11, "name"),
        new Broken("a tab", GOOD.replace("grace: 9", "grace:\n\t9"), 12, ""),
        new Broken("an open quote", GOOD.replace("My agent", "\"My"), 5, ""),
        new Broken("a control character", GOOD.replace("My agent", "My\u0001"), 1, ""),
        new Broken(
            "a key that is a list", GOOD.replace("grace: 9", "[a]: 9"), 11, "a key is no text"),
        new Broken("an unknown alias", GOOD.replace("My agent", "*mine"), 3, ""),
        new Broken("a page in itself", GOOD.replace("[MINE_*]", "&a [*a]"), 9, ""));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void is_refused_with_its_line(Broken it) {
    try {
      recipe(it.page);
      throw new AssertionError("it was taken");
    } catch (Refusal refusal) {
      assertThat(refusal.kind()).isEqualTo(Refusal.Kind.USAGE);
      assertThat(refusal.what()).isEqualTo("mine.md is not a valid page");
      assertThat(refusal.why()).startsWith("line %d: ".formatted(it.line)).contains(it.why);
      assertThat(refusal.mend()).isEqualTo("edit mine.md at line %d".formatted(it.line));
    }
  }

  @Test
  void depth_without_end_is_refused_and_kills_nobody() {
    var page = GOOD.replace("[MINE_*]", "[".repeat(100_000) + "]".repeat(100_000));
    try {
      recipe(page);
      throw new AssertionError("it was taken");
    } catch (Refusal refusal) {
      assertThat(refusal.what()).isEqualTo("mine.md is not a valid page");
    }
  }

  @ParameterizedTest
  @MethodSource("builtIn")
  void the_built_in_ones_are_valid_and_named_like_their_files(String name) {
    var recipe = DiskRecipes.of(Map.of("HOME", "/nowhere")).find(name);

    assertThat(recipe.name()).isEqualTo(name);
    assertThat(recipe.signs()).doesNotContainNull();
    assertThat(recipe.shows()).doesNotContainNull();
  }

  @Test
  void an_own_page_overrides_by_name_and_is_listed(@TempDir Path config) throws IOException {
    var own = Files.createDirectories(config.resolve("workcell/recipes"));
    Files.writeString(own.resolve("codex.md"), GOOD.replace("name: mine", "name: codex"));
    Files.writeString(own.resolve("mine.md"), GOOD);
    var recipes = DiskRecipes.of(Map.of("XDG_CONFIG_HOME", config.toString(), "HOME", "/nowhere"));

    assertThat(recipes.find("codex").title()).isEqualTo("My agent");
    assertThat(recipes.names())
        .containsExactlyElementsOf(
            Stream.concat(builtIn().stream(), Stream.of("mine")).sorted().toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"gone", "../codex", "", "Codex", "codex.md"})
  void a_recipe_that_is_not_there_is_named_with_those_that_are(String name) {
    try {
      DiskRecipes.of(Map.of("HOME", "/nowhere")).find(name);
      throw new AssertionError("it was found");
    } catch (Refusal refusal) {
      assertThat(refusal.kind()).isEqualTo(Refusal.Kind.NOT_FOUND);
      assertThat(refusal.why()).contains(String.join(", ", builtIn()));
    }
  }

  private static Recipe recipe(String page) {
    var recipe = Recipe.of(YamlPages.recipe("mine.md", page));
    assertThat(recipe.signs()).isNotNull(); // they are read when output is
    return recipe;
  }

  @Test
  void a_guide_beside_the_recipes_is_no_recipe(@TempDir Path config) throws IOException {
    var own = Files.createDirectories(config.resolve("workcell/recipes"));
    var folder = Path.of("skill/session-supervisor/recipes");
    for (var guide : new String[] {"single-repo.md", "multi-repo.md"}) {
      Files.copy(folder.resolve(guide), own.resolve(guide));
    }
    var recipes = DiskRecipes.of(Map.of("XDG_CONFIG_HOME", config.toString()));

    assertThat(recipes.names()).containsExactlyElementsOf(builtIn());
    assertThatThrownBy(() -> recipes.find("single-repo"))
        .isInstanceOf(Refusal.class)
        .hasMessage("there is no recipe 'single-repo'");
  }
}
