package dev.workcell.supervise;

import dev.workcell.playbook.NextOfGroup;
import dev.workcell.playbook.NextOfGroup.Decision;
import dev.workcell.run.CellName;
import dev.workcell.run.Event.Settings.Mode;
import dev.workcell.run.GroupCell;
import dev.workcell.run.GroupCell.Progress;
import dev.workcell.run.GroupPlan;
import dev.workcell.run.Refusal;
import dev.workcell.run.State;
import dev.workcell.run.TreeFacts;
import dev.workcell.run.Tries;
import dev.workcell.supervise.Cell.View;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Launches of a group what may be launched now. Whoever comes by does it, one at a time: `up`, the
/// supervisor, `check`. What died half-way is known by the workcell that is there or not.
public final class Drive {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final World world;
  private final Groups groups;

  public Drive(World world) {
    this.world = world;
    this.groups = world.cells().groups();
  }

  /// Where a group stands.
  ///
  /// @param there its workcells that exist
  public record Standing(
      GroupPlan plan, Map<CellName, View> there, Map<CellName, Decision> decisions) {

    /// Whether something is left to do for a supervisor, now or later.
    public boolean goesOn() {
      return NextOfGroup.goesOn(decisions);
    }

    /// Whether each of its workcells that exist is settled.
    public boolean settled() {
      return there.values().stream().allMatch(v -> v.run().state().settled());
    }
  }

  /// Looks without changing anything.
  ///
  /// @throws Refusal if there is no such group
  public Standing look(String group, Tries tries) throws IOException {
    var plan = groups.find(group);
    if (plan.isEmpty()) {
      throw new Refusal(
          Refusal.Kind.NOT_FOUND,
          "there is no group %s".formatted(group),
          "the groups of this home are: %s"
              .formatted(groups.names().isEmpty() ? "none" : String.join(", ", groups.names())),
          "workcell up cells.yaml");
    }
    return standing(plan.get(), tries);
  }

  Standing standing(GroupPlan plan, Tries tries) throws IOException {
    var there = new LinkedHashMap<CellName, View>();
    var states = new LinkedHashMap<CellName, State>();
    for (var cell : plan.cells()) {
      var view = member(plan.name(), cell.name());
      if (view.isPresent()) {
        there.put(cell.name(), view.get());
        states.put(cell.name(), view.get().run().state());
      }
    }
    return new Standing(plan, there, NextOfGroup.of(plan, states, tries));
  }

  /// A workcell of that name, if it is there and of this group.
  Optional<View> member(String group, CellName name) throws IOException {
    if (!world.cells().exists(name)) {
      return Optional.empty();
    }
    try {
      var cell = world.cells().open(name);
      return cell.identity().group().equals(Optional.of(group))
          ? Optional.of(cell.read())
          : Optional.empty();
    } catch (Refusal gone) {
      return Optional
          .empty(); // deleted just now, or not to be read: its name is taken all the same
    }
  }

  /// Launches what may be launched.
  ///
  /// @param patience how long somebody else who does so is waited for
  /// @return where the group stands then
  public Standing pass(String group, Tries tries, Duration patience)
      throws IOException, InterruptedException {
    var before = look(group, tries);
    if (before.decisions().values().stream().noneMatch(d -> d instanceof Decision.Launch)) {
      return before;
    }
    var after = groups.whileDriving(group, patience, () -> driven(group, tries));
    return after.isPresent() ? after.get() : before;
  }

  /// To be called by who drives the group.
  Standing driven(String group, Tries tries) throws IOException {
    var now = look(group, tries);
    var plan = known(now);
    for (var decision : now.decisions().entrySet()) {
      if (decision.getValue() instanceof Decision.Launch(var because)) {
        var cell = plan.cell(decision.getKey()).orElseThrow();
        plan = plan.with(cell.name(), launch(plan, now, cell, because));
        world.checkpoints().at("group.launched");
        groups.write(plan);
      }
    }
    return standing(plan, Tries.ONCE);
  }

  /// Notes that the operator removes a workcell, before it is gone: it is not launched again, and
  /// what comes after it goes on if it was done.
  void removed(View view) throws IOException {
    var group = view.identity().group().orElseThrow();
    var name = view.identity().name();
    try {
      var noted =
          groups.whileDriving(
              group,
              PATIENCE,
              () -> {
                var plan = groups.find(group);
                var cell = plan.flatMap(p -> p.cell(name));
                if (cell.isPresent()) {
                  var progress = cell.get().progress().removed(view.run().state());
                  groups.write(plan.get().with(name, progress));
                }
                return name;
              });
      if (noted.isEmpty()) {
        throw new Refusal(
            Refusal.Kind.CONFLICT,
            "workcell %s was not removed".formatted(name),
            "its group %s is being launched".formatted(group),
            "workcell rm " + name);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new java.io.InterruptedIOException("interrupted while waiting for group " + group);
    }
  }

  /// Whoever launched one may have died before it was noted.
  private GroupPlan known(Standing now) throws IOException {
    var plan = now.plan();
    for (var view : now.there().entrySet()) {
      var id = view.getValue().identity().id();
      var noted = plan.cell(view.getKey()).orElseThrow().progress().launched();
      if (!noted.equals(Optional.of(id))) {
        plan = plan.with(view.getKey(), Progress.launched(id));
      }
    }
    if (!plan.equals(now.plan())) {
      groups.write(plan);
    }
    return plan;
  }

  private Progress launch(GroupPlan plan, Standing now, GroupCell cell, String because) {
    try {
      var dirty = cell.allowDirty() || leftByOthers(now, cell);
      var member = new Member(plan.name(), cell.environment(), plan.parent(), because);
      var launched = new Launch(world).run(request(cell, dirty), Optional.of(member));
      return Progress.launched(launched.cell().identity().id());
    } catch (Refusal refusal) {
      return Progress.refused("%s: %s".formatted(refusal.what(), refusal.why()), refusal.mend());
    } catch (IOException e) {
      return Progress.refused(String.valueOf(e.getMessage()), "workcell check");
    }
  }

  /// Whether the changes in its work tree are exactly what an earlier workcell of the group left.
  private boolean leftByOthers(Standing now, GroupCell cell) throws IOException {
    if (cell.worktree()) {
      return false;
    }
    Optional<TreeFacts> facts = Optional.empty();
    for (var other : now.there().values()) {
      if (other.identity().workTree().equals(cell.repo()) && other.run().state().settled()) {
        facts = facts.isPresent() ? facts : Optional.of(world.repos().look(cell.repo()));
        if (OwnWork.tree(other).equals(Optional.of(facts.get().tree()))) {
          return true;
        }
      }
    }
    return false;
  }

  private static LaunchRequest request(GroupCell cell, boolean allowDirty) {
    return new LaunchRequest(
        cell.name(),
        cell.repo(),
        cell.recipe(),
        cell.brief(),
        cell.verify(),
        cell.worktree(),
        allowDirty,
        cell.mayCommit(),
        cell.checkMayChange(),
        cell.permissions(),
        Mode.HEADLESS,
        cell.named(),
        cell.command(),
        Optional.empty());
  }
}
