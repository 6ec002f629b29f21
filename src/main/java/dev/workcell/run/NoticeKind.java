package dev.workcell.run;

/// What people are told about, in the words of `events:` and of the journal.
public enum NoticeKind {
  PASSED,
  UNVERIFIED,
  /// A person is needed.
  PARKED,
  /// The agent asks something.
  ASKING,
  /// Nothing happens until a limit is reset.
  WAITING,
  /// It works again after it had ended.
  RECOVERED,
  VERIFY_FAILED;

  /// What a person has to do something about.
  public boolean needsPerson() {
    return this == PARKED || this == ASKING;
  }
}
