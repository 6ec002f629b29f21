package dev.workcell.run;

/// Names one process for ever: a pid alone is reused.
///
/// @param startTime opaque text of the machine's own start stamp
/// @param bootId the boot in which it was started
/// @param space the machine and pid namespace in which `pid` means something
public record ProcessIdentity(long pid, String startTime, String bootId, String space) {
  @Override
  public String toString() {
    return "pid %d (started %s)".formatted(pid, startTime);
  }
}
