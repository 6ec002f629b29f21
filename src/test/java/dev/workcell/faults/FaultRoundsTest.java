package dev.workcell.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Runs the kill matrix: `-Dfaults.rounds=N` rounds a row (default 2); `-Dfaults.rows=REGEX` picks
/// rows; `-Dfaults.report=FILE` collects the counts.
@DisplayNameGeneration(ReplaceUnderscores.class)
@Execution(ExecutionMode.CONCURRENT)
class FaultRoundsTest {
  private static final int ROUNDS = Integer.getInteger("faults.rounds", 2);

  static Stream<Row> rows() {
    var chosen = System.getProperty("faults.rows", ".*");
    return Matrix.rows().stream().filter(row -> row.id().matches(chosen));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void what_is_promised_holds_in_every_round(Row row) throws IOException {
    var tally = Tally.of(row, Math.min(ROUNDS, row.mostRounds()));
    Report.add(row, tally);
    assertThat(tally.broken()).as(row.fault()).isEmpty();
  }

  @Test
  void each_row_has_a_name_of_its_own() {
    assertThat(Matrix.rows()).extracting(Row::id).doesNotHaveDuplicates();
  }
}
