package dev.workcell.run;

/// Whether somebody is there who carries a remedy out.
public enum Supervision {
  /// A supervisor takes it from here.
  ATTENDED,
  /// Nobody does, so a person is needed for want of a supervisor.
  UNATTENDED
}
