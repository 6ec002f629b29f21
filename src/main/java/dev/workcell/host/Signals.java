package dev.workcell.host;

import dev.workcell.supervise.Host.Signal;
import java.io.IOException;

/// Sends signals to exactly one process.
final class Signals {
  private Signals() {}

  /// Does nothing when `target` is gone, is init or is ourselves. The handle is taken before the
  /// identity is checked and remembers the start time itself, so a pid that is reused in between is
  /// not hit.
  ///
  /// @throws IOException if the process table could not be read; nothing was sent
  static void send(ProcessTable table, ProcessRow target, Signal signal) throws IOException {
    if (target.pid() <= 1 || target.pid() == ProcessHandle.current().pid()) {
      return;
    }
    var handle = ProcessHandle.of(target.pid());
    var now = table.row(target.pid());
    if (handle.isEmpty() || now.isEmpty() || !now.get().isSame(target)) {
      return;
    }
    var _ =
        switch (signal) {
          case TERM -> handle.get().destroy();
          case KILL -> handle.get().destroyForcibly();
        };
  }
}
