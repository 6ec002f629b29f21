package dev.workcell.supervise;

import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What the system starts at boot: the supervisor of one home, by the program copy of one build.
///
/// @param home the real path of the home
/// @param environment what it begins with besides what the system gives; no secret is in it
record Startup(Path home, String build, Map<String, String> environment) {
  /// The words after the program.
  static final List<String> WORDS = List.of("supervise", "--stay");

  private static final List<String> KEPT =
      List.of("PATH", "LANG", "TZ", "XDG_CONFIG_HOME", "JAVA_HOME", "WORKCELL_JAVA_HOME");

  /// No way of escaping changes a build id, so it is found in every kind of file.
  private static final Pattern COPY = Pattern.compile("/app/([0-9A-Za-z]+)/workcell\\b");

  Startup {
    environment = Collections.unmodifiableMap(new TreeMap<>(environment));
  }

  /// Of the home and the build that we are.
  ///
  /// @throws Refusal if a path or value cannot be written into such a file
  static Startup of(World world) {
    var ours = world.host().environment();
    var kept = new TreeMap<String, String>();
    ours.forEach((name, value) -> {
      if (KEPT.contains(name) || name.startsWith("LC_")) {
        kept.put(name, value);
      }
    });
    kept.putIfAbsent("PATH", "/usr/local/bin:/usr/bin:/bin");
    home(world).ifPresent(home -> kept.put("WORKCELL_HOME", home));
    kept.forEach(Startup::writable);
    return new Startup(world.cells().home(), world.program().buildId(), kept);
  }

  /// What WORKCELL_HOME must say; empty when it is where everybody looks. What else names the
  /// place, such as XDG_STATE_HOME, is not set at boot.
  static Optional<String> home(World world) {
    var home = world.cells().home();
    var user = world.host().environment().getOrDefault("HOME", "");
    var usual = Path.of(user.startsWith("/") ? user : "/", ".local", "state", "workcell");
    writable("WORKCELL_HOME", home.toString());
    return home.equals(usual) ? Optional.empty() : Optional.of(home.toString());
  }

  Path program() {
    return home.resolve("app").resolve(build).resolve("workcell");
  }

  /// The build that a file of ours names.
  static Optional<String> buildIn(String text) {
    var found = COPY.matcher(text);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  private static void writable(String name, String value) {
    if (value.codePoints().anyMatch(Startup::unwritable)) {
      throw new Refusal(
          Kind.CONFLICT,
          "the service cannot be written",
          "%s holds a character that no such file can hold".formatted(name),
          "export %s='…'   # without control characters".formatted(name));
    }
  }

  /// XML has no way to write these, and they end lines of a unit.
  private static boolean unwritable(int c) {
    return Character.isISOControl(c)
        || Character.getType(c) == Character.SURROGATE
        || (c & 0xfffe) == 0xfffe;
  }
}
