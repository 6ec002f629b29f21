package dev.workcell.supervise;

import dev.workcell.supervise.ServiceStatus.Standing;
import dev.workcell.supervise.Tools.Answer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What starts programs at boot on this machine, and its file for us.
sealed interface Starter permits SystemdUser, Launchd {
  /// For people.
  String title();

  Path file();

  /// Files of ours that it reads, the one above among them.
  List<Path> files();

  /// What it makes beside its file, to be removed with it.
  List<Path> links();

  /// The file, as text.
  String text(Startup startup);

  /// Whether `text` starts the supervisor of `home`.
  boolean isOfHome(Path home, String text);

  /// Why it cannot be asked; empty when it can.
  Optional<String> unreachable();

  /// Takes what the file says now, for each boot from now on, and starts it anew.
  Answer load() throws InterruptedException;

  /// Stops it and forgets it for the boots to come.
  Answer unload();

  /// To be told when the file is gone.
  void forget();

  Standing standing();

  /// Which one.
  enum Kind {
    SYSTEMD,
    LAUNCHD
  }

  static Starter of(Kind kind, World world) {
    var environment = world.host().environment();
    var tools = new Tools(world);
    return switch (kind) {
      case SYSTEMD -> new SystemdUser(tools, environment);
      case LAUNCHD -> new Launchd(tools, environment, world.host().userId(), world.time());
    };
  }

  /// The one that this machine has, as far as tools tell.
  static Optional<Kind> here(World world) {
    var tools = new Tools(world);
    if (tools.has("systemctl")) {
      return Optional.of(Kind.SYSTEMD);
    }
    return tools.has("launchctl") ? Optional.of(Kind.LAUNCHD) : Optional.empty();
  }

  /// The home directory of the operator.
  static Path user(Map<String, String> environment) {
    var home = environment.getOrDefault("HOME", "");
    return Path.of(home.startsWith("/") ? home : "/");
  }
}
