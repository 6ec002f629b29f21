package dev.workcell.run;

/// How much the agent may do without asking.
public enum Permissions {
  SAFE,
  FULL
}
