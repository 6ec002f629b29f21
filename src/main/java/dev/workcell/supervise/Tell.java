package dev.workcell.supervise;

import dev.workcell.diagnose.Standing;
import dev.workcell.diagnose.Standing.Composer;
import dev.workcell.run.CellName;
import dev.workcell.run.Event.TextSaid;
import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import dev.workcell.run.Say;
import dev.workcell.run.Say.Step;
import dev.workcell.run.State;
import dev.workcell.supervise.Cell.View;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// Says a text to the agent of a workcell: typed to a live interactive one that stands idle, else
/// kept for the next attempt's prompt. The text is kept and journaled before it is typed.
public final class Tell {
  private static final Duration OTHERS = Duration.ofSeconds(20);

  private final World world;

  public Tell(World world) {
    this.world = world;
  }

  /// When it is to be said.
  public enum When {
    /// Now, or it is refused.
    NOW,
    /// As soon as the agent stands idle.
    IDLE
  }

  /// @return how far it came
  public Say say(CellName name, Sayable text, When when) throws IOException, InterruptedException {
    var cell = world.cells().open(name);
    var view = new Look(world).at(cell);
    if (view.run().state().settled()) {
      throw refused(
          name,
          "no agent lives: %s (%s)".formatted(view.run().state().word(), view.run().because()),
          "workcell resume " + name);
    }
    var id = "%08x".formatted(ThreadLocalRandom.current().nextInt());
    var run = view.cell().run();
    if (when == When.IDLE || !Attempts.interactive(view) || view.run().state().betweenAttempts()) {
      cell.texts().keep(run, id, text.text());
      world.checkpoints().at("say.kept");
      return said(queued(cell, id), id);
    }
    var typed = cell.texts().whileTyping(OTHERS, () -> typeNow(cell, run, id, text));
    if (!typed) {
      throw refused(name, "another text is being typed", "workcell show " + name);
    }
    return said(cell.read(), id);
  }

  private View queued(Cell cell, String id) throws IOException {
    return cell.transition(now -> {
      var state = now.run().state();
      if (state.settled()) {
        return List.of();
      }
      var because =
          Attempts.interactive(now) && state.mayHaveAgent()
              ? "it is typed when the agent stands idle"
              : "it is in the prompt of the next attempt";
      return List.of(new TextSaid(now.run().attempt(), id, Step.QUEUED, because));
    });
  }

  private void typeNow(Cell cell, int run, String id, Sayable text)
      throws IOException, InterruptedException {
    var name = cell.identity().name();
    var typing = new Typing(world, cell);
    typing.carryOn();
    var view = cell.read();
    var standing = typing.settled(view);
    refuse(name, view, standing);
    cell.texts().keep(run, id, text.text());
    world.checkpoints().at("say.kept");
    var begun =
        cell.transition(now ->
            Attend.is(now)
                ? List.of(
                    new TextSaid(now.run().attempt(), id, Step.BEGUN, "the agent stands idle"))
                : List.of());
    world.checkpoints().at("say.begun");
    if (begun.run().says().stream().anyMatch(s -> s.id().equals(id))) {
      typing.typeNew(id);
    }
  }

  /// Whether a text can be typed into what is seen.
  private void refuse(CellName name, View view, Standing standing) {
    if (!Attend.is(view)) {
      throw refused(
          name,
          "no agent lives that could be told: " + view.run().because(),
          "workcell say %s --later 'text'".formatted(name));
    }
    if (standing instanceof Standing.Idle) {
      return;
    }
    var attach = "workcell attach " + name;
    var later = "workcell say %s --later 'text'   # typed when it stands idle".formatted(name);
    var mend = attach;
    String why;
    if (standing instanceof Standing.Asking asking) {
      why = "the agent asks, and a text would answer it: " + asking.question();
    } else if (standing instanceof Standing.Typed typed) {
      why = "somebody's text stands in its composer: " + typed.text();
    } else if (standing instanceof Standing.Working || standing instanceof Standing.Starting) {
      why = "the agent works";
      mend = later;
    } else if (standing instanceof Standing.WaitsByItself waits) {
      why = "the agent waits by itself: " + waits.text();
      mend = later;
    } else if (standing instanceof Standing.Troubled troubled) {
      why = "its turn went wrong: " + troubled.text();
      mend = later;
    } else {
      why = "its screen cannot be read";
    }
    throw refused(name, why, mend);
  }

  private static Say said(View view, String id) {
    Optional<Say> say = view.run().says().stream().filter(s -> s.id().equals(id)).findFirst();
    return say.orElseThrow(() ->
        refused(
            view.identity().name(),
            "the agent ended meanwhile: " + view.run().because(),
            view.run().state() instanceof State.Parked
                ? "workcell resume " + view.identity().name()
                : "workcell show " + view.identity().name()));
  }

  static boolean mayType(Standing standing) {
    return standing instanceof Standing.Idle idle && idle.composer() == Composer.EMPTY;
  }

  private static Refusal refused(CellName name, String why, String mend) {
    return new Refusal(
        Kind.CONFLICT, "nothing was said to the agent of workcell %s".formatted(name), why, mend);
  }
}
