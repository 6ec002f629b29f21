package dev.workcell.run;

import java.time.Instant;
import java.util.Optional;

/// A notice on its way to one receiver: one file of the outbox, there until it is delivered.
///
/// @param parcel the key of the message that took it there
/// @param acceptedAt when the receiver took it
/// @param asked how often the receiver was asked since whether it was seen
/// @param said the last words about it; empty before the first try
/// @param mend what a person can do about that; may be empty
public record Letter(
    Notice notice,
    String receiver,
    Stage stage,
    String parcel,
    Optional<Instant> acceptedAt,
    int asked,
    String said,
    String mend) {

  /// How far it has come; what is delivered has no file any more.
  public enum Stage {
    QUEUED,
    /// Taken by the receiver, which can still be asked whether it was seen.
    ACCEPTED,
    /// Nobody tries any more, until a person says so.
    DEAD
  }

  public static Letter to(String receiver, Notice notice) {
    return new Letter(notice, receiver, Stage.QUEUED, "", Optional.empty(), 0, "", "");
  }

  /// The name of its file, and of it wherever it is spoken of.
  public String id() {
    return notice.key() + "." + receiver;
  }

  public Letter dead(String why, String mendIt) {
    return new Letter(notice, receiver, Stage.DEAD, parcel, acceptedAt, asked, why, mendIt);
  }

  public Letter accepted(String with, Instant at, String words) {
    return new Letter(notice, receiver, Stage.ACCEPTED, with, Optional.of(at), 0, words, "");
  }

  public Letter askedOnceMore() {
    return new Letter(notice, receiver, stage, parcel, acceptedAt, asked + 1, said, mend);
  }

  /// As it was at first.
  public Letter again() {
    return to(receiver, notice);
  }
}
