package dev.workcell.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ProcStatTest {
  @Test
  void a_program_may_name_itself_with_blanks_and_brackets() {
    assertThat(ProcStat.parse(stat("evil) R 1 1 (x", "S", 1)))
        .contains(new ProcessRow(4892, 4885, 2891, "140843", ""));
  }

  @Test
  void a_zombie_is_left_out() {
    assertThat(ProcStat.parse(stat("sh", "Z", 1))).isEmpty();
    assertThat(ProcStat.parse(stat("sh", "X", 1))).isEmpty();
  }

  @Test
  void a_process_whose_first_thread_has_ended_lives_on_in_the_others() {
    assertThat(ProcStat.parse(stat("server", "Z", 3))).isPresent();
  }

  @Test
  void computing_time_is_its_own_and_that_of_the_children_it_waited_for() {
    var use = ProcStat.use(stat("sh", "S", 1)).orElseThrow();

    assertThat(use.cpu()).isEqualTo(Duration.ofMillis(10 * (1 + 20 + 300 + 4000)));
    assertThat(use.started()).isEqualTo(Duration.ofMillis(1408430));
    assertThat(use.stopped()).isFalse();
  }

  @Test
  void a_process_that_a_signal_or_a_debugger_stopped_is_stopped() {
    assertThat(ProcStat.use(stat("sh", "T", 1)).orElseThrow().stopped()).isTrue();
    assertThat(ProcStat.use(stat("sh", "t", 1)).orElseThrow().stopped()).isTrue();
    assertThat(ProcStat.use(stat("sh", "Z", 1))).isEmpty();
  }

  @Test
  void half_a_line_is_refused() {
    assertThatThrownBy(() -> ProcStat.parse("12 (sh) S 1 1".getBytes(UTF_8)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static byte[] stat(String name, String state, int threads) {
    return "4892 (%s) %s 4885 4885 2891 0 -1 4194304 101 0 0 0 1 20 300 4000 20 0 %d 0 140843 3133440 1\n"
        .formatted(name, state, threads)
        .getBytes(UTF_8);
  }
}
