package dev.workcell.diagnose;

import dev.workcell.run.DiagnosisKind;
import dev.workcell.runbook.Sign.Ask;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How a live interactive agent stands. What is not known for sure is `Unreadable`, never a guess:
/// it is shown to a person, and is no reason to type anything or to end anything.
public sealed interface Standing {
  /// What tells it.
  By by();

  /// Where a standing was seen.
  enum By {
    /// An event that the agent gave to a hook of ours: it tells of turns exactly.
    HOOK,
    /// The title of its terminal.
    TITLE,
    /// Its screen. Two looks apart that say the same are better than one.
    SCREEN,
    /// Its terminal: the process is gone.
    PANE,
    /// Nothing that can be read.
    NOTHING
  }

  /// The place where the next prompt would be typed.
  enum Composer {
    /// Seen, and empty.
    EMPTY,
    /// Seen, and something is in it that was not sent.
    HOLDS_TEXT,
    /// Not seen: a dialog lies over it, or the screen cannot be read.
    UNSEEN
  }

  /// It is on its way to its first prompt.
  record Starting(By by) implements Standing {}

  /// It works on a turn.
  ///
  /// @param doing in its own words, as far as it shows them
  record Working(By by, String doing) implements Standing {}

  /// Its turn has ended, or it was never given one.
  ///
  /// @param said its last message, as far as a hook told it
  /// @param composer `EMPTY` or `UNSEEN`
  record Idle(By by, String said, Composer composer) implements Standing {}

  /// As `Idle`, but its composer holds `text` that was not sent.
  record Typed(By by, String text) implements Standing {}

  /// It waits for a person.
  ///
  /// @param keys the keys that answer this very dialog safely; empty when only a person may
  record Asking(By by, Ask ask, String question, List<String> keys) implements Standing {
    public Asking {
      keys = List.copyOf(keys);
    }
  }

  /// It waits and goes on by itself: it tries again, or it waits for a limit to end. To be left
  /// alone.
  ///
  /// @param until when it goes on, as far as it says so
  record WaitsByItself(By by, Optional<DiagnosisKind> about, String text, Optional<Instant> until)
      implements Standing {}

  /// Its turn has ended with something that went wrong, and it does not go on by itself.
  ///
  /// @param kind empty when it failed without saying why
  /// @param keys the keys that put a dialog away that lies over its composer; empty for none
  record Troubled(
      By by,
      Optional<DiagnosisKind> kind,
      String text,
      Optional<Instant> resetAt,
      Composer composer,
      List<String> keys)
      implements Standing {
    public Troubled {
      keys = List.copyOf(keys);
    }
  }

  /// Its process has ended, or it said that it ends.
  ///
  /// @param kind what went wrong, as far as its last screen tells
  record Ended(By by, Optional<DiagnosisKind> kind, String text) implements Standing {}

  /// Nothing that is seen tells how it stands.
  record Unreadable() implements Standing {
    @Override
    public By by() {
      return By.NOTHING;
    }
  }

  /// Reads how it stands. Hooks tell of what happened, title and screen of now; so a hook decides
  /// how the last turn went, and title and screen what has changed since. A dialog on the screen
  /// wins over all: keys would go to it.
  static Standing of(Signs signs, Glance glance, Instant now) {
    return new Standings(signs, glance, now).judged();
  }

  /// One look at a live agent.
  ///
  /// @param hooks the events that its hooks were given, one JSON object each, oldest first
  /// @param title of its terminal; empty when it could not be asked
  /// @param screen as `capture-pane -e` gives it; empty when it could not be asked
  /// @param dead the process of its terminal has ended
  record Glance(List<String> hooks, Optional<String> title, Optional<String> screen, boolean dead) {
    public Glance {
      hooks = List.copyOf(hooks);
    }
  }
}
