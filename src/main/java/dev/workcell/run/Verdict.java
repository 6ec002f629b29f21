package dev.workcell.run;

/// What our own run of verify.sh says.
public enum Verdict {
  /// Exit 0.
  PASSED,
  /// Another exit code.
  FAILED,
  /// The time limit ended it.
  TIMED_OUT,
  /// It could not be executed, or a command in it was not found.
  COULD_NOT_RUN,
  /// The attempt changed the check, or the check changes what it checks.
  CHECK_CHANGED,
  /// It was not run.
  NONE;

  /// Whether this is nearer to passed than `other`.
  public boolean betterThan(Verdict other) {
    return rank() > other.rank();
  }

  private int rank() {
    return switch (this) {
      case NONE -> 0;
      case COULD_NOT_RUN, CHECK_CHANGED -> 1;
      case TIMED_OUT -> 2;
      case FAILED -> 3;
      case PASSED -> 4;
    };
  }
}
