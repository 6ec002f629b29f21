package dev.workcell.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workcell.run.Motion;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ProcessUseTest {
  @Test
  void only_what_came_later_than_ten_seconds_after_the_oldest_is_a_tool() {
    assertThat(ProcessUse.tools(List.of(started(100), started(110), started(111), started(900))))
        .isEqualTo(2);
    assertThat(ProcessUse.tools(List.of(started(-900), started(-1)))).isEqualTo(1);
    assertThat(ProcessUse.tools(List.of())).isZero();
  }

  @Test
  void one_that_runs_makes_the_tree_run() {
    var stopped = new ProcessUse(Duration.ZERO, true, Duration.ZERO);

    assertThat(ProcessUse.motion(List.of(stopped, stopped))).isEqualTo(Motion.STOPPED);
    assertThat(ProcessUse.motion(List.of(stopped, started(1)))).isEqualTo(Motion.RUNNING);
    assertThat(ProcessUse.motion(List.of())).isEqualTo(Motion.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "0:00.03, PT0.03S",
    "123:45.67, PT2H3M45.67S",
    "01:02, PT1M2S",
    "03:01:02, PT3H1M2S",
    "10-03:01:02, PT243H1M2S"
  })
  void ps_prints_lengths_in_these_forms(String text, Duration length) throws IOException {
    assertThat(PsTime.parse(text)).isEqualTo(length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "12", "-", "1:2:3:4", "0:00,03", "soon"})
  void anything_else_is_no_length(String text) {
    assertThatThrownBy(() -> PsTime.parse(text)).isInstanceOf(IOException.class);
  }

  private static ProcessUse started(long second) {
    return new ProcessUse(Duration.ZERO, false, Duration.ofSeconds(second));
  }
}
