package dev.workcell.run;

/// Whether the processes of an attempt can run at all.
public enum Motion {
  RUNNING,
  /// Each of them was stopped by a signal: nobody can expect anything of them.
  STOPPED,
  /// None was seen. Whether the attempt is dead is not for this look to say.
  NONE
}
