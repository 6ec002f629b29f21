package dev.workcell.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AttemptTreeTest {
  private static final long SELF = 99;
  private final Map<Long, String> values = new HashMap<>();

  @Test
  void parents_come_first_however_the_table_is_ordered() {
    values.put(10L, "a/1");

    assertThat(tree(row(12, 11, 10), row(11, 10, 10), row(10, 1, 10)))
        .containsExactly(10L, 11L, 12L);
  }

  @Test
  void what_the_agent_runs_below_a_nested_marker_is_not_ours_even_in_our_session() {
    values.put(10L, "a/1");
    values.put(11L, "b/1");

    assertThat(tree(row(10, 1, 10), row(11, 10, 10), row(12, 11, 10))).containsExactly(10L);
  }

  @Test
  void a_child_that_joined_the_session_of_a_nested_workcell_is_not_ours() {
    values.put(10L, "a/1");
    values.put(11L, "b/1");

    assertThat(tree(row(10, 1, 10), row(11, 1, 11), row(12, 10, 11))).containsExactly(10L);
  }

  @Test
  void ours_below_a_nested_workcell_is_ours_again() {
    values.put(10L, "b/1");
    values.put(11L, "a/1");

    assertThat(tree(row(10, 1, 10), row(11, 10, 10), row(12, 11, 10))).containsExactly(11L, 12L);
  }

  @Test
  void when_we_run_inside_the_tree_neither_we_nor_our_helpers_are_in_it_but_a_marked_child_is() {
    values.put(10L, "a/1");
    values.put(SELF, "a/1");
    values.put(101L, "a/1");

    assertThat(tree(row(10, 1, 10), row(SELF, 10, 10), row(100, SELF, 10), row(101, SELF, 101)))
        .containsExactly(10L, 101L);
  }

  @Test
  void a_session_that_is_not_known_connects_nobody() {
    values.put(10L, "a/1");

    assertThat(tree(row(10, 1, 0), row(11, 1, 0))).containsExactly(10L);
  }

  @Test
  void init_is_never_in_it() {
    values.put(1L, "a/1");

    assertThat(tree(row(1, 0, 1))).isEmpty();
  }

  @Test
  void a_table_that_changed_under_our_eyes_into_a_ring_is_still_read_to_its_end() {
    values.put(10L, "a/1");

    assertThat(tree(row(10, 11, 10), row(11, 10, 10), row(12, 13, 12), row(13, 12, 12)))
        .containsExactlyInAnyOrder(10L, 11L);
  }

  private List<Long> tree(ProcessRow... rows) {
    return AttemptTree.of(List.of(rows), values, "a/1", SELF).stream()
        .map(ProcessRow::pid)
        .toList();
  }

  private static ProcessRow row(long pid, long parent, long session) {
    return new ProcessRow(pid, parent, session, "t" + pid, "");
  }
}
