package dev.workcell.git;

import java.nio.file.Path;
import java.util.regex.Pattern;

/// Paths and git's own words as they are shown to people: what would steer a terminal is replaced.
final class Shown {
  /// Control, format (bidi) and unassigned characters, line ends included.
  private static final Pattern STEERING = Pattern.compile("\\p{C}");

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=@%+,-]+");

  private Shown() {}

  static String text(String raw) {
    return STEERING.matcher(raw).replaceAll("?");
  }

  static String path(Path path) {
    return text(path.toString());
  }

  /// One word for a POSIX shell.
  static String word(String raw) {
    var shown = text(raw);
    return PLAIN.matcher(shown).matches() ? shown : "'" + shown.replace("'", "'\\''") + "'";
  }

  static String word(Path path) {
    return word(path.toString());
  }

  /// What git wrote to stderr, on one line and cut.
  static String complaint(String stderr) {
    var oneLine = text(stderr.strip().replaceAll("\\s*\\R\\s*", "; "));
    return oneLine.length() <= 600 ? oneLine : oneLine.substring(0, 600) + "...";
  }
}
