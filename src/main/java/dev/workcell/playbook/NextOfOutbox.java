package dev.workcell.playbook;

import dev.workcell.run.Letter;
import dev.workcell.run.Letter.Stage;
import dev.workcell.run.Mailbox;
import dev.workcell.run.Notice;
import dev.workcell.run.Parcel;
import dev.workcell.run.Parcel.Fate;
import dev.workcell.runbook.Adapter;
import dev.workcell.runbook.Receiver;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What is to be done now for one receiver, and when something is to be done at the latest.
///
/// @param letters its letters, of whatever stage
public record NextOfOutbox(
    Receiver receiver, Adapter adapter, Mailbox mailbox, List<Letter> letters, Instant now) {
  /// Others are waited for that long at most.
  private static final int MOST_GATHERS = 10;

  public NextOfOutbox {
    letters = List.copyOf(letters);
  }

  /// One step.
  public sealed interface Step {
    /// Nothing now; at `due` again, or when something comes.
    record Nothing(Optional<Instant> due) implements Step {}

    /// The answer is known, and not every letter of it is seen to.
    record Finish(Parcel parcel) implements Step {}

    /// It may have arrived: ask, if it can be asked, else send the same again.
    record SeeTo(Parcel parcel) implements Step {}

    /// Send these, in one message.
    record Send(List<Letter> letters) implements Step {
      public Send {
        letters = List.copyOf(letters);
      }
    }

    /// These were tried for too long.
    record GiveUp(List<Letter> letters) implements Step {
      public GiveUp {
        letters = List.copyOf(letters);
      }
    }

    /// Ask whether these were seen.
    record Ask(List<Letter> letters) implements Step {
      public Ask {
        letters = List.copyOf(letters);
      }
    }
  }

  public Step step() {
    var open = mailbox.open();
    if (open.isPresent() && answered(open.get())) {
      return new Step.Finish(open.get());
    }
    var quiet = mailbox.notBefore().filter(at -> at.isAfter(now));
    if (open.isPresent() && quiet.isEmpty() && !seeToAt(open.get()).isAfter(now)) {
      return new Step.SeeTo(open.get());
    }
    var asks = due(Stage.ACCEPTED).stream().filter(l -> !askAt(l).isAfter(now)).toList();
    if (!asks.isEmpty()) {
      return new Step.Ask(asks);
    }
    if (open.isEmpty()) {
      var old = queued().stream().filter(this::tooOld).toList();
      if (!old.isEmpty()) {
        return new Step.GiveUp(old);
      }
      if (quiet.isEmpty() && !queued().isEmpty() && !gatheredAt().isAfter(now)) {
        return new Step.Send(fitting());
      }
    }
    return new Step.Nothing(dueAt(quiet));
  }

  /// Whether anything is left that wants a sender, now or later.
  public boolean goesOn() {
    return mailbox.open().isPresent() || letters.stream().anyMatch(l -> l.stage() != Stage.DEAD);
  }

  private static boolean answered(Parcel parcel) {
    return parcel.fate() == Fate.ACCEPTED || parcel.fate() == Fate.REFUSED;
  }

  /// A receiver that is asked needs a moment to have seen it.
  private Instant seeToAt(Parcel parcel) {
    var first = adapter.confirm().map(c -> c.pauses().getFirst()).orElse(Duration.ZERO);
    return adapter.again() == Adapter.Again.ASK ? parcel.at().plus(first) : parcel.at();
  }

  private List<Letter> queued() {
    return due(Stage.QUEUED);
  }

  private List<Letter> due(Stage stage) {
    return letters.stream()
        .filter(l -> l.stage() == stage)
        .sorted(Comparator.comparing((Letter l) -> l.notice().at()).thenComparing(Letter::id))
        .toList();
  }

  private boolean tooOld(Letter letter) {
    return mailbox.failures() > 0
        && Duration.between(letter.notice().at(), now).compareTo(receiver.giveUp()) > 0;
  }

  /// A while after the newest; not for ever after the oldest. A letter that was tried already waits
  /// for nobody.
  private Instant gatheredAt() {
    var newest = queued().getLast().notice().at().plus(receiver.gather());
    var last = queued().getFirst().notice().at().plus(receiver.gather().multipliedBy(MOST_GATHERS));
    return newest.isBefore(last) ? newest : last;
  }

  private List<Letter> fitting() {
    var queued = queued();
    var notices = new ArrayList<Notice>();
    queued.forEach(l -> notices.add(l.notice()));
    return queued.subList(0, Wording.fitting(notices, adapter.longest()));
  }

  private Instant askAt(Letter letter) {
    var pauses = adapter.confirm().map(Adapter.Confirm::pauses).orElse(List.of());
    var accepted = letter.acceptedAt().orElse(now);
    return letter.asked() < pauses.size() ? accepted.plus(pauses.get(letter.asked())) : accepted;
  }

  private Optional<Instant> dueAt(Optional<Instant> quiet) {
    var times = new ArrayList<Instant>();
    if (mailbox.open().isPresent()) {
      times.add(quiet.orElseGet(() -> seeToAt(mailbox.open().get())));
    } else if (!queued().isEmpty()) {
      times.add(quiet.orElseGet(this::gatheredAt));
    }
    due(Stage.ACCEPTED).forEach(l -> times.add(askAt(l)));
    return times.stream().min(Comparator.naturalOrder());
  }

  /// The pause after one more failure: twice as long each time, spread by a tenth, at least what
  /// the receiver wants.
  public Instant again(Optional<Duration> wanted) {
    var doubled = receiver.firstPause().multipliedBy(1L << Math.min(mailbox.failures(), 20));
    var pause = doubled.compareTo(receiver.longestPause()) > 0 ? receiver.longestPause() : doubled;
    var seed = (receiver.name() + mailbox.failures() + now.toEpochMilli()).hashCode();
    var spread = pause.toMillis() * (Math.floorMod(seed, 201) - 100) / 1000;
    var own = pause.plusMillis(spread);
    return now.plus(wanted.filter(w -> w.compareTo(own) > 0).orElse(own));
  }
}
