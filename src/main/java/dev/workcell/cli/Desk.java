package dev.workcell.cli;

import dev.workcell.supervise.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

/// What a verb works with. The world is made when it is asked for: `version` needs no home.
///
/// @param environment our own, for the terminal
/// @param daemon what `supervise` runs
public record Desk(
    Supplier<World> worlds,
    World.Program program,
    Screen screen,
    Map<String, String> environment,
    Staying daemon) {
  World world() {
    return worlds.get();
  }

  /// A command as it works here: run from a checkout, `workcell` may not be on the PATH.
  String typed(String command) {
    var checkout = environment.getOrDefault("WORKCELL_COMMAND", "");
    if (checkout.isEmpty() || !command.startsWith("workcell ") || onPath()) {
      return command;
    }
    return checkout + command.substring("workcell".length());
  }

  private boolean onPath() {
    for (var directory : environment.getOrDefault("PATH", "").split(":", -1)) {
      if (directory.startsWith("/") && Files.isExecutable(Path.of(directory, "workcell"))) {
        return true;
      }
    }
    return false;
  }
}
