package dev.workcell.playbook;

import dev.workcell.run.CellName;
import dev.workcell.run.GroupCell;
import dev.workcell.run.GroupPlan;
import dev.workcell.run.State;
import dev.workcell.run.Tries;
import dev.workcell.run.Wanted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is to be done now about each workcell of a group, and why.
public final class NextOfGroup {
  private final GroupPlan plan;
  private final Map<CellName, State> there;
  private final Map<CellName, Decision> decided = new HashMap<>();

  private NextOfGroup(GroupPlan plan, Map<CellName, State> there) {
    this.plan = plan;
    this.there = there;
  }

  /// What is to be done about one workcell.
  public sealed interface Decision {
    /// Now.
    record Launch(String because) implements Decision {}

    /// Later, by itself.
    record Wait(List<CellName> dependencies, String because) implements Decision {
      public Wait {
        dependencies = List.copyOf(dependencies);
      }
    }

    /// Not before a person does something.
    record Blocked(String because) implements Decision {}

    /// It is there; nothing is left to do for a group.
    record There(State state) implements Decision {}

    /// It was done, and was removed since.
    record Gone(String because) implements Decision {}
  }

  /// @param there the state of each workcell of this group that exists
  /// @return a decision for each cell of the plan, in its order
  public static Map<CellName, Decision> of(
      GroupPlan plan, Map<CellName, State> there, Tries tries) {
    var next = new NextOfGroup(plan, there);
    var decisions = new LinkedHashMap<CellName, Decision>();
    var free = plan.mostAtOnce() - (int) there.values().stream().filter(NextOfGroup::busy).count();
    for (var cell : plan.cells()) {
      var decision = next.of(cell);
      if (decision instanceof Decision.Launch) {
        if (tries == Tries.ONCE && cell.progress().refused().isPresent()) {
          decision = refused(cell.progress().refused().get());
        } else if (free <= 0) {
          decision =
              new Decision.Wait(
                  List.of(), "a place: %d at once (max-parallel)".formatted(plan.mostAtOnce()));
        } else {
          free--;
        }
      }
      decisions.put(cell.name(), decision);
    }
    return decisions;
  }

  private static Decision refused(GroupCell.Refused it) {
    return new Decision.Blocked("not launched: %s; mend: %s".formatted(it.why(), it.mend()));
  }

  /// Whether it takes one of the places: an agent lives, or its end is being settled. One that
  /// waits for a reset takes none.
  public static boolean busy(State state) {
    return !state.settled()
        && !(state instanceof State.Waiting waiting && waiting.by() == State.Waiter.SUPERVISOR);
  }

  /// Whether its dependents may begin.
  public static boolean done(GroupCell cell, State state) {
    return state instanceof State.Passed
        || (state instanceof State.Unverified && cell.verify().isEmpty());
  }

  /// Whether a supervisor has still something to do for the group: a launch, or one that waits for
  /// a workcell which is not settled.
  public static boolean goesOn(Map<CellName, Decision> decisions) {
    return decisions.values().stream()
        .anyMatch(d -> d instanceof Decision.Launch || d instanceof Decision.Wait);
  }

  /// As if there were places for all, and as if nothing had been refused.
  private Decision of(GroupCell cell) {
    var known = decided.get(cell.name());
    if (known == null) {
      known = decide(cell);
      decided.put(cell.name(), known);
    }
    return known;
  }

  private Decision decide(GroupCell cell) {
    var state = there.get(cell.name());
    if (state != null) {
      return new Decision.There(state);
    }
    var progress = cell.progress();
    if (removedDone(cell)) {
      return new Decision.Gone("%s, and removed since".formatted(progress.removedAs().orElse("")));
    }
    if (progress.removedAs().isPresent() || progress.launched().isPresent()) {
      return new Decision.Blocked(
          progress.removedAs().isPresent()
              ? "it was %s and removed; `up` launches it anew".formatted(progress.removedAs().get())
              : "its files were deleted; `up` launches it anew");
    }
    if (plan.wanted() == Wanted.STOPPED) {
      return new Decision.Blocked("the group was taken down; `up` launches it");
    }
    var open = new ArrayList<CellName>();
    for (var name : cell.after()) {
      var other = plan.cell(name);
      if (other.isEmpty()) {
        return new Decision.Blocked("%s is not in the group".formatted(name));
      }
      var blocked = blocking(other.get());
      if (blocked.isPresent()) {
        return new Decision.Blocked(blocked.get());
      }
      if (!done(other.get())) {
        open.add(name);
      }
    }
    if (!open.isEmpty()) {
      return new Decision.Wait(open, names(open));
    }
    return new Decision.Launch(
        cell.after().isEmpty()
            ? "launched by group %s".formatted(plan.name())
            : "launched by group %s after %s".formatted(plan.name(), names(cell.after())));
  }

  private boolean done(GroupCell cell) {
    var state = there.get(cell.name());
    return state == null ? removedDone(cell) : done(cell, state);
  }

  /// What a person has to mend before `cell` can be done.
  private Optional<String> blocking(GroupCell cell) {
    return switch (of(cell)) {
      case Decision.There(var state) when state.settled() && !done(cell, state) ->
          Optional.of("%s is %s".formatted(cell.name(), state.word()));
      case Decision.Blocked(var because) ->
          Optional.of("%s is blocked (%s)".formatted(cell.name(), because));
      case Decision.Launch _ when cell.progress().refused().isPresent() ->
          Optional.of("%s could not be launched".formatted(cell.name()));
      case Decision.There _, Decision.Launch _, Decision.Wait _, Decision.Gone _ ->
          Optional.empty();
    };
  }

  /// Whether it was removed after it was done.
  public static boolean removedDone(GroupCell cell) {
    var as = cell.progress().removedAs();
    return as.equals(Optional.of("passed"))
        || (as.equals(Optional.of("unverified")) && cell.verify().isEmpty());
  }

  private static String names(List<CellName> names) {
    return String.join(", ", names.stream().map(CellName::value).toList());
  }
}
