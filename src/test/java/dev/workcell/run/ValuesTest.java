package dev.workcell.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ValuesTest {
  @ParameterizedTest
  @CsvSource({"0,", "1,", "128,", "129,1", "137,9", "143,15", "192,64", "193,", "255,"})
  void a_code_over_128_stands_for_a_signal(int code, Integer signal) {
    assertThat(exit(code, Exit.Witness.AGENT).signal()).isEqualTo(Optional.ofNullable(signal));
  }

  @ParameterizedTest
  @EnumSource(Exit.Witness.class)
  void only_an_agent_that_ended_by_itself_with_0_ended_cleanly(Exit.Witness by) {
    assertThat(exit(0, by).clean()).isEqualTo(by == Exit.Witness.AGENT);
    assertThat(exit(1, by).clean()).isFalse();
    assertThat(new Exit(Optional.empty(), by, Optional.empty()).clean()).isFalse();
  }

  @Test
  void the_marker_names_home_cell_run_and_attempt() {
    assertThat(new AttemptId("cafe0001", new CellName("fix"), 12, 3).marker())
        .isEqualTo("cafe0001/fix/0012/3");
    assertThat(new Marker(Marker.AGENT, "a/b/0001/1").entry()).isEqualTo("WORKCELL_RUN=a/b/0001/1");
    assertThat(AttemptId.runName(12345)).isEqualTo("12345");
  }

  @ParameterizedTest
  @EnumSource(Verdict.class)
  void words_are_found_again(Verdict verdict) {
    assertThat(Words.of(verdict)).matches("[a-z]+(-[a-z]+)*");
    assertThat(Words.find(Verdict.class, Words.of(verdict))).contains(verdict);
    assertThat(Words.find(Verdict.class, verdict.name())).isEmpty();
  }

  @Test
  void every_kind_of_refusal_has_its_published_exit_code() {
    assertThat(Refusal.Kind.NOT_PASSED.exitCode()).isEqualTo(1);
    assertThat(Refusal.Kind.USAGE.exitCode()).isEqualTo(2);
    assertThat(Refusal.Kind.NOT_FOUND.exitCode()).isEqualTo(3);
    assertThat(Refusal.Kind.CONFLICT.exitCode()).isEqualTo(4);
    assertThat(Refusal.Kind.MISSING.exitCode()).isEqualTo(5);
  }

  private static Exit exit(int code, Exit.Witness by) {
    return new Exit(Optional.of(code), by, Optional.of(Instant.EPOCH));
  }
}
