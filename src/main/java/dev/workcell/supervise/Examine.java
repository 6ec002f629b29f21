package dev.workcell.supervise;

import dev.workcell.run.Refusal;
import dev.workcell.run.Supervision;
import dev.workcell.supervise.Commands.Command;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Looks at this machine with the eyes of a launch.
public final class Examine {
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private final World world;
  private final Map<String, String> environment;

  public Examine(World world) {
    this.world = world;
    this.environment = world.host().environment();
  }

  /// How much a finding matters.
  public enum Level {
    GOOD,
    NOTE,
    MISSING
  }

  /// One thing that was looked at.
  ///
  /// @param mend a command, or empty
  public record Finding(Level level, String text, String mend) {}

  public List<Finding> all() throws IOException {
    var found = new ArrayList<Finding>();
    found.add(
        new Finding(
            Level.GOOD,
            "java %s at %s".formatted(Runtime.version(), System.getProperty("java.home")),
            ""));
    found.add(tool("git", List.of("--version"), "apt-get install git   # or: brew install git"));
    found.add(tool("tmux", List.of("-V"), "apt-get install tmux   # or: brew install tmux"));
    found.add(keeper());
    found.add(home());
    found.addAll(new InstalledAgents(world).all());
    supervisor(found);
    atBoot(found);
    var litter = world.cells().litter(Service.builds(world));
    if (!litter.isEmpty()) {
      found.add(
          new Finding(
              Level.NOTE, "%d loose ends in the home".formatted(litter.size()), "workcell gc"));
    }
    return found;
  }

  private void supervisor(List<Finding> found) throws IOException {
    if (world.supervisors().present() == Supervision.ATTENDED) {
      found.add(new Finding(Level.GOOD, "a supervisor is there", ""));
      return;
    }
    var waiting = 0;
    for (var name : world.cells().names()) {
      try {
        waiting += Tick.wanted(world.cells().open(name).read()) ? 1 : 0;
      } catch (IOException | Refusal unreadable) {
        // `ls` tells
      }
    }
    if (waiting > 0) {
      found.add(
          new Finding(
              Level.NOTE,
              "nobody supervises, and %d workcells could go on".formatted(waiting),
              "workcell check   # once, or: workcell supervise"));
    }
  }

  private void atBoot(List<Finding> found) throws IOException {
    var status = Service.here(world).status();
    if (status.running() && status.notes().isEmpty()) {
      found.add(new Finding(Level.GOOD, "the supervisor starts at boot: " + status.file(), ""));
    }
    for (var note : status.notes()) {
      found.add(new Finding(Level.NOTE, "service: " + note.text(), note.mend()));
    }
    var lingering = Lingering.of(world);
    if (lingering.logoutKills()) {
      found.add(
          new Finding(
              Level.NOTE,
              "a logout ends every workcell launched in its session (KillUserProcesses=yes);"
                  + " a service with lingering resumes them",
              "workcell service install --linger"));
    }
  }

  private Finding tool(String name, List<String> version, String mend) {
    var file = world.host().which(name, path());
    if (file.isEmpty()) {
      return new Finding(Level.MISSING, "%s is not on PATH".formatted(name), mend);
    }
    return new Finding(
        Level.GOOD, "%s at %s".formatted(firstLine(file.get(), version, name), file.get()), "");
  }

  /// Only interactive agents need it.
  private Finding keeper() {
    return world.host().which("script", path()).isPresent()
        ? new Finding(Level.GOOD, "script keeps the terminals of interactive agents", "")
        : new Finding(
            Level.NOTE,
            "script is not on PATH: no agent can be launched with --interactive",
            "apt-get install bsdutils   # on Debian; else util-linux");
  }

  private Finding home() throws IOException {
    var free = world.host().freeBytes(world.cells().home()) >> 20;
    var text = "home %s, %,d MB free".formatted(world.cells().home(), free);
    return free < 200
        ? new Finding(Level.MISSING, text + ", and a launch wants 200", "workcell gc")
        : new Finding(Level.GOOD, text, "");
  }

  private String firstLine(Path file, List<String> version, String otherwise) {
    try {
      var argv = new ArrayList<>(List.of(file.toString()));
      argv.addAll(version);
      var done = world.commands().run(Command.of(argv, Path.of("/"), environment).within(DEADLINE));
      return done.text().lines().findFirst().orElse(otherwise);
    } catch (IOException e) {
      return "%s (it could not be run: %s)".formatted(otherwise, e.getMessage());
    }
  }

  private String path() {
    return environment.getOrDefault("PATH", "");
  }
}
