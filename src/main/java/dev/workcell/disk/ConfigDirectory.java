package dev.workcell.disk;

import java.nio.file.Path;
import java.util.Map;

/// Where the operator's own pages are: `${XDG_CONFIG_HOME:-~/.config}/workcell`.
final class ConfigDirectory {
  private ConfigDirectory() {}

  static Path of(Map<String, String> environment) {
    var config = environment.getOrDefault("XDG_CONFIG_HOME", "");
    var base =
        config.startsWith("/")
            ? Path.of(config)
            : Path.of(environment.getOrDefault("HOME", "/"), ".config");
    return base.resolve("workcell");
  }
}
