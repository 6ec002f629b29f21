package dev.workcell.host;

/// One line of the process table; never a zombie.
///
/// @param session opaque number of its session, 0 when unknown
/// @param startTime the machine's own start stamp
/// @param command its command line where the table gives it for nothing, else empty
record ProcessRow(long pid, long parent, long session, String startTime, String command) {
  /// Whether both are the same process, not only the same pid.
  boolean isSame(ProcessRow other) {
    return pid == other.pid && startTime.equals(other.startTime);
  }
}
