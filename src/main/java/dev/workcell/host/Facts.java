package dev.workcell.host;

import dev.workcell.run.ProcessIdentity;

/// What stays the same as long as this process lives.
///
/// @param space an id of this machine that outlives a boot, `/`, and the pid namespace
/// @param self our own pid
/// @param user our numbered user
record Facts(String bootId, String space, long self, long user) {

  ProcessIdentity identity(ProcessRow row) {
    return new ProcessIdentity(row.pid(), row.startTime(), bootId, space);
  }

  /// Whether `process` lived in an earlier boot of this machine. A namespace ends with its boot, so
  /// which one it was does not matter then.
  boolean isOfEarlierBoot(ProcessIdentity process) {
    var machine = space.lastIndexOf('/') + 1;
    return !process.bootId().equals(bootId)
        && process.space().lastIndexOf('/') + 1 == machine
        && process.space().regionMatches(0, space, 0, machine);
  }
}
