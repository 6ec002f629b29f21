package dev.workcell.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RedrawsTest {
  private final Redraws redraws = new Redraws();

  @Test
  void places_on_the_screen_become_lines_of_their_own() {
    assertThat(
            redraws.fresh(
                "\u001b[2J\u001b[1;1Hfirst\u001b[5;3H\u001b[1msecond\u001b[0m\u001b[3Cone\r"))
        .isEqualTo("first\nsecond one");
  }

  @Test
  void what_is_drawn_again_is_not_shown_again_and_neither_is_a_spinner_that_turns() {
    redraws.fresh("\u001b[H⠏ Working (4s)\u001b[2Hhello");

    assertThat(redraws.fresh("\u001b[H⠼ Working (5s)\u001b[2Hhello\u001b[3Hworld"))
        .isEqualTo("world");
    assertThat(redraws.fresh("\u001b[H⠋ Working (16s)")).isEmpty();
  }
}
