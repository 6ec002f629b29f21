package dev.workcell.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.diagnose.Standing.Glance;
import dev.workcell.disk.Fields;
import dev.workcell.disk.Json;
import dev.workcell.disk.Malformed;
import dev.workcell.run.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Screens of real agents, read with the recipes. The truth beside each was written by hand from
/// what was done to the agent.
@DisplayNameGeneration(ReplaceUnderscores.class)
class StandingCorpusTest {
  private static final Path CORPUS = Path.of("src/test/resources/corpus");

  /// One recorded screen.
  record Pane(Path directory, Fields truth) {
    Standing standing(Optional<String> screen) throws IOException, Malformed {
      var signs = new Signs(BuiltIn.recipe(truth.text("recipe")), ZoneOffset.UTC);
      var title = directory.resolve("title");
      var told =
          Files.exists(title)
              ? Optional.of(Files.readString(title).strip())
              : Optional.<String>empty();
      var glance = new Glance(List.of(), told, screen, truth.has("dead"));
      return Standing.of(signs, glance, at());
    }

    Instant at() throws Malformed {
      return truth.instant("at");
    }

    String screen() throws IOException {
      return Files.readString(directory.resolve("screen"));
    }

    @Override
    public String toString() {
      return CORPUS.relativize(directory).toString();
    }
  }

  static List<Pane> panes() throws IOException, Malformed {
    var found = new ArrayList<Pane>();
    try (var files = Files.walk(CORPUS)) {
      for (var file : files.filter(f -> f.endsWith("screen")).sorted().toList()) {
        var directory = CORPUS.resolve(CORPUS.relativize(file).subpath(0, 3));
        var truth = Json.parse(Files.readString(directory.resolve("truth.json")));
        found.add(new Pane(directory, truth));
      }
    }
    assertThat(found).hasSizeGreaterThan(30);
    return found;
  }

  static Stream<Pane> known() throws IOException, Malformed {
    return panes().stream().filter(p -> BuiltIn.names().contains(recipe(p)));
  }

  private static String recipe(Pane pane) {
    try {
      return pane.truth.text("recipe");
    } catch (Malformed e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("known")
  void is_read_as_it_really_stood(Pane it) throws IOException, Malformed {
    var standing = it.standing(Optional.of(it.screen()));

    assertThat(word(standing)).as("%s", standing).isEqualTo(it.truth.text("stands"));
    assertThat(kind(standing)).as("%s", standing).isEqualTo(it.truth.optText("kind"));
    assertThat(until(standing)).as("%s", standing).isEqualTo(it.truth.optInstant("resetAt"));
    assertThat(said(standing)).contains(it.truth.optText("says").orElse(""));
    assertThat(keys(standing)).as("%s", standing).isEqualTo(it.truth.optTexts("keys"));
    if (standing instanceof Standing.Asking asking) {
      assertThat(Words.of(asking.ask())).isEqualTo(it.truth.text("ask"));
    }
  }

  @ParameterizedTest
  @MethodSource("known")
  void drawn_only_in_part_never_takes_a_dialog_for_a_composer(Pane it)
      throws IOException, Malformed {
    var truth = it.truth.text("stands");
    var lines = it.screen().split("\n", -1);
    for (var cut = 0; cut < lines.length; cut += 3) {
      var upper = String.join("\n", List.of(lines).subList(0, cut));
      var lower = String.join("\n", List.of(lines).subList(cut, lines.length));
      for (var part : List.of(upper, lower)) {
        var standing = it.standing(Optional.of(part));
        if (truth.equals("asking") || it.truth.has("keys")) {
          assertThat(word(standing)).as("cut at %d:\n%s", cut, part).isNotIn("idle", "typed");
        }
        if (!truth.equals("asking")) {
          assertThat(keys(standing)).as("cut at %d:\n%s", cut, part).isIn(List.of(), keysOf(it));
        }
      }
    }
  }

  private static List<String> keysOf(Pane it) throws Malformed {
    return it.truth.optTexts("keys");
  }

  @ParameterizedTest
  @MethodSource("panes")
  void another_agent_is_not_read(Pane it) throws IOException, Malformed {
    for (var other : List.of("claude-code", "codex")) {
      if (!other.equals(it.truth.text("recipe"))) {
        var signs = new Signs(BuiltIn.recipe(other), ZoneOffset.UTC);
        var glance = new Glance(List.of(), Optional.empty(), Optional.of(it.screen()), false);
        assertThat(word(Standing.of(signs, glance, it.at()))).isEqualTo("unreadable");
      }
    }
  }

  private static String word(Standing standing) {
    return switch (standing) {
      case Standing.WaitsByItself _ -> "waiting";
      default -> standing.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    };
  }

  private static Optional<String> kind(Standing standing) {
    return switch (standing) {
      case Standing.WaitsByItself waits -> waits.about().map(Words::of);
      case Standing.Troubled troubled -> troubled.kind().map(Words::of);
      case Standing.Ended ended -> ended.kind().map(Words::of);
      default -> Optional.empty();
    };
  }

  private static Optional<Instant> until(Standing standing) {
    return switch (standing) {
      case Standing.WaitsByItself waits -> waits.until();
      case Standing.Troubled troubled -> troubled.resetAt();
      default -> Optional.empty();
    };
  }

  private static String said(Standing standing) {
    return switch (standing) {
      case Standing.Asking asking -> asking.question();
      case Standing.Typed typed -> typed.text();
      default -> "";
    };
  }

  private static List<String> keys(Standing standing) {
    return switch (standing) {
      case Standing.Asking asking -> asking.keys();
      case Standing.Troubled troubled -> troubled.keys();
      default -> List.of();
    };
  }
}
