package dev.workcell.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.playbook.NextOfGroup.Decision;
import dev.workcell.run.Brief;
import dev.workcell.run.CellName;
import dev.workcell.run.GroupCell;
import dev.workcell.run.GroupCell.Progress;
import dev.workcell.run.GroupPlan;
import dev.workcell.run.Permissions;
import dev.workcell.run.State;
import dev.workcell.run.State.Waiter;
import dev.workcell.run.Tries;
import dev.workcell.run.Wanted;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// What a group does next, from its plan and the states of its workcells alone.
@DisplayNameGeneration(ReplaceUnderscores.class)
class NextOfGroupTest {
  private static final Progress REFUSED = Progress.refused("the repo is dirty", "git stash");

  @Test
  void a_dependent_begins_when_all_before_it_passed_and_not_sooner() {
    var plan = plan(9, cell("a"), cell("b"), cell("c", "a", "b"));

    assertThat(next(plan, Map.of("a", new State.Passed(), "b", new State.Verifying()), "c"))
        .isEqualTo(new Decision.Wait(List.of(new CellName("b")), "b"));
    assertThat(next(plan, Map.of("a", new State.Passed(), "b", new State.Passed()), "c"))
        .isInstanceOf(Decision.Launch.class);
  }

  @Test
  void what_comes_after_one_that_needs_a_person_is_blocked_and_so_is_what_comes_after_that() {
    var plan = plan(9, cell("a"), cell("b", "a"), cell("c", "b"));

    assertThat(next(plan, Map.of("a", new State.Parked()), "b"))
        .isEqualTo(new Decision.Blocked("a is parked"));
    assertThat(next(plan, Map.of("a", new State.Parked()), "c"))
        .isEqualTo(new Decision.Blocked("b is blocked (a is parked)"));
  }

  @Test
  void unverified_is_done_only_where_no_check_was_asked_for() {
    var checked = plan(9, cell("a"), cell("b", "a"));
    var unchecked = plan(9, without(cell("a")), cell("b", "a"));

    assertThat(next(checked, Map.of("a", new State.Unverified()), "b"))
        .isInstanceOf(Decision.Blocked.class);
    assertThat(next(unchecked, Map.of("a", new State.Unverified()), "b"))
        .isInstanceOf(Decision.Launch.class);
  }

  @Test
  void one_that_waits_for_a_reset_takes_no_place_and_one_whose_agent_waits_does() {
    var plan = plan(1, cell("a"), cell("b"));

    assertThat(next(plan, Map.of("a", new State.Waiting(Optional.empty(), Waiter.SUPERVISOR)), "b"))
        .isInstanceOf(Decision.Launch.class);
    assertThat(next(plan, Map.of("a", new State.Waiting(Optional.empty(), Waiter.AGENT)), "b"))
        .isInstanceOf(Decision.Wait.class);
  }

  @Test
  void what_was_refused_is_launched_again_only_when_asked_and_holds_what_comes_after() {
    var plan = plan(9, cell("a").with(REFUSED), cell("b", "a"));

    assertThat(NextOfGroup.of(plan, Map.of(), Tries.ONCE).get(new CellName("a")))
        .isInstanceOf(Decision.Blocked.class);
    assertThat(NextOfGroup.of(plan, Map.of(), Tries.AGAIN).get(new CellName("a")))
        .isInstanceOf(Decision.Launch.class);
    assertThat(next(plan, Map.of(), "b"))
        .isEqualTo(new Decision.Blocked("a could not be launched"));
  }

  @Test
  void what_was_launched_and_is_gone_is_never_launched_again_by_itself() {
    var deleted = plan(9, cell("a").with(Progress.launched("cafe0001")), cell("b", "a"));
    var removed =
        plan(
            9,
            cell("a").with(Progress.launched("cafe0001").removed(new State.Passed())),
            cell("b", "a"));

    assertThat(next(deleted, Map.of(), "a")).isInstanceOf(Decision.Blocked.class);
    assertThat(next(deleted, Map.of(), "b")).isInstanceOf(Decision.Blocked.class);
    assertThat(next(removed, Map.of(), "a")).isInstanceOf(Decision.Gone.class);
    assertThat(next(removed, Map.of(), "b")).isInstanceOf(Decision.Launch.class);
  }

  @Test
  void a_group_that_was_taken_down_launches_nothing() {
    var plan = plan(9, cell("a"), cell("b", "a")).with(Wanted.STOPPED);

    assertThat(NextOfGroup.goesOn(NextOfGroup.of(plan, Map.of(), Tries.AGAIN))).isFalse();
  }

  @Test
  void any_group_comes_to_an_end_within_its_places_and_in_its_order() {
    for (var seed = 0; seed < 300; seed++) {
      var random = new Random(seed);
      var plan = anyPlan(random);
      var states = new HashMap<CellName, State>();
      var steps = 0;
      while (true) {
        var decisions = NextOfGroup.of(plan, states, Tries.AGAIN);
        for (var decision : decisions.entrySet()) {
          if (decision.getValue() instanceof Decision.Launch) {
            plan.cell(decision.getKey())
                .orElseThrow()
                .after()
                .forEach(before -> assertThat(states.get(before)).isInstanceOf(State.Passed.class));
            states.put(decision.getKey(), new State.Working());
          }
        }
        var busy = states.entrySet().stream().filter(s -> NextOfGroup.busy(s.getValue())).toList();
        assertThat(busy.size()).as("seed %d", seed).isLessThanOrEqualTo(plan.mostAtOnce());
        if (busy.isEmpty()) {
          assertThat(NextOfGroup.goesOn(decisions)).as("seed %d", seed).isFalse();
          break;
        }
        var ends = busy.get(random.nextInt(busy.size())).getKey();
        states.put(ends, random.nextInt(6) == 0 ? new State.Parked() : new State.Passed());
        assertThat(++steps).isLessThan(100);
      }
    }
  }

  private static GroupPlan anyPlan(Random random) {
    var cells = new ArrayList<GroupCell>();
    for (var i = 0; i < 1 + random.nextInt(20); i++) {
      var after = new ArrayList<String>();
      for (var j = 0; j < i; j++) {
        if (random.nextInt(4) == 0) {
          after.add("c" + j);
        }
      }
      cells.add(cell("c" + i, after.toArray(String[]::new)));
    }
    return plan(1 + random.nextInt(4), cells.toArray(GroupCell[]::new));
  }

  private static Decision next(GroupPlan plan, Map<String, State> there, String name) {
    var states = new HashMap<CellName, State>();
    there.forEach((n, s) -> states.put(new CellName(n), s));
    return Objects.requireNonNull(NextOfGroup.of(plan, states, Tries.ONCE).get(new CellName(name)));
  }

  private static GroupPlan plan(int atOnce, GroupCell... cells) {
    return new GroupPlan(
        "g",
        Path.of("/g.yaml"),
        Instant.EPOCH,
        atOnce,
        Wanted.RUNNING,
        Optional.empty(),
        List.of(cells));
  }

  private static GroupCell cell(String name, String... after) {
    return cell(name, Optional.of("true"), after);
  }

  private static GroupCell without(GroupCell cell) {
    return cell(cell.name().value(), Optional.empty());
  }

  private static GroupCell cell(String name, Optional<String> verify, String... after) {
    return new GroupCell(
        new CellName(name),
        Path.of("/repo"),
        "demo",
        List.of(),
        new Brief("## Objective\n\no\n"),
        verify,
        false,
        false,
        false,
        false,
        Permissions.SAFE,
        List.of(),
        Map.of(),
        List.of(after).stream().map(CellName::new).toList(),
        Progress.NONE);
  }
}
