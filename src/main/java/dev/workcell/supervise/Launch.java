package dev.workcell.supervise;

import dev.workcell.run.CellIdentity;
import dev.workcell.run.CellName;
import dev.workcell.run.Event;
import dev.workcell.run.Event.AttemptPrepared;
import dev.workcell.run.Event.BaselineTaken;
import dev.workcell.run.Event.Noticed;
import dev.workcell.run.Event.RunBegun;
import dev.workcell.run.Event.Settings;
import dev.workcell.run.Globs;
import dev.workcell.run.Marker;
import dev.workcell.runbook.Recipe;
import dev.workcell.runbook.RepoRules;
import dev.workcell.supervise.Cells.Holder;
import dev.workcell.supervise.Cells.RunFiles;
import dev.workcell.supervise.Repos.Repo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// Makes a workcell and starts its agent. Refuses early; what dies half-way has made nothing, or a
/// whole workcell that the next look parks.
public final class Launch {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final World world;
  private final Requirements requirements;

  public Launch(World world) {
    this.world = world;
    this.requirements = new Requirements(world);
  }

  /// What was made.
  ///
  /// @param notes what the operator should know, one sentence each
  public record Launched(Cell cell, List<String> notes) {
    public Launched {
      notes = List.copyOf(notes);
    }
  }

  public Launched run(LaunchRequest request) throws IOException {
    return run(request, Optional.empty());
  }

  /// @param member what a group brings along, whose operator is not there any more
  Launched run(LaunchRequest request, Optional<Member> member) throws IOException {
    requirements.nameIsFree(request.name());
    var recipe = world.recipes().find(request.recipe());
    requirements.command(recipe, request.command());
    if (request.told().isPresent()) {
      var directory = new Directory(world);
      for (var words : request.told().get()) {
        directory.of(words); // refuses what is nobody
      }
    }
    var environment =
        member.isPresent()
            ? member.get().environment()
            : FrozenEnvironment.of(
                world.host().environment(), recipe, request.environment(), world.cells());
    var binary = requirements.binary(recipe, request.command(), environment, request.repo());
    if (request.mode() == Settings.Mode.INTERACTIVE) {
      requirements.terminal(recipe, environment);
    }
    requirements.disk();
    var repo = world.repos().open(request.repo());
    var program = world.program();
    world.cells().programCopy(program.buildId(), program.directory());
    var rules = new Trust(world).required(repo);
    if (rules.isPresent() && member.isEmpty()) {
      environment =
          FrozenEnvironment.of(
              world.host().environment(), recipe, named(request, rules.get()), world.cells());
    }
    var plan = new Plan(request, recipe, binary, environment, repo, rules, member);
    var cell =
        request.worktree()
            ? inOwnTree(plan)
            : world.cells().whileClaiming(repo.gitDir(), PATIENCE, () -> claimed(plan, repo));
    world.checkpoints().at("launch.renamed");
    new Start(world).attempt(cell, 1, 1, recipe, request.mode(), argv(plan, cell));
    return new Launched(cell, notes(plan));
  }

  private record Plan(
      LaunchRequest request,
      Recipe recipe,
      String binary,
      Map<String, String> environment,
      Repo repo,
      Optional<RuleBook.Page> rules,
      Optional<Member> member) {
    Optional<RepoRules> said() {
      return rules.map(RuleBook.Page::rules);
    }

    String because() {
      return member.isPresent() ? member.get().because() : "launched by the operator";
    }
  }

  /// What the rules name and is not set here is not missed.
  private List<String> named(LaunchRequest request, RuleBook.Page page) {
    var names = new ArrayList<>(request.environment());
    page.rules().env().stream().filter(world.host().environment()::containsKey).forEach(names::add);
    return names;
  }

  /// Nobody else can know a tree that is made now, so only its making is claimed: git fails when
  /// two work trees of one repo come or go at once.
  private Cell inOwnTree(Plan plan) throws IOException {
    var id = newId();
    var name = plan.request.name().value();
    var tree = world.cells().worktree(name, id);
    var branch = "workcell/%s-%s".formatted(name, id);
    new Worktrees(world)
        .add(plan.repo, tree, branch, () -> requirements.nameIsFree(plan.request.name()));
    world.checkpoints().at("launch.worktree-added");
    try {
      var own = world.repos().open(tree);
      return world.cells().whileClaiming(own.gitDir(), PATIENCE, () -> make(plan, own, id));
    } catch (IOException | RuntimeException e) {
      new Worktrees(world).remove(plan.repo.commonDir(), plan.repo.workTree(), tree, branch);
      throw e;
    }
  }

  private Cell claimed(Plan plan, Repo repo) throws IOException {
    requirements.notHeld(repo);
    forget(repo);
    return make(plan, repo, newId());
  }

  /// A launch that died before it had a name left a holder and a baseline behind.
  private void forget(Repo repo) throws IOException {
    var stale = world.cells().holder(repo.gitDir());
    if (stale.isPresent() && !world.cells().exists(stale.get())) {
      dropBaseline(repo, stale.get().cell(), stale.get().cellId());
    }
  }

  private void dropBaseline(Repo repo, CellName name, String id) throws IOException {
    var prefix = Salvages.prefix(name, id);
    world.repos().deleteRefs(repo.workTree(), world.repos().refs(repo.workTree(), prefix));
  }

  /// As `made`; what fails half-way takes its baseline back.
  private Cell make(Plan plan, Repo tree, String id) throws IOException {
    try {
      return made(plan, tree, id);
    } catch (IOException | RuntimeException e) {
      dropBaseline(tree, plan.request.name(), id);
      throw e;
    }
  }

  private Cell made(Plan plan, Repo tree, String id) throws IOException {
    var request = plan.request;
    var setupLog = plan.rules.isPresent() ? prepared(plan, tree) : Optional.<String>empty();
    var configs = new Meanwhile<>(() -> world.repos().configHashes(tree.workTree()));
    var seen = world.repos().see(tree.workTree());
    var facts = seen.facts();
    if (!request.allowDirty() && !request.worktree() && setupLog.isEmpty()) {
      requirements.clean(tree.workTree(), facts);
    }
    var check =
        request.verify().isPresent()
            ? Check.of(
                world.outputs(),
                request.verify().get(),
                tree.workTree(),
                request.checkMayChange(),
                plan.member.isPresent() ? Check.From.PLAN : Check.From.OPERATOR)
            : new Check(Optional.empty(), Map.of());
    world
        .cells()
        .writeHolder(
            tree.gitDir(),
            new Holder(world.cells().home(), world.cells().homeId(), request.name(), id));
    world.checkpoints().at("launch.claimed");
    var ref = Salvages.ref(request.name(), id, 1, 1, 0);
    var salvage = world.repos().salvage(tree.workTree(), seen, ref);
    world.checkpoints().at("launch.salvaged");
    var pinned =
        plan.rules.isPresent()
            ? Optional.of(
                new Pinning(world)
                    .of(
                        plan.rules.get(),
                        tree.workTree(),
                        facts,
                        setupLog,
                        request.checkMayChange()))
            : Optional.<RuleBook.Pinned>empty();
    var identity =
        new CellIdentity(
            request.name(),
            id,
            world.time().now(),
            plan.repo.workTree(),
            request.worktree() ? Optional.of(tree.workTree()) : Optional.empty(),
            tree.gitDir(),
            request.recipe(),
            request.command(),
            request.permissions(),
            request.mayCommit(),
            request.checkMayChange(),
            world.program().buildId(),
            plan.member.isPresent()
                ? plan.member.get().parent()
                : Optional.ofNullable(world.host().environment().get(Marker.AGENT)),
            check.script().map(Check::digest),
            check.pins(),
            configs.result(),
            pinned.map(world.ruleBook()::digest),
            plan.member.isPresent() ? Optional.of(plan.member.get().group()) : Optional.empty(),
            request.told());
    var brief =
        BriefPage.of(
            request.brief(),
            plan.recipe,
            request.mayCommit(),
            check.script(),
            check.pins().keySet(),
            plan.said());
    var argv = command(plan, tree.workTree(), brief, check.script());
    List<Event> lines =
        List.of(
            new RunBegun(1, request.brief().objective(), plan.because()),
            new AttemptPrepared(
                1,
                world.host().self(),
                new Settings(
                    request.recipe(),
                    plan.binary,
                    request.permissions(),
                    request.mode(),
                    Optional.empty()),
                0,
                plan.because()),
            new BaselineTaken(1, facts, Optional.of(salvage)));
    var all = new ArrayList<>(lines);
    notes(plan).forEach(note -> all.add(new Noticed(1, note)));
    var files =
        new RunFiles(
            brief,
            check.script(),
            argv,
            List.copyOf(plan.environment.keySet()),
            ProgramFiles.wrapper(),
            Handoff.first(request.name(), 1, request.brief().objective()));
    return world
        .cells()
        .create(identity, plan.environment, files, all, pinned, world.checkpoints());
  }

  /// Nothing of the repo has been started until here.
  private Optional<String> prepared(Plan plan, Repo tree) throws IOException {
    var request = plan.request;
    if (request.worktree()) {
      new Trust(world).sameIn(tree, plan.repo);
    }
    var setup = plan.said().flatMap(RepoRules::setup);
    if (setup.isEmpty()) {
      return Optional.empty();
    }
    if (!request.allowDirty() && !request.worktree()) {
      requirements.clean(tree.workTree(), world.repos().look(tree.workTree()));
    }
    return Optional.of(
        new Setup(world).run(request.name(), setup.get(), tree.workTree(), plan.environment));
  }

  private List<String> argv(Plan plan, Cell cell) throws IOException {
    var script = cell.runDirectory(1).resolve("verify.sh");
    return command(
        plan,
        cell.identity().workTree(),
        Files.readString(cell.runDirectory(1).resolve("brief.md")),
        Files.exists(script) ? Optional.of(Files.readString(script)) : Optional.empty());
  }

  private List<String> command(Plan plan, Path workTree, String brief, Optional<String> check) {
    return AgentCommand.of(
        plan.recipe,
        plan.request.mode(),
        plan.request.permissions(),
        workTree,
        brief,
        check,
        Optional.empty(),
        plan.said().map(RuleBook.Pinned::closed).orElse(Globs.NONE),
        plan.request.command(),
        world.cells().program(world.program().buildId()));
  }

  private static List<String> notes(Plan plan) {
    if (plan.rules.isEmpty()) {
      return List.of();
    }
    var notes = new ArrayList<String>();
    var rules = plan.rules.get().rules();
    notes.add("the rules of SUPERVISOR.md hold (workcell trust shows them)");
    if (!rules.forbidden().isEmpty() && plan.recipe.forbiddenPaths().isEmpty()) {
      notes.add(
          "%s has no settings that deny it the forbidden paths; they are checked afterwards"
              .formatted(plan.recipe.title()));
    }
    return notes;
  }

  private static String newId() {
    return "%08x".formatted(ThreadLocalRandom.current().nextInt());
  }
}
