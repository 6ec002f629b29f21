package dev.workcell.supervise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Files that are packed into the program.
final class ProgramFiles {
  private ProgramFiles() {}

  /// The wrapper, the same text for every attempt.
  static String wrapper() {
    try (var in = ProgramFiles.class.getResourceAsStream("/dev/workcell/wrapper.sh")) {
      if (in == null) {
        throw new IllegalStateException("wrapper.sh is not packed into the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
