package dev.workcell.disk;

/// A text that is not what a file of ours holds: torn, garbage, or of another kind.
public final class Malformed extends Exception {
  private static final long serialVersionUID = 1;

  public Malformed(String message) {
    super(message);
  }
}
