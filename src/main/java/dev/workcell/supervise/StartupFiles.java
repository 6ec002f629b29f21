package dev.workcell.supervise;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Port: the files outside the home that make the system start us.
public interface StartupFiles {
  /// Its text; empty when there is none.
  ///
  /// @throws IOException if it is there and could not be read
  Optional<String> read(Path file) throws IOException;

  /// Puts it there whole, with the directories above it.
  void write(Path file, String text) throws IOException;

  /// Removes the file or link, if it is there.
  void remove(Path file) throws IOException;
}
