package dev.workcell.run;

import static dev.workcell.run.Journal.lines;
import static dev.workcell.run.Journal.prepared;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.run.Event.RunBegun;
import dev.workcell.run.Event.WantedSet;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CellRecordTest {
  private static final RunBegun FIRST = new RunBegun(1, "Fix it", "launched by the operator");
  private static final WantedSet STOP = new WantedSet(Wanted.STOPPED, "workcell stop");

  @Test
  void before_the_first_run_there_is_none_and_running_is_wanted() {
    var record = CellRecord.of(List.of());

    assertThat(record.run()).isZero();
    assertThat(record.wanted()).isEqualTo(Wanted.RUNNING);
  }

  @Test
  void a_stop_keeps_the_run_and_its_objective() {
    var record = CellRecord.of(lines(FIRST, STOP));

    assertThat(record)
        .isEqualTo(
            new CellRecord(1, "Fix it", Wanted.STOPPED, "workcell stop", List.of(), List.of()));
  }

  @Test
  void the_next_run_is_wanted_again() {
    var record = CellRecord.of(lines(FIRST, STOP, new RunBegun(2, "Fix the rest", "resumed")));

    assertThat(record)
        .isEqualTo(
            new CellRecord(2, "Fix the rest", Wanted.RUNNING, "resumed", List.of(), List.of()));
  }

  @Test
  void lines_of_a_run_say_nothing_of_the_workcell() {
    assertThat(CellRecord.of(lines(FIRST, prepared(1)))).isEqualTo(CellRecord.of(lines(FIRST)));
  }
}
