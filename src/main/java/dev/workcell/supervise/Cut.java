package dev.workcell.supervise;

import dev.workcell.diagnose.Health;
import dev.workcell.run.CellName;
import dev.workcell.run.Diagnosis;
import dev.workcell.run.Event;
import dev.workcell.run.Event.AgentSeen;
import dev.workcell.run.Event.AgentWaits;
import dev.workcell.run.Event.AttemptCut;
import dev.workcell.run.Event.Slept;
import dev.workcell.run.State;
import dev.workcell.run.Wanted;
import dev.workcell.supervise.Cell.View;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// Notes how a live attempt is doing, and ends one of which nothing comes any more. The reason is
/// in the journal before the first signal, so it holds when we die between.
public final class Cut {
  private final World world;

  public Cut(World world) {
    this.world = world;
  }

  /// Acts on what the watch found out about `attempt` of `run`.
  public void on(CellName name, int run, int attempt, Health health)
      throws IOException, InterruptedException {
    var cell = world.cells().open(name);
    switch (health) {
      case Health.Stuck(var diagnosis, _) -> end(cell, run, attempt, diagnosis);
      case Health _ when Attempts.interactive(cell.read()) -> {
        // how it stands is told by its screen and its hooks, not by what it writes
      }
      case Health.RetryingByItself it ->
          note(cell, run, attempt, new AgentWaits(attempt, it.because(), it.resetAt()));
      case Health.Busy _ -> note(cell, run, attempt, new AgentSeen(attempt));
      case Health.Quiet _ -> {}
    }
  }

  /// Notes that nobody looked for a while.
  public void slept(CellName name, int run, int attempt, Duration gap) throws IOException {
    world
        .cells()
        .open(name)
        .transition(now ->
            is(now, run, attempt) && now.run().state().mayHaveAgent()
                ? List.of(new Slept(attempt, gap))
                : List.of());
  }

  private void end(Cell cell, int run, int attempt, Diagnosis diagnosis)
      throws IOException, InterruptedException {
    var view =
        cell.transition(now ->
            is(now, run, attempt) && mayBeStuck(now)
                ? List.of(new AttemptCut(attempt, diagnosis))
                : List.of());
    world.checkpoints().at("cut.recorded");
    carryOut(cell, view);
  }

  /// Who asks, or waits for a time to come, is silent for good reason.
  private static boolean mayBeStuck(View now) {
    var state = now.run().state();
    var waits = state instanceof State.Asking || state instanceof State.Waiting;
    return state.mayHaveAgent()
        && now.run().cut().isEmpty()
        && !(Attempts.interactive(now) && waits);
  }

  /// Ends the tree of an attempt that is to be ended, by us or by a stop that died; nothing for any
  /// other.
  void carryOut(Cell cell, View view) throws IOException, InterruptedException {
    var goesOn =
        view.run().cut().isEmpty()
            && view.run().turn().isEmpty()
            && view.cell().wanted() == Wanted.RUNNING;
    if (goesOn || !view.run().state().mayHaveAgent()) {
      return;
    }
    var recipe = world.recipes().find(cell.identity().recipe());
    var marker = Start.marker(world, cell.identity(), view.cell().run(), view.run().attempt());
    new EndTree(world.host(), world.time()).of(marker, Duration.ofSeconds(recipe.grace()));
    world.checkpoints().at("cut.ended");
  }

  private void note(Cell cell, int run, int attempt, Event event) throws IOException {
    cell.transition(now -> is(now, run, attempt) && news(now, event) ? List.of(event) : List.of());
  }

  private static boolean is(View now, int run, int attempt) {
    return now.cell().run() == run && now.run().attempt() == attempt;
  }

  private static boolean news(View now, Event event) {
    var state = now.run().state();
    if (!state.mayHaveAgent()) {
      return false;
    }
    var waits = state instanceof State.Waiting;
    return event instanceof AgentWaits it
        ? !waits || !state.equals(new State.Waiting(it.until(), State.Waiter.AGENT))
        : waits;
  }
}
