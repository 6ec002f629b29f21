package dev.workcell.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.disk.DiskRecipes;
import dev.workcell.runbook.Reading;
import dev.workcell.runbook.Reading.Kind;
import dev.workcell.runbook.Recipe;
import dev.workcell.runbook.Sign.Where;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SignsTest {
  private static final String PAGE =
      """
      ---
      name: mine
      title: Mine
      launch: [mine]
      signs:
        - {when: {/type: ^say$}, read: message, text: /text}
        - {when: {/type: ^limit$, /who: ^me$}, read: rate-limit, text: /text, reset-at: /at, reset-text: "until (.+)"}
        - {on: line, when: {line: "^FATAL"}, read: failed}
        - {on: stderr, when: {line: "no luck"}, read: network}
      show:
        - {when: {/type: ^step$}, as: " "}
        - {when: {/type: ^say$}, as: "{/text} by {/who}"}
      ---
      """;
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  @TempDir Path config;
  private Signs signs = new Signs(recipe("demo", Path.of("/nowhere")), ZoneOffset.UTC);
  private Shows shows = new Shows(recipe("demo", Path.of("/nowhere")));

  @BeforeEach
  void read() throws IOException {
    var own = Files.createDirectories(config.resolve("workcell/recipes"));
    Files.writeString(own.resolve("mine.md"), PAGE);
    signs = new Signs(recipe("mine", config), ZoneOffset.UTC);
    shows = new Shows(recipe("mine", config));
  }

  @Test
  void all_conditions_must_hold() {
    assertThat(json("{\"type\":\"limit\",\"who\":\"me\"}")).hasSize(1);
    assertThat(json("{\"type\":\"limit\",\"who\":\"you\"}")).isEmpty();
    assertThat(json("{\"type\":\"limit\"}")).isEmpty();
  }

  @Test
  void a_conversation_whose_name_changes_is_read_to_its_last_name() {
    var read = new ArrayList<Reading>();
    var demo = new Signs(recipe("demo", Path.of("/nowhere")), ZoneOffset.UTC);
    var reader =
        demo.reader(
            Where.JSON,
            Where.LINE,
            "agent.log",
            NOON,
            (number, fired, blank) -> fired.forEach(f -> read.add(f.reading())));
    for (var i = 0; i < 3; i++) {
      var line = "{\"type\":\"step\",\"session\":\"demo-%d\"}\n".formatted(i);
      reader.take(line.getBytes(StandardCharsets.UTF_8), 0, line.length());
    }

    assertThat(read.getLast().take()).contains("demo-2");
  }

  @Test
  void each_sign_reads_only_its_own_output() {
    assertThat(read(Where.LINE, "FATAL: x")).extracting(Reading::kind).containsExactly(Kind.FAILED);
    assertThat(read(Where.JSON, "FATAL: x")).isEmpty();
    assertThat(read(Where.STDERR, "FATAL: x")).isEmpty();
    assertThat(read(Where.STDERR, "no luck")).extracting(Reading::text).containsExactly("no luck");
    assertThat(signs.reads(Where.STDERR)).isTrue();
    assertThat(signs.reads(Where.TRANSCRIPT)).isFalse();
  }

  @Test
  void a_stated_epoch_wins_over_words() {
    assertThat(limit("\"at\":1795352669,\"text\":\"until 3pm\"").resetAt())
        .contains(Instant.ofEpochSecond(1795352669));
    assertThat(limit("\"at\":\"1795352669\"").resetAt())
        .contains(Instant.ofEpochSecond(1795352669));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "0", "-1795352669", "1.5", "\"soon\"", "1e400", "[1]"})
  void what_is_no_epoch_in_seconds_leaves_the_words(String at) {
    assertThat(limit("\"at\":" + at + ",\"text\":\"until 3pm\"").resetAt())
        .contains(Instant.parse("2026-11-22T15:00:59Z"));
  }

  @Test
  void the_words_of_the_agent_are_plain() {
    assertThat(json("{\"type\":\"say\",\"text\":\" a\\u001b[31mb\\nc\\u202e \"}"))
        .extracting(Reading::text)
        .containsExactly("ab\nc");
    assertThat(limit("\"text\":\"a\\nb\\u001b]0;t\\u0007\"").text()).isEqualTo("a b");
  }

  @Test
  void trouble_is_told_in_one_short_line() {
    assertThat(limit("\"text\":\"" + "x".repeat(5000) + "\"").text()).hasSize(400).endsWith("…");
  }

  @Test
  void lines_are_shown_by_the_first_that_matches() {
    assertThat(shows.shown("{\"type\":\"say\",\"text\":\"$1 \\\\ \\u001b[2J\",\"who\":\"me\"}"))
        .contains("$1 \\  by me");
    assertThat(shows.shown("{\"type\":\"step\"}")).as("a blank is nothing").isEmpty();
    assertThat(shows.shown("{\"type\":\"other\"}")).isEmpty();
    assertThat(shows.shown("plain \u001b[1mtext")).contains("plain text");
    assertThat(shows.shown("{broken")).contains("{broken");
  }

  private Reading limit(String more) {
    var found = json("{\"type\":\"limit\",\"who\":\"me\"," + more + "}");
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private List<Reading> json(String line) {
    return read(Where.JSON, line);
  }

  private List<Reading> read(Where where, String line) {
    return signs.read(where, "agent.log", 1, line, NOON);
  }

  private static Recipe recipe(String name, Path config) {
    return DiskRecipes.of(Map.of("XDG_CONFIG_HOME", config.toString(), "HOME", "/nowhere"))
        .find(name);
  }
}
