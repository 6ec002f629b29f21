package dev.workcell.supervise;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Lines of a crontab that do what the service would, where there is none.
///
/// @param program the program as it is here: cron names no build, so `gc` cannot keep one for it
/// @param environment what it needs besides what cron gives
record CronLines(Path program, Map<String, String> environment) {
  CronLines {
    environment = Collections.unmodifiableMap(new TreeMap<>(environment));
  }

  List<String> lines() {
    return List.of(line("@reboot", String.join(" ", Startup.WORDS)), line("* * * * *", "check"));
  }

  /// In a crontab `%` is a line end, also within quotes.
  private String line(String when, String words) {
    var parts = new ArrayList<String>();
    environment.forEach((name, value) -> parts.add(name + "=" + quoted(value)));
    parts.add(quoted(program.toString()));
    parts.add(words);
    return "%s %s >/dev/null 2>&1".formatted(when, String.join(" ", parts).replace("%", "\\%"));
  }

  private static String quoted(String text) {
    return text.matches("[A-Za-z0-9/._:@+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
