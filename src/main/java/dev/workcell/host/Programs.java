package dev.workcell.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Finds programs as a shell does.
final class Programs {
  private Programs() {}

  /// Entries of `path` that are not absolute are passed over: what they mean depends on where one
  /// stands.
  static Optional<Path> which(String program, String path) {
    if (program.indexOf('/') >= 0) {
      return Optional.of(Path.of(program)).filter(Programs::canRun);
    }
    if (program.isEmpty()) {
      return Optional.empty();
    }
    int from = 0;
    while (from <= path.length()) {
      int colon = path.indexOf(':', from);
      int end = colon < 0 ? path.length() : colon;
      if (path.startsWith("/", from)) {
        var candidate = Path.of(path.substring(from, end), program);
        if (canRun(candidate)) {
          return Optional.of(candidate);
        }
      }
      from = end + 1;
    }
    return Optional.empty();
  }

  static boolean canRun(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }
}
