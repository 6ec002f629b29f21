package dev.workcell.run;

/// How often a launch for a group is tried.
public enum Tries {
  /// What was refused is tried again.
  AGAIN,
  /// What was refused is left to a person.
  ONCE
}
