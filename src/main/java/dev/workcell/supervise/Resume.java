package dev.workcell.supervise;

import dev.workcell.diagnose.PlainText;
import dev.workcell.run.Brief;
import dev.workcell.run.CellName;
import dev.workcell.run.Event;
import dev.workcell.run.Event.AttemptPrepared;
import dev.workcell.run.Event.BaselineTaken;
import dev.workcell.run.Event.RunBegun;
import dev.workcell.run.Event.Settings;
import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import dev.workcell.run.TreeFacts;
import dev.workcell.supervise.Cell.View;
import dev.workcell.supervise.Cells.Holder;
import dev.workcell.supervise.Cells.RunFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Begins the next run from what the last one left on disk: the remaining scope, the failing check
/// first; what is done stays done.
public final class Resume {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int TAIL_LINES = 60;

  private final World world;

  public Resume(World world) {
    this.world = world;
  }

  /// What the operator may change.
  ///
  /// @param brief replaces the written one
  /// @param refreshEnvironment take the environment anew, with these names besides the usual
  public record Options(
      Optional<Brief> brief,
      boolean refreshEnvironment,
      List<String> environment,
      boolean allowDirty) {}

  /// The brief of the next run, without beginning it.
  public String brief(CellName name, Optional<Brief> own) throws IOException {
    var cell = world.cells().open(name);
    return page(cell, new Look(world).at(cell), own);
  }

  public View run(CellName name, Options options) throws IOException {
    var cell = world.cells().open(name);
    var view = new Look(world).at(cell);
    var identity = cell.identity();
    settled(view);
    new Requirements(world).disk();
    if (!Files.isDirectory(identity.workTree())) {
      throw new Refusal(
          Kind.CONFLICT,
          "workcell %s was not resumed".formatted(name),
          "its work tree %s is gone, and no other is taken instead".formatted(identity.workTree()),
          "workcell show " + name);
    }
    var changed = world.repos().changedConfigs(identity.gitConfigs());
    if (!changed.isEmpty()) {
      throw new Refusal(
          Kind.CONFLICT,
          "workcell %s was not resumed".formatted(name),
          "the configuration of git is not what it was at launch: " + String.join(", ", changed),
          "git -C %s config --list --show-origin   # mend it, then resume"
              .formatted(identity.workTree()));
    }
    untouched(cell);
    LostRun.checkIsThere(
        world.outputs(), cell, view, "workcell %s was not resumed".formatted(name));
    var recipe = world.recipes().find(identity.recipe());
    if (options.refreshEnvironment()) {
      cell.refreshEnvironment(
          FrozenEnvironment.of(
              world.host().environment(), recipe, options.environment(), world.cells()));
    }
    var brief = page(cell, view, options.brief());
    var mode = Attempts.mode(view);
    var session = view.run().sessionId().filter(s -> !AgentCommand.resume(recipe, mode).isEmpty());
    var argv =
        AgentCommand.of(
            recipe,
            mode,
            identity.permissions(),
            identity.workTree(),
            brief,
            Prompt.script(cell, view.cell().run()),
            session,
            cell.forbidden(),
            identity.command(),
            world.cells().program(identity.buildId()));
    var after =
        world
            .cells()
            .whileClaiming(
                identity.gitDir(), PATIENCE, () -> begin(cell, brief, argv, session, options));
    new Start(world).attempt(cell, after.cell().run(), 1, recipe, mode, argv);
    return after;
  }

  /// Otherwise the next attempt could only end as this one did.
  private void untouched(Cell cell) throws IOException {
    var identity = cell.identity();
    if (identity.rules().isEmpty()) {
      return;
    }
    var touched = new Touched(world).forbidden(cell, world.repos().look(identity.workTree()));
    if (!touched.isEmpty()) {
      throw new Refusal(
          Kind.CONFLICT,
          "workcell %s was not resumed".formatted(identity.name()),
          "SUPERVISOR.md forbids what was touched: " + String.join(", ", touched),
          "workcell diff %s   # bring these back to what they were at launch, then resume"
              .formatted(identity.name()));
    }
  }

  private void settled(View view) {
    if (!view.run().state().settled()) {
      var name = view.identity().name();
      throw new Refusal(
          Kind.CONFLICT,
          "workcell %s was not resumed".formatted(name),
          "it is open: %s (%s)".formatted(view.run().state().word(), view.run().because()),
          "workcell attach %s   # or: workcell stop %s".formatted(name, name));
    }
  }

  private View begin(
      Cell cell, String brief, List<String> argv, Optional<String> session, Options options)
      throws IOException {
    var identity = cell.identity();
    var view = cell.read();
    settled(view);
    var repo = world.repos().open(identity.workTree());
    new Requirements(world).notHeld(repo);
    nothingAlive(cell, view);
    var facts = world.repos().look(identity.workTree());
    if (!options.allowDirty()) {
      ownChangesOnly(view, facts);
    }
    world
        .cells()
        .writeHolder(
            repo.gitDir(),
            new Holder(
                world.cells().home(), world.cells().homeId(), identity.name(), identity.id()));
    var number = cell.nextRun();
    var ref = Salvages.ref(identity.name(), identity.id(), number, 1, 0);
    world
        .repos()
        .deleteRefs(
            identity.workTree(),
            world
                .repos()
                .refs(identity.workTree(), Salvages.prefix(identity.name(), identity.id()))
                .stream()
                .filter(ref::equals)
                .toList());
    var salvage = world.repos().salvage(identity.workTree(), ref);
    world.checkpoints().at("resume.salvaged");
    var script = Prompt.script(cell, view.cell().run());
    List<Event> lines =
        List.of(
            new AttemptPrepared(
                1,
                world.host().self(),
                new Settings(
                    identity.recipe(),
                    new Requirements(world)
                        .binary(
                            world.recipes().find(identity.recipe()),
                            identity.command(),
                            cell.environment(),
                            identity.workTree()),
                    identity.permissions(),
                    Attempts.mode(view),
                    session),
                0,
                "resumed by the operator"),
            new BaselineTaken(1, facts, Optional.of(salvage)));
    var created =
        cell.createRun(
            new RunFiles(
                brief,
                script,
                argv,
                List.copyOf(cell.environment().keySet()),
                ProgramFiles.wrapper(),
                Handoff.first(identity.name(), number, view.cell().objective())),
            lines);
    world.checkpoints().at("resume.drafted");
    var begun =
        cell.transition(now ->
            List.of(new RunBegun(created, now.cell().objective(), "resumed by the operator")));
    return begun;
  }

  private void nothingAlive(Cell cell, View view) throws IOException {
    var marker = Start.marker(world, cell.identity(), view.cell().run(), view.run().attempt());
    var alive = world.host().tree(marker);
    if (!alive.isEmpty()) {
      throw new Refusal(
          Kind.CONFLICT,
          "workcell %s was not resumed".formatted(cell.identity().name()),
          "pid %d of the last attempt lives: %s"
              .formatted(alive.getFirst().identity().pid(), alive.getFirst().command()),
          "kill %d".formatted(alive.getFirst().identity().pid()));
    }
  }

  /// What the last attempt and its check left is ours; anything else is somebody's work.
  private void ownChangesOnly(View view, TreeFacts facts) throws IOException {
    var left = OwnWork.tree(view);
    if (left.isEmpty() || left.get().equals(facts.tree()) || !facts.dirty()) {
      return;
    }
    var identity = view.identity();
    var changes = world.repos().changes(identity.workTree(), left.get(), facts.tree());
    throw new Refusal(
        Kind.CONFLICT,
        "workcell %s was not resumed".formatted(identity.name()),
        "somebody changed the work tree since the last run: "
            + String.join(
                ", ", changes.stream().limit(5).map(c -> c.kind() + " " + c.path()).toList()),
        "workcell resume %s --allow-dirty   # when these changes belong to it"
            .formatted(identity.name()));
  }

  private String page(Cell cell, View view, Optional<Brief> own) throws IOException {
    var identity = cell.identity();
    var recipe = world.recipes().find(identity.recipe());
    var run = view.cell().run();
    var next = own.isPresent() ? own.get() : written(cell, view);
    return BriefPage.of(
        next,
        recipe,
        identity.mayCommit(),
        Prompt.script(cell, run),
        identity.pins().keySet(),
        cell.rules().map(RuleBook.Pinned::rules));
  }

  private Brief written(Cell cell, View view) throws IOException {
    var file = cell.runDirectory(view.cell().run()).resolve("brief.md");
    if (!Files.isRegularFile(file)) {
      var name = cell.identity().name();
      throw new Refusal(
          Kind.CONFLICT,
          "workcell %s was not resumed".formatted(name),
          "its brief is lost: %s is not there".formatted(file),
          "workcell resume %s --brief FILE".formatted(name));
    }
    var last = BriefPage.withoutRules(new Brief(Files.readString(file)));
    return new Brief(
        "%s\n\n%s%s"
            .formatted(
                withoutRemaining(last).text().strip(), remaining(cell, view), said(cell, view)));
  }

  /// What was said to the last run and no agent of it has got.
  private static String said(Cell cell, View view) throws IOException {
    var text = new StringBuilder();
    for (var say : view.run().says()) {
      if (say.isOwed()) {
        var words = cell.texts().read(view.cell().run(), say.id()).strip();
        text.append("\n\nThe operator says:\n\n").append(words).append('\n');
      }
    }
    return text.toString();
  }

  static Brief withoutRemaining(Brief brief) {
    var at = brief.text().indexOf("\n## What remains\n");
    return at < 0 ? brief : new Brief(brief.text().substring(0, at).strip() + "\n");
  }

  private String remaining(Cell cell, View view) {
    var run = view.run();
    var text = new StringBuilder("## What remains\n\n");
    text.append(
        "Run %d of this workcell ended %s: %s. What it did is in the work tree and stays.\n\n"
            .formatted(view.cell().run(), run.state().word(), run.because()));
    var failing = run.verification().filter(v -> !v.passed());
    failing.ifPresent(
        v -> text.append("First make the check pass. It said: %s.\n\n".formatted(v.because())));
    try {
      var tail =
          world
              .outputs()
              .tail(cell.runDirectory(view.cell().run()).resolve("verify.log"), TAIL_LINES);
      if (failing.isPresent() && !tail.isEmpty()) {
        text.append("```\n");
        tail.forEach(line -> text.append(PlainText.of(line)).append('\n'));
        text.append("```\n\n");
      }
      text.append(changes(cell, view));
    } catch (IOException e) {
      text.append("(What changed could not be listed: %s)\n\n".formatted(e.getMessage()));
    }
    run.claim()
        .text()
        .ifPresent(t ->
            text.append("The last agent's own words, not checked:\n\n> ")
                .append(PlainText.line(t, 2000))
                .append("\n"));
    return Secrets.redacted(text.toString(), cell.environment());
  }

  private String changes(Cell cell, View view) throws IOException {
    var from = view.run().baseline().map(b -> b.facts().tree());
    var to = view.run().end().map(e -> e.facts().tree());
    if (from.isEmpty() || to.isEmpty() || from.equals(to)) {
      return "No file was changed in that run.\n\n";
    }
    var stat =
        world.repos().diff(cell.identity().workTree(), from.get(), to.get(), Repos.Form.STAT);
    return "Already changed:\n\n```\n%s\n```\n\n".formatted(PlainText.of(stat.stripTrailing()));
  }
}
