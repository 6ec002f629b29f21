package dev.workcell.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.run.State.Waiter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StateTest {
  /// A row of the published table.
  record Row(State state, String word, boolean settled, boolean mayHaveAgent) {}

  private static final List<Row> TABLE =
      List.of(
          new Row(new State.Prepared(), "prepared", false, true),
          new Row(new State.Starting(), "starting", false, true),
          new Row(new State.Working(), "working", false, true),
          new Row(new State.Asking("?"), "asking", false, true),
          new Row(new State.Waiting(Optional.empty(), Waiter.AGENT), "waiting", false, true),
          new Row(new State.Waiting(Optional.empty(), Waiter.SUPERVISOR), "waiting", false, false),
          new Row(new State.Verifying(), "verifying", false, false),
          new Row(new State.Recovering(), "recovering", false, false),
          new Row(new State.Passed(), "passed", true, false),
          new Row(new State.Unverified(), "unverified", true, false),
          new Row(new State.Parked(), "parked", true, false),
          new Row(new State.Stopped(), "stopped", true, false));

  @Test
  void the_table_is_as_it_was_published() {
    for (var row : TABLE) {
      assertThat(row.state.word()).isEqualTo(row.word);
      assertThat(row.state.settled()).as("%s is settled", row.word).isEqualTo(row.settled);
      assertThat(row.state.mayHaveAgent())
          .as("%s may have an agent", row.word)
          .isEqualTo(row.mayHaveAgent);
    }
  }

  @Test
  void no_state_is_missing_in_the_table() {
    assertThat(TABLE.stream().map(r -> r.state.getClass().getName()).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(State.class.getPermittedSubclasses()).map(Class::getName).toList());
  }

  @Test
  void what_is_settled_has_no_agent() {
    assertThat(TABLE).noneMatch(row -> row.settled && row.mayHaveAgent);
  }
}
