package dev.workcell.supervise;

import dev.workcell.supervise.ServiceStatus.Standing;
import dev.workcell.supervise.Tools.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The systemd of one user.
record SystemdUser(Tools tools, Map<String, String> environment) implements Starter {
  @Override
  public String title() {
    return "systemd --user";
  }

  @Override
  public Path file() {
    return files().getFirst();
  }

  /// With another XDG_CONFIG_HOME than now, the file lies in the second place.
  @Override
  public List<Path> files() {
    var config = environment.getOrDefault("XDG_CONFIG_HOME", "");
    var places = new ArrayList<Path>();
    if (config.startsWith("/")) {
      places.add(Path.of(config));
    }
    places.add(Starter.user(environment).resolve(".config"));
    return places.stream()
        .distinct()
        .map(p -> p.resolve("systemd").resolve("user").resolve(SystemdUnit.NAME))
        .toList();
  }

  @Override
  public String text(Startup startup) {
    return new SystemdUnit(startup).text();
  }

  @Override
  public boolean isOfHome(Path home, String text) {
    return SystemdUnit.isOfHome(home, text);
  }

  @Override
  public List<Path> links() {
    return files().stream()
        .map(f -> f.resolveSibling("default.target.wants").resolve(SystemdUnit.NAME))
        .toList();
  }

  @Override
  public Optional<String> unreachable() {
    var answer = systemctl("show", "-p", "Version");
    return answer.ok() ? Optional.empty() : Optional.of(answer.words());
  }

  /// One that runs is started anew even when its file is the same: an install that died after it
  /// had written the file is made good by the next one.
  @Override
  public Answer load() {
    var wasRunning = standing().running();
    var answer = systemctl("daemon-reload");
    if (answer.ok()) {
      answer = systemctl("enable", "--now", SystemdUnit.NAME);
    }
    return answer.ok() && wasRunning ? systemctl("restart", SystemdUnit.NAME) : answer;
  }

  @Override
  public Answer unload() {
    return systemctl("disable", "--now", SystemdUnit.NAME);
  }

  @Override
  public void forget() {
    systemctl("daemon-reload");
  }

  @Override
  public Standing standing() {
    var active = systemctl("is-active", SystemdUnit.NAME);
    var enabled = systemctl("is-enabled", SystemdUnit.NAME);
    var state = active.out().strip();
    return new Standing(
        enabled.out().strip().startsWith("enabled"),
        state.equals("active"),
        state.isEmpty() ? "unknown" : state);
  }

  private Answer systemctl(String... words) {
    var all = new ArrayList<>(List.of("--user"));
    all.addAll(List.of(words));
    return tools.ask("systemctl", all.toArray(String[]::new));
  }
}
