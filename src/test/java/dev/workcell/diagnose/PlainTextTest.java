package dev.workcell.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PlainTextTest {
  /// What an agent might print and what a person may see of it.
  record Case(String what, String text, String plain) {
    @Override
    public String toString() {
      return what;
    }
  }

  static List<Case> cases() {
    return List.of(
        new Case("plain text", "a b\tc\nd", "a b\tc\nd"),
        new Case("umlauts and emoji", "grün 🦀 ’", "grün 🦀 ’"),
        new Case("colours", "\u001b[1;31mred\u001b[0m", "red"),
        new Case("clearing the screen", "a\u001b[2J\u001b[Hb", "ab"),
        new Case("private modes", "\u001b[?1049hx\u001b[?25l", "x"),
        new Case("a title, ended by BEL", "\u001b]0;evil\u0007x", "x"),
        new Case("a title, ended by ST", "\u001b]2;evil\u001b\\x", "x"),
        new Case("the clipboard (OSC 52)", "\u001b]52;c;cm0gLXJmIC8=\u0007x", "x"),
        new Case("a clipboard without an end", "x\u001b]52;c;cm0gLXJmIC8=", "x"),
        new Case("a link (OSC 8)", "\u001b]8;;http://evil\u0007text\u001b]8;;\u0007", "text"),
        new Case("a device control string", "\u001bP+q544e\u001b\\x", "x"),
        new Case("an application command", "\u001b_G\u001b\\x", "x"),
        new Case("a reset", "\u001bcx", "x"),
        new Case("a character set", "\u001b(0x", "x"),
        new Case("a lone escape", "a\u001b", "a"),
        new Case("C1 controls", "a\u009b31m\u0090b", "a31mb"),
        new Case("backspaces and returns", "good\b\b\b\bevil\rbad", "goodevilbad"),
        new Case("bells and NUL", "\u0007a\u0000b\u007f", "ab"),
        new Case("direction overrides", "a\u202eb\u202cc\u2066d\u2069e\u200ff\u061cg", "abcdefg"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void leaves_only_what_can_be_read(Case it) {
    assertThat(PlainText.of(it.text)).isEqualTo(it.plain);
  }

  @Test
  void whatever_comes_no_control_is_left() {
    var random = new Random(5);
    var alphabet = "\u001b[]P;0m\u0007\\\u009b\u202e\u2067ab\n\t\r\u0000(?".toCharArray();
    for (var round = 0; round < 20_000; round++) {
      var text = new StringBuilder();
      for (var i = random.nextInt(24); i > 0; i--) {
        text.append(alphabet[random.nextInt(alphabet.length)]);
      }
      var plain = PlainText.of(text.toString());
      assertThat(plain.chars())
          .noneMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t')
          .noneMatch(c -> (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069));
      assertThat(PlainText.of(plain)).as("once is enough").isEqualTo(plain);
    }
  }

  @Test
  void one_line_is_cut_at_whole_characters() {
    assertThat(PlainText.line(" a\n\tb  c ", 10)).isEqualTo("a b c");
    assertThat(PlainText.line("abcde", 5)).isEqualTo("abcde");
    assertThat(PlainText.line("abcdef", 5)).isEqualTo("abcd…");
    assertThat(PlainText.line("🦀🦀🦀", 2)).isEqualTo("🦀…");
  }

  @Test
  void a_megabyte_without_an_end_is_no_trouble() {
    assertThat(PlainText.of("\u001b]0;" + "x".repeat(1 << 20))).isEmpty();
    assertThat(PlainText.of("\u001b]".repeat(1 << 16))).isEmpty();
  }
}
