package dev.workcell.disk;

import dev.workcell.supervise.StartupFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// The files of the system's starter, in the operator's own directories.
public final class DiskStartupFiles implements StartupFiles {
  /// What is no text of ours is replaced in reading, not refused.
  @Override
  public Optional<String> read(Path file) throws IOException {
    try {
      return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (FileSystemException e) {
      if (belowAFile(file)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /// As with HOME=/dev/null: nothing can be there.
  private static boolean belowAFile(Path file) {
    return Stream.iterate(file.getParent(), Objects::nonNull, Path::getParent)
        .anyMatch(p -> Files.exists(p) && !Files.isDirectory(p));
  }

  @Override
  public void write(Path file, String text) throws IOException {
    AtomicFile.makeDirectories(AtomicFile.parent(file));
    AtomicFile.write(file, text);
  }

  @Override
  public void remove(Path file) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && Files.deleteIfExists(file)) {
      AtomicFile.syncDirectory(AtomicFile.parent(file));
    }
  }
}
