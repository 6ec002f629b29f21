package dev.workcell.supervise;

import dev.workcell.run.CellName;
import dev.workcell.run.GroupCell;
import dev.workcell.run.GroupCell.Progress;
import dev.workcell.run.GroupPlan;
import dev.workcell.run.Marker;
import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import dev.workcell.run.Wanted;
import dev.workcell.runbook.CellEntry;
import dev.workcell.runbook.CellEntry.Tree;
import dev.workcell.runbook.CellEntry.Written;
import dev.workcell.runbook.CellsFile;
import dev.workcell.runbook.Fault;
import dev.workcell.runbook.Order;
import dev.workcell.runbook.Recipe;
import dev.workcell.runbook.RepoRules;
import dev.workcell.supervise.Repos.Repo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Makes the plan of a group from its file: all that the file names is read, so that nothing but
/// another `up` changes what will be launched. Everything that is wrong is told at once.
final class PlanGroup {
  private final World world;
  private final Requirements requirements;
  private final Path file;
  private final Path beside;
  private final List<Fault> faults = new ArrayList<>();
  private final Map<Path, Optional<RepoRules>> rules = new HashMap<>();
  private final Map<Path, Optional<Repo>> trees = new HashMap<>();
  private final Map<CellName, List<String>> notes = new LinkedHashMap<>();

  PlanGroup(World world, Path file) {
    this.world = world;
    this.requirements = new Requirements(world);
    this.file = file.toAbsolutePath().normalize();
    this.beside = Optional.ofNullable(this.file.getParent()).orElse(this.file);
  }

  /// A plan and what the operator should know about its workcells, one sentence each.
  record Planned(GroupPlan plan, Map<CellName, List<String>> notes) {}

  /// @throws Refusal with everything that is wrong
  Planned plan() throws IOException {
    var written = world.cells().groups().read(file);
    faults.addAll(written.faults());
    var entries = CellsFile.of(written.root(), faults);
    var name = entries.group().map(Written::text).orElseGet(() -> GroupName.of(file));
    var places = places(entries.cells());
    var order = new Order(entries.cells());
    var cells = new ArrayList<GroupCell>();
    for (var entry : entries.cells()) {
      free(name, entry);
      var place = places.get(entry.name());
      if (place != null) {
        cell(entry, place, worktree(entry, entries.cells(), places, order)).ifPresent(cells::add);
      }
    }
    if (!faults.isEmpty()) {
      throw refusal();
    }
    var plan =
        new GroupPlan(
            name,
            file,
            world.time().now(),
            entries.mostAtOnce(),
            Wanted.RUNNING,
            Optional.ofNullable(world.host().environment().get(Marker.AGENT)),
            cells);
    return new Planned(plan, notes);
  }

  /// The work tree that each cell names.
  private Map<CellName, Path> places(List<CellEntry> entries) {
    var places = new HashMap<CellName, Path>();
    for (var entry : entries) {
      if (!entry.repo().text().isEmpty()) {
        place(entry).ifPresent(p -> places.put(entry.name(), p));
      }
    }
    return places;
  }

  private Optional<Path> place(CellEntry entry) {
    var path = beside.resolve(entry.repo().text()).normalize();
    var known = trees.get(path);
    if (known != null && known.isPresent()) {
      return known.map(Repo::workTree);
    }
    try {
      trees.put(path, Optional.of(world.repos().open(path)));
    } catch (Refusal refusal) {
      fault(entry.repo().line(), refusal, entry);
      trees.put(path, Optional.empty());
    }
    return trees.getOrDefault(path, Optional.empty()).map(Repo::workTree);
  }

  /// The name is nobody's, or of this group already.
  private void free(String group, CellEntry entry) throws IOException {
    var name = entry.name();
    if (world.cells().exists(name)) {
      try {
        var identity = world.cells().open(name).identity();
        if (!identity.group().equals(Optional.of(group))) {
          var view = world.cells().open(name).read();
          fault(
              entry.line(),
              "there is a workcell %s already, %s: %s"
                  .formatted(
                      name,
                      identity.group().map(g -> "of group " + g).orElse("of no group"),
                      view.run().state().word()),
              view.run().state().settled()
                  ? "workcell rm %s   # or another name".formatted(name)
                  : "another name, or: workcell stop %s".formatted(name));
        }
      } catch (Refusal refusal) {
        fault(entry.line(), refusal, entry);
      }
      return;
    }
    for (var other : world.cells().groups().names()) {
      var plan = other.equals(group) ? Optional.<GroupPlan>empty() : planOf(other);
      if (plan.flatMap(p -> p.cell(name)).filter(c -> c.progress().launched().isEmpty()).isPresent()
          && plan.get().wanted() == Wanted.RUNNING) {
        fault(
            entry.line(),
            "group %s is about to launch a workcell %s".formatted(other, name),
            "another name, or: workcell down " + other);
      }
    }
  }

  private Optional<GroupPlan> planOf(String group) throws IOException {
    try {
      return world.cells().groups().find(group);
    } catch (Refusal unreadable) {
      return Optional.empty();
    }
  }

  private boolean worktree(
      CellEntry entry, List<CellEntry> all, Map<CellName, Path> places, Order order) {
    if (entry.worktree() == Tree.TRUE) {
      return true;
    }
    for (var other : all) {
      if (other.name().equals(entry.name())
          || !Objects.equals(places.get(entry.name()), places.get(other.name()))
          || !order.parallel(entry.name(), other.name())) {
        continue;
      }
      if (entry.worktree() == Tree.AUTO) {
        note(
            entry,
            "%s gets a work tree of its own: %s is in the same repo and may be at work beside it"
                .formatted(entry.name(), other.name()));
        unseen(entry, all, places);
        return true;
      }
      if (other.worktree() == Tree.FALSE && entry.line() > other.line()) {
        fault(
            entry.line(),
            "%s and %s would work in %s at the same time"
                .formatted(other.name(), entry.name(), places.get(entry.name())),
            "worktree: true   # or: after: [%s]".formatted(other.name()));
      }
    }
    return false;
  }

  private void unseen(CellEntry entry, List<CellEntry> all, Map<CellName, Path> places) {
    for (var other : all) {
      if (entry.after().contains(other.name())
          && Objects.equals(places.get(entry.name()), places.get(other.name()))) {
        note(
            entry,
            "%s begins at the last commit of its repo, without what %s left: `worktree: false` for both lets it go on there"
                .formatted(entry.name(), other.name()));
      }
    }
  }

  private Optional<GroupCell> cell(CellEntry entry, Path place, boolean worktree)
      throws IOException {
    try {
      var brief = GroupBrief.of(entry, beside);
      var rules = rules(place);
      var verify = verify(entry, place, rules);
      var agent =
          entry
              .agent()
              .map(Written::text)
              .or(() -> rules.flatMap(RepoRules::recipe))
              .orElse("demo");
      var recipe = world.recipes().find(agent);
      requirements.command(recipe, entry.command());
      var environment = environment(recipe, entry, rules);
      requirements.binary(recipe, entry.command(), environment, place);
      return Optional.of(
          new GroupCell(
              entry.name(),
              place,
              agent,
              entry.command(),
              brief,
              verify,
              worktree,
              entry.allowDirty(),
              entry.mayCommit(),
              entry.checkMayChange(),
              entry.permissions(),
              entry.environment(),
              environment,
              entry.after(),
              Progress.NONE));
    } catch (Refusal refusal) {
      fault(entry.line(), refusal, entry);
      return Optional.empty();
    }
  }

  /// The rules of the repo, which must be trusted before anything is launched there.
  private Optional<RepoRules> rules(Path place) throws IOException {
    var known = rules.get(place);
    if (known == null) {
      known = new Trust(world).required(world.repos().open(place)).map(RuleBook.Page::rules);
      rules.put(place, known);
    }
    return known;
  }

  private Map<String, String> environment(
      Recipe recipe, CellEntry entry, Optional<RepoRules> rules) {
    var ours = world.host().environment();
    var named = new ArrayList<>(entry.environment());
    rules.ifPresent(r -> r.env().stream().filter(ours::containsKey).forEach(named::add));
    return FrozenEnvironment.of(ours, recipe, named, world.cells());
  }

  private Optional<String> verify(CellEntry entry, Path place, Optional<RepoRules> rules)
      throws IOException {
    if (entry.verify().isPresent()) {
      return Optional.of(Check.planned(entry.verify().get().text(), beside, place));
    }
    var ofTheRepo = rules.flatMap(RepoRules::verify);
    if (!entry.unchecked() && ofTheRepo.isEmpty()) {
      fault(
          entry.line(),
          "%s has no check, nor your word that there is none".formatted(entry.name()),
          "verify: ./check.sh   # or no-verify: true");
    }
    return entry.unchecked() ? Optional.empty() : ofTheRepo;
  }

  private void note(CellEntry entry, String what) {
    notes.computeIfAbsent(entry.name(), n -> new ArrayList<>()).add(what);
  }

  private void fault(int line, Refusal refusal, CellEntry entry) {
    fault(
        line, "%s: %s: %s".formatted(entry.name(), refusal.what(), refusal.why()), refusal.mend());
  }

  private void fault(int line, String why, String mend) {
    faults.add(new Fault(line, why, mend));
  }

  private Refusal refusal() {
    var lines = new ArrayList<String>();
    for (var fault : faults.stream().sorted(Comparator.comparingInt(Fault::line)).toList()) {
      lines.add("line %d: %s".formatted(fault.line(), fault.why()));
      lines.add("  mend: " + fault.mend());
    }
    return new Refusal(
        Kind.USAGE,
        "%s was refused and nothing was changed".formatted(file),
        String.join("\n        ", lines),
        "edit %s, then: workcell up %s".formatted(file, file));
  }
}
