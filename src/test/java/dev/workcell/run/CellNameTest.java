package dev.workcell.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CellNameTest {
  private static final String LONGEST = "a".repeat(40);

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "0", "fix-login", "a--b", "9-", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
  void letters_digits_and_hyphens_are_a_name(String text) {
    assertThat(new CellName(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "-a", "A", "a b", "a.b", "a/b", "..", "a:b", "a\nb", "ä", "a\u0000", "🦀", "$(x)", "a_b"
      })
  void everything_else_is_refused_as_wrong_usage(String text) {
    assertThatThrownBy(() -> new CellName(text))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.USAGE));
  }

  @Test
  void forty_characters_are_the_most() {
    assertThat(new CellName(LONGEST).value()).hasSize(40);
    assertThat(refused(LONGEST + "a").why()).contains("has 41 characters");
    assertThat(refused("x".repeat(300)).what()).hasSizeLessThan(100).contains("…");
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          'Fix Login!', fix-login
          '-x-', x
          '../../etc', etc
          '', fix-login
          'ÄÖ', fix-login
          'a   b', a-b
          """)
  void the_mend_suggests_a_name_that_works(String text, String suggestion) {
    assertThat(refused(text).mend()).isEqualTo("workcell launch " + suggestion + " …");
    assertThat(new CellName(suggestion).value()).isEqualTo(suggestion);
  }

  @Test
  void the_suggestion_for_a_long_name_is_short_enough_itself() {
    var mend = refused("ab ".repeat(100)).mend();

    assertThat(new CellName(mend.split(" ", -1)[2]).value()).hasSizeLessThanOrEqualTo(40);
  }

  @Test
  void the_fault_is_named_by_its_code_point() {
    assertThat(refused("a🦀").why()).endsWith("has U+1F980");
    assertThat(refused("-a").why()).endsWith("begins with '-'");
    assertThat(refused("").why()).endsWith("is empty");
  }

  @Test
  void the_message_holds_nothing_that_a_terminal_would_obey() {
    var what = refused("a\u001b[2J\u009b31m\u202eb\u0007").what();

    assertThat(what).contains("'a�[2J�31m�b�'");
  }

  @Test
  void names_are_sorted_like_text() {
    assertThat(new CellName("a")).isLessThan(new CellName("b"));
    assertThat(new CellName("a10")).isLessThan(new CellName("a9"));
  }

  private static Refusal refused(String text) {
    try {
      throw new AssertionError(new CellName(text) + " was taken");
    } catch (Refusal refusal) {
      return refusal;
    }
  }
}
