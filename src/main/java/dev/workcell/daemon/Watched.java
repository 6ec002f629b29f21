package dev.workcell.daemon;

import dev.workcell.run.ProcessIdentity;
import dev.workcell.supervise.Host.Presence;
import dev.workcell.supervise.Tick.Standing;
import dev.workcell.supervise.World;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// What the sweep looks at of one live attempt.
final class Watched {
  private final World world;
  private final int run;
  private final int attempt;
  private final Path directory;
  private final Path log;
  private final Optional<ProcessIdentity> wrapper;
  private long logBytes = -1;

  Watched(World world, Standing.Watching watching) {
    this.world = world;
    var view = watching.view();
    var cell = world.cells().open(view.identity().name());
    this.run = view.cell().run();
    this.attempt = view.run().attempt();
    this.directory = cell.attemptDirectory(run, attempt);
    this.log = cell.runDirectory(run).resolve("agent.log");
    this.wrapper = view.run().wrapper();
  }

  boolean isOf(Standing.Watching watching) {
    var view = watching.view();
    return view.cell().run() == run
        && view.run().attempt() == attempt
        && view.run().wrapper().equals(wrapper);
  }

  Path directory() {
    return directory;
  }

  /// Whether something is to be seen that the bell does not ring for: a wrapper that is gone, the
  /// first output.
  boolean wantsPass() {
    var gone = wrapper.isEmpty() || world.host().presence(wrapper.get()) == Presence.GONE;
    return gone || begunToSpeak();
  }

  private boolean begunToSpeak() {
    try {
      var size = world.outputs().size(log);
      var spoke = logBytes <= 0 && size > 0;
      logBytes = size;
      return spoke;
    } catch (IOException e) {
      return true;
    }
  }
}
