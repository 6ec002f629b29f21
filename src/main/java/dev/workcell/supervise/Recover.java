package dev.workcell.supervise;

import dev.workcell.playbook.Finding.Trouble;
import dev.workcell.playbook.Playbook;
import dev.workcell.run.CellIdentity;
import dev.workcell.run.Diagnosis;
import dev.workcell.run.Diagnosis.Evidence;
import dev.workcell.run.DiagnosisKind;
import dev.workcell.run.Event;
import dev.workcell.run.Event.AttemptPrepared;
import dev.workcell.run.Event.Settings;
import dev.workcell.run.Event.TextSaid;
import dev.workcell.run.Event.Work;
import dev.workcell.run.Event.WorkClaimed;
import dev.workcell.run.Next;
import dev.workcell.run.Next.Remedy;
import dev.workcell.run.Refusal;
import dev.workcell.run.Say;
import dev.workcell.run.State;
import dev.workcell.run.Supervision;
import dev.workcell.run.Wanted;
import dev.workcell.runbook.Recipe;
import dev.workcell.supervise.Cell.View;
import dev.workcell.supervise.Cells.AttemptFiles;
import dev.workcell.supervise.Cells.Holder;
import dev.workcell.supervise.Host.Presence;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Carries out the remedy that a run waits for: begins the next attempt. Claimed in the journal
/// like a settle, so it may be killed anywhere and done again: a number that was prepared is never
/// used twice, and nothing begins while a process of the last attempt lives.
public final class Recover {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration GRACE = Duration.ofSeconds(5);

  /// Below this an agent could not work.
  private static final long LEAST_FREE_BYTES = 200L << 20;

  private final World world;
  private final EndTree endTree;

  public Recover(World world) {
    this.world = world;
    this.endTree = new EndTree(world.host(), world.time());
  }

  /// Makes a run that was parked for want of a supervisor wait for its remedy instead.
  ///
  /// @return the view after that; unchanged if it is no such run
  View takeUp(Cell cell, View view) throws IOException {
    if (!wantsSupervisor(view)) {
      return view;
    }
    var run = view.run();
    var trouble = new Trouble(run.diagnosis().orElseThrow(), run.next().orElseThrow().because());
    var decision = new NextRemedy(world).of(cell, trouble);
    var settled = Playbook.settled(run.attempt(), trouble, decision, Supervision.ATTENDED);
    return cell.transition(
        now -> now.run().seq() == run.seq() && wantsSupervisor(now) ? List.of(settled) : List.of());
  }

  /// Whether a run is parked only because nobody supervised it.
  static boolean wantsSupervisor(View view) {
    var next = view.run().next().map(Next::remedy);
    return view.run().state() instanceof State.Parked
        && view.cell().wanted() == Wanted.RUNNING
        && view.run().diagnosis().isPresent()
        && next.filter(r -> r != Remedy.ASK_OPERATOR && r != Remedy.PARK).isPresent();
  }

  /// Begins the next attempt of a run between two attempts, whose time has come.
  ///
  /// @return the view after it
  View run(Cell cell) throws IOException, InterruptedException {
    var view = cell.transition(this::claim);
    if (!ours(view)) {
      return view;
    }
    world.checkpoints().at("recover.claimed");
    var attempt = view.run().attempt();
    try {
      var alive = endTree.of(Start.marker(world, cell.identity(), run(view), attempt), GRACE);
      var left = alive.stream().filter(l -> l.fate() == Event.Leftover.Fate.ALIVE).findFirst();
      if (left.isPresent()) {
        var why = "pid %d of the last attempt could not be ended".formatted(left.get().pid());
        return parked(cell, view, DiagnosisKind.STUCK, "processes", why);
      }
      if (world.host().freeBytes(world.cells().home()) < LEAST_FREE_BYTES) {
        return parked(cell, view, DiagnosisKind.DISK_FULL, "disk", "the disk is full");
      }
      return world
          .cells()
          .whileClaiming(cell.identity().gitDir(), PATIENCE, () -> next(cell, view));
    } catch (Refusal e) {
      var missing = e.kind() == Refusal.Kind.MISSING;
      return parked(
          cell,
          view,
          missing ? DiagnosisKind.CRASHED : DiagnosisKind.DIRTY_REPO,
          missing ? "machine" : "git",
          e.what() + ": " + e.why());
    }
  }

  private List<Event> claim(View now) {
    var run = now.run();
    var claimed =
        run.worker()
            .filter(w -> !w.by().equals(world.host().self()))
            .filter(w -> world.host().presence(w.by()) != Presence.GONE)
            .isPresent();
    return claimed || !run.state().betweenAttempts() || now.cell().wanted() != Wanted.RUNNING
        ? List.of()
        : List.of(new WorkClaimed(run.attempt(), Work.RECOVER, world.host().self()));
  }

  private boolean ours(View now) {
    return now.run().state() instanceof State.Recovering
        && now.run().worker().filter(w -> w.by().equals(world.host().self())).isPresent();
  }

  private View next(Cell cell, View view) throws IOException {
    var identity = cell.identity();
    var foreign = foreignWork(cell, view);
    if (foreign.isPresent()) {
      return parked(cell, view, DiagnosisKind.DIRTY_REPO, "git", foreign.get());
    }
    world
        .cells()
        .writeHolder(
            identity.gitDir(),
            new Holder(
                world.cells().home(), world.cells().homeId(), identity.name(), identity.id()));
    world.checkpoints().at("recover.looked");
    var recipe = world.recipes().find(identity.recipe());
    var remedy = view.run().next().map(Next::remedy).orElse(Remedy.RELAUNCH_FRESH);
    var mode = Attempts.mode(view);
    var session =
        view.run()
            .sessionId()
            .filter(s -> goesOn(remedy) && !AgentCommand.resume(recipe, mode).isEmpty());
    var owed = view.run().says().stream().filter(Say::isOwed).toList();
    var prompt = new Prompt(world).of(cell, view, remedy, session.isPresent(), owed);
    var argv =
        AgentCommand.of(
            recipe,
            mode,
            identity.permissions(),
            identity.workTree(),
            prompt,
            Prompt.script(cell, run(view)),
            session,
            cell.forbidden(),
            identity.command(),
            world.cells().program(identity.buildId()));
    var logStart = cell.logSize(run(view));
    var number =
        cell.createAttempt(
            run(view),
            new AttemptFiles(
                argv,
                List.copyOf(cell.environment().keySet()),
                ProgramFiles.wrapper(),
                logStart,
                prompt));
    world.checkpoints().at("recover.drafted");
    var prepared = prepared(cell, view, recipe, session, number, logStart);
    var lines = new ArrayList<Event>();
    lines.add(prepared);
    owed.forEach(s -> lines.add(said(number, s, Say.Step.PROVED, "it is in the prompt")));
    view.run().says().stream()
        .filter(s -> s.step() == Say.Step.ENTERED)
        .forEach(s -> lines.add(said(number, s, Say.Step.UNPROVED, "the agent ended meanwhile")));
    var after = cell.transition(now -> ours(now) && wanted(now) ? lines : List.of());
    world.checkpoints().at("recover.prepared");
    if (after.run().attempt() == number) {
      new Start(world).attempt(cell, run(view), number, recipe, mode, argv);
      world.checkpoints().at("recover.started");
    }
    return after;
  }

  private static TextSaid said(int attempt, Say say, Say.Step step, String because) {
    return new TextSaid(attempt, say.id(), step, because);
  }

  private AttemptPrepared prepared(
      Cell cell, View view, Recipe recipe, Optional<String> session, int number, long logStart) {
    var identity = cell.identity();
    var binary =
        new Requirements(world)
            .binary(recipe, identity.command(), cell.environment(), identity.workTree());
    var next = view.run().next();
    var because =
        "%s after attempt %d: %s"
            .formatted(
                next.map(n -> dev.workcell.run.Words.of(n.remedy())).orElse("relaunch"),
                view.run().attempt(),
                next.map(Next::because).orElse(view.run().because()));
    return new AttemptPrepared(
        number,
        world.host().self(),
        new Settings(
            identity.recipe(), binary, identity.permissions(), Attempts.mode(view), session),
        logStart,
        because);
  }

  private static boolean wanted(View now) {
    return now.cell().wanted() == Wanted.RUNNING;
  }

  private static boolean goesOn(Remedy remedy) {
    return remedy != Remedy.RELAUNCH_FRESH;
  }

  /// What stands in the way of an agent in this work tree; empty when all changes are ours.
  ///
  /// @throws Refusal when git itself is in the middle of something
  private Optional<String> foreignWork(Cell cell, View view) throws IOException {
    var identity = cell.identity();
    if (!Files.isDirectory(identity.workTree())) {
      return Optional.of(
          "its work tree %s is gone, and no other is taken instead".formatted(identity.workTree()));
    }
    var configs = world.repos().changedConfigs(identity.gitConfigs());
    if (!configs.isEmpty()) {
      return Optional.of(
          "the configuration of git is not what it was at launch: " + String.join(", ", configs));
    }
    var repo = world.repos().open(identity.workTree());
    var holder = world.cells().holder(repo.gitDir()).filter(h -> !isUs(h, identity));
    if (holder.isPresent() && world.cells().holds(holder.get())) {
      return Optional.of("the repo is held by workcell %s".formatted(holder.get().cell()));
    }
    var facts = world.repos().look(identity.workTree());
    var left = OwnWork.tree(view);
    if (left.isEmpty() || left.get().equals(facts.tree())) {
      return Optional.empty();
    }
    var salvage = new OwnWork(world).salvage(cell, run(view), view.run().attempt());
    var changes = world.repos().changes(identity.workTree(), left.get(), facts.tree());
    return Optional.of(
        "somebody changed the work tree since the last attempt: %s; it is saved as %s"
            .formatted(
                String.join(
                    ", ", changes.stream().limit(5).map(c -> c.kind() + " " + c.path()).toList()),
                salvage.ref()));
  }

  private boolean isUs(Holder holder, CellIdentity identity) {
    return holder.cellId().equals(identity.id()) && holder.homeId().equals(world.cells().homeId());
  }

  /// The remedy cannot be taken; the playbook says what comes instead.
  private View parked(Cell cell, View view, DiagnosisKind kind, String source, String why)
      throws IOException {
    var evidence = new Evidence(source, world.time().now(), why);
    var trouble = new Trouble(new Diagnosis(kind, Optional.empty(), List.of(evidence)), why);
    var decision = new NextRemedy(world).of(cell, trouble);
    var settled = Playbook.settled(view.run().attempt(), trouble, decision, Supervision.ATTENDED);
    var after = cell.transition(now -> ours(now) && wanted(now) ? List.of(settled) : List.of());
    new AtRest(world).finish(cell);
    return after;
  }

  private static int run(View view) {
    return view.cell().run();
  }
}
