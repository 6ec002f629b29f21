package dev.workcell.supervise;

import dev.workcell.diagnose.PlainText;
import dev.workcell.supervise.Commands.Command;
import dev.workcell.supervise.Commands.Ended;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Asks the tools of the system that start us, by their command lines.
final class Tools {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int LONGEST = 300;

  private final World world;
  private final Map<String, String> environment;

  Tools(World world) {
    this.world = world;
    var ours = new TreeMap<>(world.host().environment());
    // not set after su or in cron, and then the user's own systemd is not found
    ours.putIfAbsent("XDG_RUNTIME_DIR", "/run/user/" + world.host().userId());
    ours.put("LC_ALL", "C.UTF-8");
    this.environment = ours;
  }

  /// What a tool answered.
  ///
  /// @param words what it said of itself, in one line
  record Answer(boolean ok, String out, String words) {}

  boolean has(String tool) {
    return world.host().which(tool, path()).isPresent();
  }

  /// A tool that is not there or does not end is an answer, too.
  Answer ask(String tool, String... words) {
    var file = world.host().which(tool, path());
    if (file.isEmpty()) {
      return new Answer(false, "", "there is no '%s' in PATH=%s".formatted(tool, path()));
    }
    var argv = new ArrayList<>(List.of(file.get().toString()));
    argv.addAll(List.of(words));
    try {
      var done = world.commands().run(Command.of(argv, Path.of("/"), environment).within(LIMIT));
      var said = PlainText.line(done.errorText(), LONGEST);
      return new Answer(
          done.ok(),
          done.text(),
          "%s %s: %s"
              .formatted(tool, String.join(" ", words), said.isEmpty() ? how(done.ended()) : said));
    } catch (IOException e) {
      return new Answer(false, "", "%s could not be run: %s".formatted(tool, e.getMessage()));
    }
  }

  private static String how(Ended ended) {
    return switch (ended) {
      case Ended.Exited(var code) -> "it ended with code " + code;
      case Ended.OutOfTime(var limit) -> "it did not end within %d s".formatted(limit.toSeconds());
    };
  }

  private String path() {
    return environment.getOrDefault("PATH", "");
  }
}
