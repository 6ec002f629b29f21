package dev.workcell.disk;

import dev.workcell.run.ProcessIdentity;
import dev.workcell.supervise.Cell.ExitFile;
import dev.workcell.supervise.Cell.Witness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What the wrapper leaves in the directory of its attempt: `taken`, `start`, `exit`. The last two
/// are lines of `key value`. A file that is not whole is as good as none.
final class WitnessFiles {
  /// The year 9999, in seconds.
  private static final long LATEST = 253_402_300_799L;

  private WitnessFiles() {}

  static Witness read(Path attempt) throws IOException {
    return new Witness(Files.isDirectory(attempt.resolve("taken")), start(attempt), exit(attempt));
  }

  private static Optional<ProcessIdentity> start(Path attempt) throws IOException {
    var in = pairs(attempt.resolve("start"));
    if (!in.containsKey("end")) {
      return Optional.empty();
    }
    return number(in, "pid")
        .map(pid ->
            new ProcessIdentity(
                pid,
                in.getOrDefault("startTime", ""),
                in.getOrDefault("bootId", ""),
                in.getOrDefault("space", "")));
  }

  private static Optional<ExitFile> exit(Path attempt) throws IOException {
    var in = pairs(attempt.resolve("exit"));
    var code = number(in, "code").filter(c -> c >= 0 && c <= 255);
    var at = number(in, "at").filter(a -> a >= 0 && a <= LATEST);
    if (code.isEmpty() || at.isEmpty() || !in.containsKey("end")) {
      return Optional.empty();
    }
    return Optional.of(
        new ExitFile(
            code.get().intValue(),
            Instant.ofEpochSecond(at.get()),
            "signal".equals(in.get("by")),
            "yes".equals(in.get("synced"))));
  }

  private static Optional<Long> number(Map<String, String> in, String key) {
    try {
      return Optional.ofNullable(in.get(key)).map(Long::valueOf);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Map<String, String> pairs(Path file) throws IOException {
    var pairs = new HashMap<String, String>();
    try {
      for (var line : Files.readAllLines(file)) {
        var gap = line.indexOf(' ');
        pairs.put(gap < 0 ? line : line.substring(0, gap), gap < 0 ? "" : line.substring(gap + 1));
      }
    } catch (NoSuchFileException | java.nio.charset.CharacterCodingException e) {
      return Map.of();
    }
    return pairs;
  }
}
