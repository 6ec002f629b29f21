package dev.workcell.diagnose;

import dev.workcell.diagnose.Standing.Asking;
import dev.workcell.diagnose.Standing.By;
import dev.workcell.diagnose.Standing.Composer;
import dev.workcell.diagnose.Standing.Ended;
import dev.workcell.diagnose.Standing.Glance;
import dev.workcell.diagnose.Standing.Idle;
import dev.workcell.diagnose.Standing.Starting;
import dev.workcell.diagnose.Standing.Troubled;
import dev.workcell.diagnose.Standing.Typed;
import dev.workcell.diagnose.Standing.Unreadable;
import dev.workcell.diagnose.Standing.WaitsByItself;
import dev.workcell.diagnose.Standing.Working;
import dev.workcell.runbook.Reading.Kind;
import dev.workcell.runbook.Sign.Ask;
import dev.workcell.runbook.Sign.Where;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Puts together what hooks, title and screen say.
final class Standings {
  private static final Set<Kind> MOVES = EnumSet.of(Kind.WORKING, Kind.RETRYING);
  private static final Set<Kind> RESTS = EnumSet.of(Kind.IDLE, Kind.TYPED);

  private final boolean dead;
  private final Optional<Signs.Fired> hook;
  private final Optional<Signs.Fired> title;
  private final List<Signs.Fired> screen;

  Standings(Signs signs, Glance glance, Instant now) {
    this.dead = glance.dead();
    this.hook = HookState.of(signs, glance.hooks(), now);
    this.title =
        glance
            .title()
            .flatMap(t -> signs.fired(Where.TITLE, "title", 1, t, now).stream().findFirst());
    this.screen = glance.screen().map(s -> signs.fired(ScreenText.of(s), now)).orElseGet(List::of);
  }

  Standing judged() {
    if (dead) {
      return ended(By.PANE);
    }
    var front = screen.stream().filter(Standings::standsInFront).findFirst();
    if (front.isPresent()) {
      return inFront(front.get());
    }
    if (hookIs(Kind.ENDED)) {
      return ended(By.HOOK);
    }
    var moving = moving();
    if (moving.isPresent()) {
      return moving.get();
    }
    if (hookIs(Kind.ASKING) && shown(RESTS).isEmpty() && trouble().isEmpty()) {
      return asked(hook.orElseThrow(), By.HOOK);
    }
    if (titleIs(Kind.ASKING)) {
      return asked(title.orElseThrow(), By.TITLE);
    }
    return atRest();
  }

  /// What the keys go to now, whatever was told before: the first that the page names wins.
  private static boolean standsInFront(Signs.Fired fired) {
    var kind = fired.reading().kind();
    return kind == Kind.ASKING
        || kind == Kind.WAITING
        || (wrong(fired) && !fired.sign().keys().isEmpty());
  }

  private Standing inFront(Signs.Fired fired) {
    return switch (fired.reading().kind()) {
      case ASKING -> asking(fired);
      case WAITING -> waits(fired);
      default -> troubled(trouble().filter(f -> sameTrouble(f, fired)).orElse(fired));
    };
  }

  private static boolean sameTrouble(Signs.Fired one, Signs.Fired other) {
    return one.reading().trouble().equals(other.reading().trouble());
  }

  private static Standing waits(Signs.Fired fired) {
    var reading = fired.reading();
    return new WaitsByItself(By.SCREEN, reading.trouble(), reading.text(), reading.resetAt());
  }

  /// What says that a turn goes on. Of two that do not agree on it the third decides; if there is
  /// none, it works: that is waited for, not acted on.
  private Optional<Standing> moving() {
    var now = shown(MOVES);
    var rests = composer() != Composer.UNSEEN && now.isEmpty();
    var ended = hook.isPresent() && !hookIs(Kind.WORKING) && !hookIs(Kind.STARTING);
    var titled = titleIs(Kind.WORKING);
    if (now.isPresent() && now.get().reading().kind() == Kind.RETRYING) {
      return Optional.of(waits(now.get()));
    }
    if (now.isPresent()) {
      var by = hookIs(Kind.WORKING) ? By.HOOK : titled ? By.TITLE : By.SCREEN;
      return Optional.of(new Working(by, now.get().reading().text()));
    }
    if (titled && !(ended && rests)) {
      return Optional.of(new Working(hookIs(Kind.WORKING) ? By.HOOK : By.TITLE, ""));
    }
    if (hookIs(Kind.WORKING) && !rests && !titleIs(Kind.IDLE) && trouble().isEmpty()) {
      return Optional.of(new Working(By.HOOK, ""));
    }
    return Optional.empty();
  }

  private Standing atRest() {
    var typed = shown(Kind.TYPED);
    var trouble = trouble();
    if (trouble.isPresent()) {
      return troubled(trouble.get());
    }
    if (typed.isPresent()) {
      return new Typed(By.SCREEN, typed.get().reading().text());
    }
    if (hookIs(Kind.IDLE)) {
      return new Idle(By.HOOK, hook.orElseThrow().reading().text(), composer());
    }
    if (composer() == Composer.EMPTY) {
      return new Idle(By.SCREEN, "", Composer.EMPTY);
    }
    if (hookIs(Kind.STARTING) || shown(Kind.STARTING).isPresent()) {
      return new Starting(hookIs(Kind.STARTING) ? By.HOOK : By.SCREEN);
    }
    return new Unreadable();
  }

  /// A hook's word that the turn went wrong, made exact by the screen; else the screen's alone,
  /// unless a hook says that the turn went well.
  private Optional<Signs.Fired> trouble() {
    var seen = screen.stream().filter(f -> wrong(f)).toList();
    if (hook.filter(Standings::wrong).isPresent()) {
      var told = hook.get();
      var exact =
          seen.stream()
              .filter(f -> told.reading().resetAt().isEmpty())
              .filter(f ->
                  told.reading().trouble().isEmpty()
                      || f.reading().trouble().equals(told.reading().trouble()))
              .findFirst();
      return exact.isPresent() ? exact : hook;
    }
    if (hookIs(Kind.IDLE)) {
      return Optional.empty();
    }
    var dated = seen.stream().filter(f -> f.reading().resetAt().isPresent()).findFirst();
    return dated.or(() -> seen.stream().findFirst());
  }

  private static boolean wrong(Signs.Fired fired) {
    return fired.reading().kind() == Kind.FAILED || fired.reading().kind().trouble().isPresent();
  }

  private Standing troubled(Signs.Fired fired) {
    var reading = fired.reading();
    var keys =
        screen.stream().filter(Standings::wrong).flatMap(f -> f.sign().keys().stream()).toList();
    return new Troubled(
        fired.sign().where() == Where.HOOK ? By.HOOK : By.SCREEN,
        reading.kind().trouble(),
        reading.text(),
        reading.resetAt(),
        composer(),
        keys);
  }

  private Standing asking(Signs.Fired dialog) {
    var told = hook.filter(f -> f.reading().kind() == Kind.ASKING);
    var ask = dialog.sign().ask().or(() -> told.flatMap(f -> f.sign().ask()));
    var words = dialog.reading().text();
    var exact = told.map(f -> f.reading().text()).filter(t -> !t.isEmpty());
    return new Asking(
        By.SCREEN, ask.orElse(Ask.QUESTION), exact.orElse(words), dialog.sign().keys());
  }

  private static Standing asked(Signs.Fired fired, By by) {
    return new Asking(
        by, fired.sign().ask().orElse(Ask.QUESTION), fired.reading().text(), List.of());
  }

  private Standing ended(By by) {
    var trouble = screen.stream().filter(Standings::wrong).findFirst();
    return new Ended(
        by,
        trouble.flatMap(f -> f.reading().kind().trouble()),
        trouble.map(f -> f.reading().text()).orElse(""));
  }

  private Composer composer() {
    var seen = shown(RESTS);
    if (seen.isEmpty()) {
      return Composer.UNSEEN;
    }
    return seen.get().reading().kind() == Kind.IDLE ? Composer.EMPTY : Composer.HOLDS_TEXT;
  }

  private Optional<Signs.Fired> shown(Kind kind) {
    return shown(EnumSet.of(kind));
  }

  private Optional<Signs.Fired> shown(Set<Kind> kinds) {
    return screen.stream().filter(f -> kinds.contains(f.reading().kind())).findFirst();
  }

  private boolean hookIs(Kind kind) {
    return hook.filter(f -> f.reading().kind() == kind).isPresent();
  }

  private boolean titleIs(Kind kind) {
    return title.filter(f -> f.reading().kind() == kind).isPresent();
  }
}
