package dev.workcell.run;

import java.time.Instant;
import java.util.Optional;

/// What is known of one receiver: what is on its way to it, and how the last tries went.
///
/// @param open the parcel that was sent last, until all of its letters are seen to
/// @param failures tries in a row that failed
/// @param notBefore when it may be tried again
/// @param said the last words of or about it; may be empty
/// @param mend what a person can do about that; may be empty
/// @param lastAccepted when it last took something
public record Mailbox(
    String receiver,
    Optional<Parcel> open,
    int failures,
    Optional<Instant> notBefore,
    String said,
    String mend,
    Optional<Instant> lastAccepted) {

  public static Mailbox empty(String receiver) {
    return new Mailbox(receiver, Optional.empty(), 0, Optional.empty(), "", "", Optional.empty());
  }

  public Mailbox sending(Parcel parcel) {
    return new Mailbox(
        receiver, Optional.of(parcel), failures, notBefore, said, mend, lastAccepted);
  }

  /// It answered: the way to it is free.
  public Mailbox answered(Parcel parcel, Instant at) {
    var accepted = parcel.fate() == Parcel.Fate.ACCEPTED;
    return new Mailbox(
        receiver,
        Optional.of(parcel),
        0,
        Optional.empty(),
        parcel.said(),
        parcel.mend(),
        accepted ? Optional.of(at) : lastAccepted);
  }

  /// It could not be reached, or wants us to come again.
  ///
  /// @param parcel what stays on its way, when it may have arrived
  public Mailbox failed(Optional<Parcel> parcel, Instant again, String words, String mendIt) {
    return new Mailbox(
        receiver, parcel, failures + 1, Optional.of(again), words, mendIt, lastAccepted);
  }

  public Mailbox closed() {
    return new Mailbox(receiver, Optional.empty(), failures, notBefore, said, mend, lastAccepted);
  }

  /// A person wants it tried now.
  public Mailbox anew() {
    return new Mailbox(receiver, open, 0, Optional.empty(), said, mend, lastAccepted);
  }
}
