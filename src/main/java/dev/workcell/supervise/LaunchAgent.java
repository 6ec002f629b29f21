package dev.workcell.supervise;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The launchd agent of a startup, as text.
///
/// `AbandonProcessGroup`: stopping the agent ends the supervisor alone, never a workcell that it
/// started.
record LaunchAgent(Startup startup) {
  static final String LABEL = "dev.workcell.supervise";

  String text() {
    var lines = new ArrayList<String>();
    lines.addAll(
        List.of(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
            "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\""
                + " \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">",
            "<!-- Made by `workcell service install`, which makes it anew. -->",
            "<plist version=\"1.0\">",
            "<dict>",
            "  " + key("Label"),
            "  " + string(LABEL),
            "  " + key("ProgramArguments"),
            "  <array>",
            "    " + string(startup.program().toString())));
    Startup.WORDS.forEach(word -> lines.add("    " + string(word)));
    lines.addAll(List.of("  </array>", "  " + key("EnvironmentVariables"), "  <dict>"));
    startup
        .environment()
        .forEach((name, value) -> {
          lines.add("    " + key(name));
          lines.add("    " + string(value));
        });
    var log = startup.home().resolve("supervisor").resolve("service.log").toString();
    lines.addAll(
        List.of(
            "  </dict>",
            "  " + key("RunAtLoad"),
            "  <true/>",
            "  " + key("KeepAlive"),
            "  <dict>",
            "    " + key("SuccessfulExit"),
            "    <false/>",
            "  </dict>",
            "  " + key("AbandonProcessGroup"),
            "  <true/>",
            "  " + key("StandardOutPath"),
            "  " + string(log),
            "  " + key("StandardErrorPath"),
            "  " + string(log),
            "</dict>",
            "</plist>"));
    return String.join("\n", lines) + "\n";
  }

  /// Whether `text`, an agent of ours, starts the supervisor of `home`.
  static boolean isOfHome(Path home, String text) {
    return text.contains("<string>" + escaped(home.resolve("app") + "/"));
  }

  private static String key(String name) {
    return "<key>%s</key>".formatted(escaped(name));
  }

  private static String string(String text) {
    return "<string>%s</string>".formatted(escaped(text));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
