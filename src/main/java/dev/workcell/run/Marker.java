package dev.workcell.run;

/// An environment entry by which the processes of one attempt are known.
public record Marker(String variable, String value) {
  /// The variable of an agent's processes.
  public static final String AGENT = "WORKCELL_RUN";

  /// The variable of a check's processes.
  public static final String CHECK = "WORKCELL_VERIFY";

  /// `VARIABLE=value`, as it stands in an environment.
  public String entry() {
    return variable + "=" + value;
  }
}
