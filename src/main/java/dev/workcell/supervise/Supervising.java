package dev.workcell.supervise;

import dev.workcell.run.Supervision;
import dev.workcell.supervise.Commands.Command;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Sees to it that somebody supervises: wakes the supervisor, or starts one.
public final class Supervising {
  /// What a supervisor needs of our environment; a workcell brings its own.
  private static final List<String> KEPT =
      List.of(
          "PATH",
          "HOME",
          "USER",
          "LANG",
          "LC_ALL",
          "TMPDIR",
          "TZ",
          "XDG_CONFIG_HOME",
          // what a desktop notification needs
          "XDG_RUNTIME_DIR",
          "DBUS_SESSION_BUS_ADDRESS",
          "DISPLAY",
          "WAYLAND_DISPLAY");

  /// Tokens of those who are told; no agent gets them.
  private static final String TOKENS = "WORKCELL_NOTIFY_";

  private final World world;

  public Supervising(World world) {
    this.world = world;
  }

  /// Wakes the supervisor if there is one.
  public void poke() {
    world.supervisors().poke();
  }

  /// To be called before a run begins, so that one which ends at once waits for the supervisor.
  public void announce() throws IOException {
    world.supervisors().announce();
  }

  /// Starts one unless there is one. Two that start at once sort it out by their lock.
  public void ensure() throws IOException {
    if (world.supervisors().present() == Supervision.ATTENDED) {
      poke();
      return;
    }
    var home = world.cells().home();
    var build = world.program().buildId();
    var program = world.cells().programCopy(build, world.program().directory());
    world
        .commands()
        .detach(
            Command.of(
                List.of(program.resolve("workcell").toString(), "supervise"), home, environment()),
            home.resolve("supervisor").resolve("log"));
  }

  private Map<String, String> environment() {
    var ours = world.host().environment();
    var kept = new TreeMap<String, String>();
    for (var name : KEPT) {
      if (ours.containsKey(name)) {
        kept.put(name, ours.get(name));
      }
    }
    Path home = world.cells().home();
    kept.put("WORKCELL_HOME", home.toString());
    ours.forEach((name, value) -> {
      if (name.startsWith("WORKCELL_STOP_") || name.startsWith(TOKENS)) {
        kept.put(name, value);
      }
    });
    return kept;
  }
}
