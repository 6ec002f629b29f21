package dev.workcell.host;

import dev.workcell.run.Motion;
import java.time.Duration;
import java.util.Collection;

/// What one process has done so far.
///
/// @param cpu computing time, user and system
/// @param stopped by a signal (SIGSTOP, or a debugger)
/// @param started since a moment that is the same for all processes of one look
record ProcessUse(Duration cpu, boolean stopped, Duration started) {
  /// What an agent consists of is started within this; what comes later is a tool.
  private static final Duration START_UP = Duration.ofSeconds(10);

  static Duration cpu(Collection<ProcessUse> tree) {
    return tree.stream().map(ProcessUse::cpu).reduce(Duration.ZERO, Duration::plus);
  }

  static Motion motion(Collection<ProcessUse> tree) {
    if (tree.isEmpty()) {
      return Motion.NONE;
    }
    return tree.stream().allMatch(ProcessUse::stopped) ? Motion.STOPPED : Motion.RUNNING;
  }

  static int tools(Collection<ProcessUse> tree) {
    var oldest = tree.stream().map(ProcessUse::started).min(Duration::compareTo);
    return (int)
        tree.stream()
            .filter(p -> p.started().minus(oldest.orElseThrow()).compareTo(START_UP) > 0)
            .count();
  }
}
