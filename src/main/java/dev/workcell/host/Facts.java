package dev.workcell.host;

import dev.workcell.run.ProcessIdentity;

/// What stays the same as long as this process lives.
///
/// @param machine an id of this machine that outlives a boot
/// @param namespace the pid namespace; no `/` in it
/// @param self our own pid
/// @param user our numbered user
record Facts(String bootId, String machine, String namespace, long self, long user) {
  String space() {
    return machine + "/" + namespace;
  }

  ProcessIdentity identity(ProcessRow row) {
    return new ProcessIdentity(row.pid(), row.startTime(), bootId, space());
  }

  /// Whether `process` lived in an earlier boot of this machine. A namespace ends with its boot, so
  /// which one it was does not matter then.
  boolean isOfEarlierBoot(ProcessIdentity process) {
    var machineEnd = process.space().lastIndexOf('/');
    return machineEnd >= 0
        && process.space().substring(0, machineEnd).equals(machine)
        && !process.bootId().equals(bootId);
  }
}
