package dev.workcell.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Simulated time: the real decisions on a clock cranked by hand, with scripted workcells. Each
/// break of a promise is thrown where it happens, with the journal of its run.
@DisplayNameGeneration(ReplaceUnderscores.class)
class AMonthTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void a_month_of_500_workcells_with_faults_keeps_what_is_promised(long seed) throws IOException {
    var stage = new Month(seed, directory).play(500);

    System.out.println("seed %d: %s".formatted(seed, stage.figures()));
    assertThat(stage.promises.kills.get("false")).isZero();
  }

  @Test
  void the_same_seed_plays_the_same_month() throws IOException {
    var once = new Month(4, directory.resolve("once")).play(60).figures();
    var again = new Month(4, directory.resolve("again")).play(60).figures();

    assertThat(again).isEqualTo(once);
  }
}
