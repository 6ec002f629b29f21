package dev.workcell.run;

/// What became of a notice at one receiver, as the journal tells it.
public enum Delivery {
  /// The receiver has it. Whether it was seen, it cannot be asked, or was not asked yet.
  ACCEPTED,
  /// The receiver was asked, and it was seen.
  CONFIRMED,
  /// The receiver was asked for a while, and does not say that it was seen.
  UNCONFIRMED,
  /// Nobody tries any more.
  DEAD,
  /// A person wants it tried again.
  RETRIED
}
