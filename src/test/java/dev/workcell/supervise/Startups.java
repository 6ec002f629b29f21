package dev.workcell.supervise;

import dev.workcell.Executable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Startups for tests, plain ones and nasty ones.
final class Startups {
  static final String PLAIN = "/home/me/.local/state/workcell";

  /// Everything that a path may hold and that means something to systemd, to XML or to a shell.
  static final String NASTY = "/home/m e/a%b%%h $HOME ${X} $$ & <b> 'q' \"qq\" \\n #; ü=/w";

  /// Nothing in it keeps systemd from calling it by its name.
  static final String ODD = "/home/m e/a%b%%h $HOME ${X} $$ & <b> #; ü=/w";

  private Startups() {}

  static Startup of(String home) {
    return new Startup(
        Path.of(home),
        "0123456789ab",
        Map.of(
            "PATH", "/opt/my tools/bin:/usr/bin:/bin",
            "LANG", "de_DE.UTF-8",
            "WORKCELL_HOME", home));
  }

  /// The same below `root`, with a program in it that prints what it was started with.
  static Startup real(Path root, String home) throws IOException {
    var startup = of(root + home);
    Files.createDirectories(startup.program().getParent());
    Executable.write(startup.program(), "#!/bin/sh\nprintf '%s\\n' \"$0\" \"$@\" \"$PATH\"\n");
    return startup;
  }
}
