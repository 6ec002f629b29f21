package dev.workcell.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class GlobsTest {
  @ParameterizedTest
  @CsvSource({
    "db/**, db/1.sql, true",
    "db/**, db/a/b/c, true",
    "db/**, dbx/1, false",
    "db/**, a/db/1, false",
    "db, db/1, true",
    "db, a/db/1, true",
    "db/, a/db/1, true",
    "*.pem, a/b/x.pem, true",
    "*.pem, x.pem/inner, true",
    "a/*.pem, a/b/x.pem, false",
    "a/*/c, a/b/c/d, true",
    "**/x, x, true",
    "**/x, a/b/x, true",
    "a/**/z, a/z, true",
    "a/**/z, a/b/c/z, true",
    "a?c, abc, true",
    "a?c, ac, false",
    "/SUPERVISOR.md, SUPERVISOR.md, true",
    "/SUPERVISOR.md, a/SUPERVISOR.md, false",
    "src/(app)/x, src/(app)/x, true",
  })
  void a_pattern_names_what_gitignore_would(String pattern, String path, boolean expected) {
    var globs = new Globs(List.of(pattern));
    assertThat(globs.matches(path)).isEqualTo(expected);
    if (expected && path.contains("/")) {
      assertThat(globs.mayMatchBelow(path.substring(0, path.lastIndexOf('/')))).isTrue();
    }
  }

  @Test
  void what_replaces_a_directory_on_the_way_is_known() {
    var globs = new Globs(List.of("a/b/**", "*.pem"));
    assertThat(globs.isAbove("a")).isTrue();
    assertThat(globs.isAbove("a/b/c")).isFalse();
    assertThat(globs.isAbove("x")).isFalse();
  }

  @Test
  void many_stars_cost_no_more_than_their_number() {
    var globs = new Globs(List.of("*a".repeat(90) + "b", "**/" + "**/".repeat(50) + "x"));
    assertThat(globs.matches("a".repeat(4000))).isFalse();
    assertThat(globs.matches("a/".repeat(200) + "y")).isFalse();
  }
}
