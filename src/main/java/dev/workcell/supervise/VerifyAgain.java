package dev.workcell.supervise;

import dev.workcell.diagnose.Report;
import dev.workcell.playbook.Finding;
import dev.workcell.playbook.Settlement;
import dev.workcell.run.CellName;
import dev.workcell.run.Event.OutputRead;
import dev.workcell.run.Event.Settled;
import dev.workcell.run.Event.TreeRecorded;
import dev.workcell.run.Event.Verified;
import dev.workcell.run.Next;
import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import dev.workcell.run.State;
import dev.workcell.run.TreeFacts;
import dev.workcell.run.Usage;
import dev.workcell.run.Wanted;
import dev.workcell.supervise.Cell.View;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Runs verify.sh again because a person asks, on the tree as it is now, and settles anew by it. A
/// stopped workcell stays stopped; only its verdict changes.
public final class VerifyAgain {
  private final World world;

  public VerifyAgain(World world) {
    this.world = world;
  }

  public View run(CellName name) throws IOException, InterruptedException {
    var cell = world.cells().open(name);
    var view = new Look(world).at(cell);
    var run = view.cell().run();
    var attempt = view.run().attempt();
    check(cell, view);
    var facts = world.repos().look(cell.identity().workTree());
    untouched(cell, facts);
    var verification =
        world.cells().whileChecking(() -> new RunCheck(world).of(cell, run, attempt, facts));
    var after =
        cell.transition(now -> {
          if (now.run().seq() != view.run().seq()) {
            return List.of();
          }
          var before = now.run().baseline().map(b -> b.facts());
          var changed = before.filter(b -> b.tree().equals(facts.tree())).isEmpty();
          var tree =
              new TreeRecorded(
                  attempt, facts, changed, now.run().end().flatMap(TreeRecorded::salvage));
          var verified = new Verified(attempt, verification);
          return now.run().state() instanceof State.Stopped
              ? List.of(tree, verified)
              : List.of(tree, verified, decision(now, changed, verified));
        });
    if (after.run().seq() == view.run().seq()) {
      throw new Refusal(
          Kind.CONFLICT,
          "the verdict on %s was dropped".formatted(name),
          "the workcell went on meanwhile",
          "workcell show " + name);
    }
    new Handoff(world).write(cell);
    return after;
  }

  /// The operator is at it, so nobody goes on by himself.
  private Settled decision(View now, boolean changed, Verified verified) {
    var output = now.run().output();
    var report =
        new Report(
            now.run().claim(),
            now.run().claim().ok() ? Report.Ending.TOLD_DONE : Report.Ending.TOLD_FAILED,
            now.run().sessionId(),
            output.flatMap(OutputRead::version),
            output.map(OutputRead::usage).orElse(Usage.UNKNOWN),
            output.flatMap(OutputRead::diagnosis),
            output.map(OutputRead::denied).orElse(List.of()));
    var found =
        new Settlement(
                now.run().attempt(),
                Wanted.RUNNING,
                now.run().exit().orElseThrow(),
                report,
                true,
                changed,
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                verified.verification())
            .find(world.time().now());
    return switch (found) {
      case Finding.Rest(var settled) -> settled;
      case Finding.Trouble(var diagnosis, var because) ->
          new Settled(
              now.run().attempt(),
              new State.Parked(),
              because,
              Optional.of(diagnosis),
              Optional.of(new Next(Next.Remedy.ASK_OPERATOR, Optional.empty(), because)),
              List.of());
    };
  }

  private void check(Cell cell, View view) throws IOException {
    var name = cell.identity().name();
    if (!view.run().state().settled()) {
      throw refused(
          name,
          "it is open: %s (%s)".formatted(view.run().state().word(), view.run().because()),
          "workcell wait " + name);
    }
    if (cell.identity().check().isEmpty()) {
      throw refused(name, "it was launched with --no-verify", "workcell diff " + name);
    }
    if (view.run().exit().isEmpty()) {
      throw refused(name, "its agent was never started", "workcell resume " + name);
    }
    LostRun.checkIsThere(world.outputs(), cell, view, "%s was not verified".formatted(name));
    var changed = world.repos().changedConfigs(cell.identity().gitConfigs());
    if (!changed.isEmpty()) {
      throw refused(
          name,
          "the configuration of git changed since launch: " + String.join(", ", changed),
          "git -C %s config --list --show-origin".formatted(cell.identity().workTree()));
    }
  }

  private void untouched(Cell cell, TreeFacts facts) throws IOException {
    var touched = new Touched(world).forbidden(cell, facts);
    if (!touched.isEmpty()) {
      throw refused(
          cell.identity().name(),
          "SUPERVISOR.md forbids what was touched: " + String.join(", ", touched),
          "workcell why " + cell.identity().name());
    }
  }

  private static Refusal refused(CellName name, String why, String mend) {
    return new Refusal(Kind.CONFLICT, "%s was not verified".formatted(name), why, mend);
  }
}
