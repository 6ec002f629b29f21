package dev.workcell.run;

/// What the operator wants of a workcell, kept apart from what it is.
public enum Wanted {
  RUNNING,
  STOPPED
}
