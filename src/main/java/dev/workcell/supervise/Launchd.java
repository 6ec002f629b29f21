package dev.workcell.supervise;

import dev.workcell.supervise.ServiceStatus.Standing;
import dev.workcell.supervise.Tools.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The launchd of one user that is logged in.
record Launchd(Tools tools, Map<String, String> environment, long user, Time time)
    implements Starter {
  private static final Duration BETWEEN = Duration.ofMillis(500);
  private static final int TRIES = 10;

  @Override
  public String title() {
    return "launchd";
  }

  @Override
  public Path file() {
    return Starter.user(environment)
        .resolve("Library")
        .resolve("LaunchAgents")
        .resolve(LaunchAgent.LABEL + ".plist");
  }

  @Override
  public List<Path> files() {
    return List.of(file());
  }

  @Override
  public String text(Startup startup) {
    return new LaunchAgent(startup).text();
  }

  @Override
  public boolean isOfHome(Path home, String text) {
    return LaunchAgent.isOfHome(home, text);
  }

  @Override
  public List<Path> links() {
    return List.of();
  }

  @Override
  public Optional<String> unreachable() {
    var answer = launchctl("print", domain());
    return answer.ok() ? Optional.empty() : Optional.of(answer.words());
  }

  /// launchd refuses what is loaded already, and for a moment also what it has just unloaded.
  @Override
  public Answer load() throws InterruptedException {
    var wasLoaded = launchctl("print", target()).ok();
    if (wasLoaded) {
      launchctl("bootout", target());
    }
    launchctl("enable", target());
    var answer = launchctl("bootstrap", domain(), file().toString());
    for (var left = wasLoaded ? TRIES : 0; !answer.ok() && left > 0; left--) {
      time.pause(BETWEEN);
      answer = launchctl("bootstrap", domain(), file().toString());
    }
    return answer;
  }

  @Override
  public Answer unload() {
    return launchctl("bootout", target());
  }

  @Override
  public void forget() {
    // it reads the directory anew at the next login
  }

  @Override
  public Standing standing() {
    var answer = launchctl("print", target());
    var state =
        answer
            .out()
            .lines()
            .map(String::strip)
            .filter(l -> l.startsWith("state = "))
            .map(l -> l.substring("state = ".length()))
            .findFirst();
    return new Standing(
        answer.ok(),
        state.filter("running"::equals).isPresent(),
        answer.ok() ? state.orElse("unknown") : "not loaded");
  }

  private String domain() {
    return "gui/" + user;
  }

  private String target() {
    return domain() + "/" + LaunchAgent.LABEL;
  }

  private Answer launchctl(String... words) {
    return tools.ask("launchctl", words);
  }
}
