package dev.workcell.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BriefTest {
  private static final String GOOD =
      """
      # A title

      ## Objective
      Fix the
      login

      ## constraints ##
      - none

      ### Definition of Done
      it works
      """;

  @Test
  void headings_of_any_level_and_case_make_the_sections() {
    var brief = new Brief(GOOD).checked("b.md");

    assertThat(brief.objective()).isEqualTo("Fix the login");
    assertThat(brief.section("Constraints")).contains("- none");
    assertThat(brief.section("definition of done")).contains("it works");
    assertThat(brief.section("A title")).contains("");
    assertThat(brief.section("Nothing")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          Objective
          constraints
          Definition of Done
          """)
  void a_missing_section_is_named(String heading) {
    var text = GOOD.replaceFirst("(?i)#+ " + heading, "text");

    assertThatThrownBy(() -> new Brief(text).checked("b.md"))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.kind()).isEqualTo(Refusal.Kind.USAGE);
              assertThat(refusal.what()).isEqualTo("b.md is no brief");
              assertThat(refusal.why()).containsIgnoringCase("## " + heading);
            });
  }

  @Test
  void a_section_that_holds_nothing_is_missing() {
    assertThatThrownBy(() -> new Brief(GOOD.replace("it works", " ")).checked("b.md"))
        .hasMessage("b.md is no brief");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n\t\n"})
  void nothing_is_no_brief(String text) {
    assertThat(refusal(text).why()).isEqualTo("it is empty");
  }

  @ParameterizedTest
  @CsvSource({"'\u0000', U+0000", "'\u001b', U+001B", "'\r', U+000D", "'\u009b', U+009B"})
  void control_characters_are_no_plain_text(String control, String name) {
    assertThat(refusal(GOOD + control).why()).contains(name);
  }

  @Test
  void tabs_and_line_ends_are_plain_text() {
    assertThat(new Brief(GOOD + "\t\n").checked("b")).isNotNull();
  }

  @Test
  void the_limit_is_on_bytes_not_on_characters() {
    var room = 64 * 1024 - GOOD.length();

    assertThat(new Brief(GOOD + "x".repeat(room)).checked("b")).isNotNull();
    assertThat(refusal(GOOD + "x".repeat(room + 1)).why()).contains("65,537 bytes");
    assertThat(refusal(GOOD + "ä".repeat(room - 1)).why()).contains("bytes");
  }

  @Test
  void single_statements_become_a_brief_that_is_checked() {
    var brief =
        Brief.of(" Do it ", List.of("not that", "two\nlines"), List.of("green")).checked("b");

    assertThat(brief.objective()).isEqualTo("Do it");
    assertThat(brief.section("Constraints")).contains("- not that\n- two\n  lines");
    assertThat(brief.section("Definition of done")).contains("- green");
  }

  @Test
  void no_constraint_at_all_is_refused() {
    assertThatThrownBy(() -> Brief.of("Do it", List.of(), List.of("green")).checked("b"))
        .isInstanceOf(Refusal.class);
  }

  private static Refusal refusal(String text) {
    try {
      throw new AssertionError(new Brief(text).checked("b.md") + " was taken");
    } catch (Refusal refusal) {
      return refusal;
    }
  }
}
