package dev.workcell.cli;

import dev.workcell.supervise.World;
import java.util.Map;
import java.util.function.Supplier;

/// What a verb works with. The world is made when it is asked for: `version` needs no home.
///
/// @param environment our own, for the terminal
public record Desk(
    Supplier<World> worlds, World.Program program, Screen screen, Map<String, String> environment) {
  World world() {
    return worlds.get();
  }
}
