package dev.workcell.cli;

import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Optional;

/// A failure that is no defect of ours: the system has no more of what we asked for.
final class NoRoom {
  private static final List<String> REASONS =
      List.of(
          "No space left on device",
          "Read-only file system",
          "Disk quota exceeded",
          "Too many open files");

  private NoRoom() {}

  /// What to tell instead of a stack trace; empty when it is something else.
  static Optional<Refusal> in(Throwable failure) {
    if (failure instanceof UncheckedIOException
        && failure.getCause() instanceof IOException cause) {
      return in(cause);
    }
    var message = String.valueOf(failure.getMessage());
    if (!(failure instanceof IOException) || REASONS.stream().noneMatch(message::contains)) {
      return Optional.empty();
    }
    var file = failure instanceof FileSystemException it ? it.getFile() : null;
    return Optional.of(
        new Refusal(
            Kind.MISSING,
            "this could not be written down, and so was not done",
            message,
            "df -h %s   # also df -i; then the same command again"
                .formatted(file == null ? "\"$HOME\"" : parent(file))));
  }

  private static String parent(String file) {
    var end = file.lastIndexOf('/');
    return end <= 0 ? "/" : file.substring(0, end);
  }
}
