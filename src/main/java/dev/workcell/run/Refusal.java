package dev.workcell.run;

/// A request that was refused, with nothing half-made: what, why (with the value found) and the
/// mend, a command that works.
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Kind kind;
  private final String why;
  private final String mend;

  public Refusal(Kind kind, String what, String why, String mend) {
    super(what);
    this.kind = kind;
    this.why = why;
    this.mend = mend;
  }

  public Kind kind() {
    return kind;
  }

  public String what() {
    return String.valueOf(getMessage());
  }

  public String why() {
    return why;
  }

  public String mend() {
    return mend;
  }

  /// Whose fault it is, as an exit code.
  public enum Kind {
    /// The run did not pass.
    NOT_PASSED(1),
    /// The words of the command line are wrong.
    USAGE(2),
    /// No such workcell, run or recipe.
    NOT_FOUND(3),
    /// The state of the workcell, repo or home forbids it now.
    CONFLICT(4),
    /// Something is missing on this machine.
    MISSING(5);

    private final int exitCode;

    Kind(int exitCode) {
      this.exitCode = exitCode;
    }

    public int exitCode() {
      return exitCode;
    }
  }
}
