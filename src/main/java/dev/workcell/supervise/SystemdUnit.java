package dev.workcell.supervise;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The systemd user unit of a startup, as text.
///
/// - `KillMode=process`: stopping the service ends the supervisor alone, never a workcell that it
///   started.
/// - `OOMPolicy=continue`: an agent that the kernel kills for its memory does not end the others.
/// - `StartLimitIntervalSec=0`: systemd never gives up on it.
record SystemdUnit(Startup startup) {
  static final String NAME = "workcell.service";

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/._@:,=+-]+");

  String text() {
    var lines = new ArrayList<String>();
    lines.addAll(
        List.of(
            "# Made by `workcell service install`, which makes it anew. Changes of yours belong",
            "# beside it: systemctl --user edit " + NAME,
            "[Unit]",
            "Description=Supervisor of workcells",
            "StartLimitIntervalSec=0",
            "",
            "[Service]",
            "Type=exec"));
    startup
        .environment()
        .forEach((name, value) -> lines.add("Environment=" + word(name + "=" + value)));
    lines.addAll(
        List.of(
            "ExecStart=" + command(),
            "Restart=on-failure",
            "RestartSec=5",
            "OOMPolicy=continue",
            "KillMode=process",
            "",
            "[Install]",
            "WantedBy=default.target"));
    return String.join("\n", lines) + "\n";
  }

  /// Whether `text`, a unit of ours, starts the supervisor of `home`.
  static boolean isOfHome(Path home, String text) {
    var copies = home.resolve("app") + "/";
    return text.contains(escaped(direct(home) ? copies : dollars(copies)));
  }

  private String command() {
    var program = startup.program().toString();
    var words = String.join(" ", Startup.WORDS);
    return direct(startup.home())
        ? "%s %s".formatted(word(program), words)
        : "/bin/sh %s %s".formatted(word(dollars(program)), words);
  }

  /// systemd refuses quotes and backslashes in the name of an executable, however they are escaped;
  /// in its arguments it takes them. The program is a script of sh.
  private static boolean direct(Path home) {
    return home.toString().chars().noneMatch(c -> "\"'\\".indexOf(c) >= 0);
  }

  /// Variables are replaced in arguments, not in the name of an executable and not in
  /// `Environment=`.
  private static String dollars(String argument) {
    return argument.replace("$", "$$");
  }

  private static String word(String text) {
    return PLAIN.matcher(text).matches() ? text : "\"%s\"".formatted(escaped(text));
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("%", "%%");
  }
}
