package dev.workcell.supervise;

import dev.workcell.playbook.NextOfGroup;
import dev.workcell.run.Brief;
import dev.workcell.run.CellName;
import dev.workcell.run.GroupCell;
import dev.workcell.run.GroupCell.Progress;
import dev.workcell.run.GroupPlan;
import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import dev.workcell.run.Tries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Makes a group be as its file says: what is not there is launched or queued, what is there is
/// left alone.
public final class Up {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final World world;
  private final Groups groups;
  private final Drive drive;

  public Up(World world) {
    this.world = world;
    this.groups = world.cells().groups();
    this.drive = new Drive(world);
  }

  /// What came of it, or would.
  ///
  /// @param launched the workcells that were made now
  /// @param changed what the file says otherwise than a workcell was launched with
  /// @param orphans workcells of the group that the file does not name any more
  /// @param notes what the operator should know, one sentence each
  public record Outcome(
      Drive.Standing standing,
      Set<CellName> launched,
      Map<CellName, List<String>> changed,
      List<Cell.View> orphans,
      List<String> notes) {}

  /// @throws Refusal if anything in the file is wrong; nothing was changed then
  public Outcome run(Path file) throws IOException, InterruptedException {
    var planned = new PlanGroup(world, file).plan();
    var name = planned.plan().name();
    var done =
        groups.whileDriving(
            name,
            PATIENCE,
            () -> {
              var plan = merged(planned.plan());
              groups.write(plan);
              world.checkpoints().at("up.planned");
              var before = drive.standing(plan, Tries.AGAIN);
              var after = drive.driven(name, Tries.AGAIN);
              return outcome(after, before, planned.notes());
            });
    return done.orElseThrow(() ->
        new Refusal(
            Kind.CONFLICT,
            "group %s was not changed".formatted(name),
            "somebody else has been launching it for %d s".formatted(PATIENCE.toSeconds()),
            "workcell ls --group " + name));
  }

  /// What `run` would do, without doing it.
  public Outcome dryRun(Path file) throws IOException {
    var planned = new PlanGroup(world, file).plan();
    var standing = drive.standing(merged(planned.plan()), Tries.AGAIN);
    return outcome(standing, standing, planned.notes());
  }

  private Outcome outcome(
      Drive.Standing after, Drive.Standing before, Map<CellName, List<String>> notes)
      throws IOException {
    var launched = new TreeSet<>(after.there().keySet());
    launched.removeAll(before.there().keySet());
    var changed = new LinkedHashMap<CellName, List<String>>();
    for (var cell : after.plan().cells()) {
      if (before.there().containsKey(cell.name())) {
        var what = changed(cell);
        if (!what.isEmpty()) {
          changed.put(cell.name(), what);
        }
      }
    }
    var told = new ArrayList<String>();
    notes.forEach((name, what) -> {
      if (!before.there().containsKey(name)) {
        told.addAll(what);
      }
    });
    return new Outcome(after, launched, changed, orphans(after.plan()), told);
  }

  /// The new plan with what is known of its cells. What was refused or removed has another chance;
  /// what had passed before it was removed stays passed.
  private GroupPlan merged(GroupPlan plan) throws IOException {
    var old = groups.find(plan.name());
    old.ifPresent(o -> refuseAnother(o, plan));
    var merged = plan;
    for (var cell : plan.cells()) {
      var there = drive.member(plan.name(), cell.name());
      var before = old.flatMap(o -> o.cell(cell.name())).map(GroupCell::progress);
      if (there.isPresent()) {
        merged = merged.with(cell.name(), Progress.launched(there.get().identity().id()));
      } else if (before.isPresent() && NextOfGroup.removedDone(cell.with(before.get()))) {
        merged = merged.with(cell.name(), before.get());
      }
    }
    return merged;
  }

  private static void refuseAnother(GroupPlan old, GroupPlan plan) {
    if (!old.source().equals(plan.source()) && Files.exists(old.source())) {
      throw new Refusal(
          Kind.CONFLICT,
          "there is a group %s already".formatted(plan.name()),
          "it is of another file, %s".formatted(old.source()),
          "write `group: another-name` into %s   # or: workcell down %s --rm"
              .formatted(plan.source(), plan.name()));
    }
  }

  private List<Cell.View> orphans(GroupPlan plan) throws IOException {
    var found = new ArrayList<Cell.View>();
    for (var name : world.cells().names()) {
      if (plan.cell(name).isEmpty()) {
        drive.member(plan.name(), name).ifPresent(found::add);
      }
    }
    return found;
  }

  /// In what a workcell is not as its file says now.
  private List<String> changed(GroupCell wanted) throws IOException {
    var cell = world.cells().open(wanted.name());
    var is = cell.identity();
    var run = cell.runDirectory(cell.read().cell().run());
    var changed = new ArrayList<String>();
    add(changed, "repo", is.repo().equals(wanted.repo()));
    add(changed, "agent", is.recipe().equals(wanted.recipe()));
    add(changed, "command", is.command().equals(wanted.command()));
    briefs(changed, run, wanted);
    add(changed, "verify", is.check().equals(digest(wanted.verify())));
    add(changed, "worktree", is.worktree().isPresent() == wanted.worktree());
    add(changed, "permissions", is.permissions() == wanted.permissions());
    add(changed, "commit", is.mayCommit() == wanted.mayCommit());
    add(changed, "check-may-change", is.checkMayChange() == wanted.checkMayChange());
    add(changed, "env", cell.environment().keySet().containsAll(wanted.named()));
    return changed;
  }

  private static void briefs(List<String> changed, Path run, GroupCell wanted) throws IOException {
    var file = run.resolve("brief.md");
    if (!Files.exists(file)) {
      return;
    }
    var page = new Brief(Files.readString(file));
    var was = Resume.withoutRemaining(BriefPage.withoutRules(page));
    var sections = changed.size();
    for (var section : List.of("Objective", "Constraints", "Definition of done")) {
      add(
          changed,
          section.equals("Definition of done")
              ? "done"
              : section.toLowerCase(java.util.Locale.ROOT),
          was.section(section).equals(wanted.brief().section(section)));
    }
    if (changed.size() == sections) {
      add(changed, "brief", was.text().strip().equals(wanted.brief().text().strip()));
    }
  }

  private static Optional<String> digest(Optional<String> verify) {
    return verify.map(v -> Check.digest(v.startsWith("#!") ? v : Check.script(v)));
  }

  private static void add(List<String> changed, String what, boolean same) {
    if (!same) {
      changed.add(what);
    }
  }
}
