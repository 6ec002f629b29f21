package dev.workcell.supervise;

import dev.workcell.run.CellName;
import dev.workcell.run.State;
import dev.workcell.run.Supervision;
import dev.workcell.supervise.Cell.View;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// One pass of the supervisor over one workcell: looks, settles what is over, carries out what is
/// due. Nothing is remembered from an earlier pass that the files do not say.
public final class Tick {
  /// More steps than one pass can have; a workcell that wants more is looked at again.
  private static final int MOST_STEPS = 8;

  private final World world;
  private final Look look;
  private final Settle settle;
  private final Recover recover;
  private final Cut cut;
  private final Held held;

  /// The journal line up to which news was looked for, by workcell.
  private final Map<String, Integer> announced = new ConcurrentHashMap<>();

  public Tick(World world) {
    this.world = world;
    this.look = new Look(world, Look.Settling.LEFT);
    this.settle = new Settle(world, Supervision.ATTENDED);
    this.recover = new Recover(world);
    this.cut = new Cut(world);
    this.held = new Held(world, new Governor());
  }

  /// Where a workcell stands after a pass.
  public sealed interface Standing {
    /// Settled: nothing to do for a supervisor.
    record Resting(View view) implements Standing {}

    /// The next remedy is due then.
    record Waiting(View view, Instant due) implements Standing {}

    /// Parked until its credential changes, which is looked for now and then.
    record Held(View view) implements Standing {}

    /// An agent lives, or somebody else is at it.
    record Watching(View view) implements Standing {}

    View view();
  }

  /// Whether there is anything for a supervisor to do, now or later.
  public static boolean wanted(View view) {
    return !view.run().state().settled() || Recover.wantsSupervisor(view) || Held.isHeld(view);
  }

  public Standing at(CellName name) throws IOException, InterruptedException {
    var cell = world.cells().open(name);
    var standing = pass(name, cell);
    if (standing instanceof Standing.Watching) {
      announce(cell, standing.view());
    }
    return standing;
  }

  /// An agent that works again, waits by itself or asks is news; what rests or waits was announced
  /// by who settled it.
  private void announce(Cell cell, View view) throws IOException {
    var run = view.run();
    var waits = run.state() instanceof State.Waiting || run.state() instanceof State.Asking;
    if (run.attempt() < 2 && !waits) {
      return;
    }
    var known = announced.put(view.identity().id(), run.seq());
    if (known == null || known != run.seq()) {
      new Announce(world).of(cell);
    }
  }

  private Standing pass(CellName name, Cell cell) throws IOException, InterruptedException {
    for (var step = 0; step < MOST_STEPS; step++) {
      var view = look.at(cell);
      if (view.run().state().settled()) {
        view = held.is(view) ? held.look(cell, view) : recover.takeUp(cell, view);
      }
      if (view.run().state().settled()) {
        return held.is(view) ? new Standing.Held(view) : new Standing.Resting(view);
      }
      if (view.run().state().betweenAttempts()) {
        var due = due(view);
        if (due.isPresent()) {
          return new Standing.Waiting(view, due.get());
        }
        if (busy(view)) {
          return new Standing.Watching(view);
        }
        if (held.now(cell, view)) {
          continue;
        }
        var wait = held.wait(cell);
        if (wait.isPresent()) {
          return new Standing.Waiting(view, world.time().now().plus(wait.get()));
        }
        recover.run(cell);
        continue;
      }
      cut.carryOut(cell, view);
      if (!over(cell, view)
          || settle.run(name, view.cell().run(), view.run().attempt(), Optional.empty())
              != Settle.Outcome.SETTLED) {
        return new Standing.Watching(view);
      }
      held.learn(cell);
    }
    return new Standing.Watching(cell.read());
  }

  /// When the next attempt may begin; empty when that is now.
  private Optional<Instant> due(View view) {
    return view.run().state() instanceof State.Waiting waiting
        ? waiting.due().filter(at -> at.isAfter(world.time().now()))
        : Optional.empty();
  }

  private boolean busy(View view) {
    return view.run()
        .worker()
        .filter(w -> !w.by().equals(world.host().self()))
        .filter(w -> world.host().presence(w.by()) != Host.Presence.GONE)
        .isPresent();
  }

  private boolean over(Cell cell, View view) throws IOException {
    var run = view.cell().run();
    var witness = cell.witness(run, view.run().attempt());
    if (!witness.taken() || busy(view)) {
      return false;
    }
    if (witness.exit().isPresent()) {
      cell.markSettling(run, view.run().attempt());
      return true;
    }
    return look.overAndAlone(cell, view, run, witness);
  }
}
