package dev.workcell.run;

import java.time.Instant;
import java.util.List;

/// Letters that are sent in one request. It is on disk before the request leaves, so whoever comes
/// after a crash knows what may have arrived.
///
/// @param id the idempotency key: the same letters, tried again, have the same
/// @param letters ids of the letters
/// @param at when it was first sent
/// @param tries how often it was sent
/// @param said what the receiver answered
/// @param mend what a person can do about that
public record Parcel(
    String id, List<String> letters, Instant at, int tries, Fate fate, String said, String mend) {
  public Parcel {
    letters = List.copyOf(letters);
  }

  /// What is known of it.
  public enum Fate {
    /// It was about to leave; when nobody sends, it is not known whether it did.
    SENDING,
    /// It left, and the answer was lost.
    UNKNOWN,
    /// The receiver has it.
    ACCEPTED,
    /// The receiver does not want it.
    REFUSED
  }

  public static Parcel of(String id, List<String> letters, Instant at) {
    return new Parcel(id, letters, at, 1, Fate.SENDING, "", "");
  }

  public Parcel onceMore() {
    return new Parcel(id, letters, at, tries + 1, Fate.SENDING, "", "");
  }

  public Parcel with(Fate now, String words, String mendIt) {
    return new Parcel(id, letters, at, tries, now, words, mendIt);
  }
}
