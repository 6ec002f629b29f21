package dev.workcell.run;

/// One life of the agent inside a run. The number is the fence: an act names its attempt.
///
/// @param home the id of the workcell home, so that two homes never mean each other's processes
public record AttemptId(String home, CellName cell, int run, int attempt) {

  /// The value of `WORKCELL_RUN` in the environment of every process of this attempt.
  public String marker() {
    return "%s/%s/%s/%d".formatted(home, cell, runName(run), attempt);
  }

  /// The directory name of a run.
  public static String runName(int run) {
    return "%04d".formatted(run);
  }
}
