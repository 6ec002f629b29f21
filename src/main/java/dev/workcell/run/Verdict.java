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
  NONE
}
