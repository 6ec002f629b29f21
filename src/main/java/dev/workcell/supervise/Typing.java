package dev.workcell.supervise;

import dev.workcell.diagnose.Standing;
import dev.workcell.run.Event.TextSaid;
import dev.workcell.run.Say;
import dev.workcell.run.Say.Step;
import dev.workcell.supervise.Cell.View;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Brings texts through the composer of a live interactive agent, one step after the other, each in
/// the journal before it is taken. Whoever carries on after a death looks first: a text is pasted
/// again only when it was never sent and the composer is empty, Enter is pressed again only while
/// the text is still there. So it is never told twice. Used by who holds `Texts.whileTyping`.
final class Typing {
  private static final Duration STEP = Duration.ofMillis(150);
  private static final Duration SETTLES = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration BETWEEN_ENTERS = Duration.ofSeconds(3);

  /// How long a composer must have been empty until it is sure that nothing is on its way to it.
  private static final Duration LOST = Duration.ofSeconds(10);

  /// How much of a text is compared with what stands in the composer.
  private static final int COMPARED = 24;

  /// What agents show in the place of a long text.
  private static final String FOLDED = "[Pasted ";

  private final World world;
  private final Cell cell;
  private final Attend attend;
  private final Keyboard keyboard;

  /// What we did ourselves to the text that is under way.
  private boolean begun;

  private boolean pasted;

  Typing(World world, Cell cell) {
    this.world = world;
    this.cell = cell;
    this.attend = new Attend(world);
    this.keyboard = new Keyboard(world);
  }

  /// Sees through what was under way when somebody died, then what is queued, as long as the agent
  /// stands idle.
  void carryOn() throws IOException, InterruptedException {
    while (true) {
      var view = cell.read();
      var next = first(view, Say::isUnderWay).or(() -> first(view, s -> s.step() == Step.QUEUED));
      if (!Attend.is(view)
          || next.isEmpty()
          || (next.get().step() == Step.QUEUED && !Tell.mayType(attend.standing(cell, view)))
          || !type(next.get().id())) {
        return;
      }
    }
  }

  private static Optional<Say> first(View view, Predicate<Say> which) {
    return view.run().says().stream().filter(which).findFirst();
  }

  /// How the agent stands, once its screen can be read.
  Standing settled(View view) throws IOException, InterruptedException {
    var until = world.time().up().plus(SETTLES);
    while (true) {
      var standing = attend.standing(cell, view);
      var unclear =
          standing instanceof Standing.Unreadable
              || (standing instanceof Standing.Idle && !Tell.mayType(standing));
      if (!unclear || world.time().up().compareTo(until) > 0) {
        return standing;
      }
      world.time().pause(STEP);
    }
  }

  /// Sees one text through.
  ///
  /// @return whether the agent has got it
  boolean type(String id) throws IOException, InterruptedException {
    begun = false;
    pasted = false;
    while (true) {
      var view = cell.read();
      var say = first(view, s -> s.id().equals(id));
      if (say.isEmpty() || !Attend.is(view)) {
        return false;
      }
      switch (say.get().step()) {
        case QUEUED -> step(view, id, Step.BEGUN, "the agent stands idle");
        case BEGUN -> paste(view, id);
        case TYPED -> send(view, id);
        case ENTERED -> prove(view, id);
        case PROVED -> {
          return true;
        }
        case UNPROVED, REFUSED -> {
          return false;
        }
      }
    }
  }

  /// For a text whose `BEGUN` is ours.
  boolean typeNew(String id) throws IOException, InterruptedException {
    begun = true;
    pasted = false;
    paste(cell.read(), id);
    return type(id);
  }

  private void paste(View view, String id) throws IOException, InterruptedException {
    var text = cell.texts().read(view.cell().run(), id);
    var empty = Optional.<Duration>empty();
    for (var until = world.time().up().plus(PATIENCE); live(); world.time().pause(STEP)) {
      var now = world.time().up();
      var standing = attend.standing(cell, view);
      if (standing instanceof Standing.Typed typed) {
        if (pasted || isOf(text, typed.text())) {
          step(view, id, Step.TYPED, "it stands in its composer");
        } else {
          step(view, id, Step.REFUSED, "somebody's text stands in its composer");
        }
        return;
      }
      if (!Tell.mayType(standing)) {
        empty = Optional.empty();
      } else if (!pasted) {
        empty = empty.or(() -> Optional.of(now));
        if (begun || now.minus(empty.get()).compareTo(LOST) >= 0) {
          keyboard.paste(cell, view, text);
          pasted = true;
          world.checkpoints().at("say.pasted");
        }
      }
      if (now.compareTo(until) > 0) {
        step(
            view,
            id,
            pasted ? Step.UNPROVED : Step.QUEUED,
            pasted ? "it was typed and not seen in its composer" : "the agent does not stand idle");
        return;
      }
    }
  }

  private void send(View view, String id) throws IOException, InterruptedException {
    var gap =
        world.recipes().find(cell.identity().recipe()).interactive().map(i -> i.gap()).orElse(STEP);
    world.time().pause(gap);
    var gone = 0;
    for (var until = world.time().up().plus(PATIENCE); live(); world.time().pause(STEP)) {
      var standing = attend.standing(cell, view);
      if (standing instanceof Standing.Typed) {
        step(view, id, Step.ENTERED, "Enter is pressed");
        keyboard.press(cell, view, List.of("Enter"));
        world.checkpoints().at("say.sent");
        return;
      }
      gone = Tell.mayType(standing) ? gone + 1 : 0;
      if (gone > 10 || world.time().up().compareTo(until) > 0) {
        step(view, id, Step.UNPROVED, "it left its composer before Enter was pressed");
        return;
      }
    }
  }

  /// The effect: the composer is empty again, or holds something else, or the agent works.
  private void prove(View view, String id) throws IOException, InterruptedException {
    var text = cell.texts().read(view.cell().run(), id);
    var pressed = world.time().up();
    var gone = 0;
    for (var until = pressed.plus(PATIENCE); live(); world.time().pause(STEP)) {
      var standing = attend.standing(cell, view);
      var now = world.time().up();
      if (standing instanceof Standing.Typed typed && isOf(text, typed.text())) {
        gone = 0;
        if (now.minus(pressed).compareTo(BETWEEN_ENTERS) >= 0) {
          keyboard.press(cell, view, List.of("Enter"));
          pressed = now;
        }
      } else if (!(standing instanceof Standing.Unreadable)) {
        gone++;
      }
      if (gone >= 2) {
        step(view, id, Step.PROVED, "its composer let go of it");
        return;
      }
      if (now.compareTo(until) > 0) {
        step(view, id, Step.UNPROVED, "nobody saw that the agent took it");
        return;
      }
    }
  }

  /// Whether what stands in the composer can be this text.
  static boolean isOf(String text, String composer) {
    var seen = flat(composer);
    var whole = flat(text);
    var length = Math.min(COMPARED, seen.length());
    return seen.startsWith(FOLDED)
        || (!seen.isEmpty() && whole.startsWith(seen.substring(0, length)));
  }

  private static String flat(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  private boolean live() throws IOException {
    return Attend.is(cell.read());
  }

  private void step(View view, String id, Step step, String because) throws IOException {
    if (step == Step.BEGUN) {
      begun = true;
    }
    cell.transition(now ->
        now.run().attempt() == view.run().attempt()
            ? List.of(new TextSaid(now.run().attempt(), id, step, because))
            : List.of());
    world.checkpoints().at("say." + dev.workcell.run.Words.of(step));
  }
}
