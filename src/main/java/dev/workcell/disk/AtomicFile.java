package dev.workcell.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/// A file that is there whole or not at all: temp in the same directory, fsync, rename, fsync of
/// the directory. Files are 0600, or 0700 when they are executed; directories are 0700.
final class AtomicFile {
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> PROGRAM =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<Set<PosixFilePermission>> DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private AtomicFile() {}

  static void write(Path file, String text) throws IOException {
    replace(file, text.getBytes(StandardCharsets.UTF_8), PRIVATE);
  }

  static void writeProgram(Path file, String text) throws IOException {
    replace(file, text.getBytes(StandardCharsets.UTF_8), PROGRAM);
  }

  /// A plain new file for a directory that has no name yet; the caller syncs the directory.
  static void writeNew(Path file, String text, boolean program) throws IOException {
    put(file, text.getBytes(StandardCharsets.UTF_8), program ? PROGRAM : PRIVATE);
  }

  static void makeDirectory(Path directory) throws IOException {
    Files.createDirectory(directory, DIRECTORY);
  }

  static void makeDirectories(Path directory) throws IOException {
    Files.createDirectories(directory, DIRECTORY);
  }

  private static void replace(Path file, byte[] bytes, FileAttribute<Set<PosixFilePermission>> mode)
      throws IOException {
    var random = Long.toHexString(ThreadLocalRandom.current().nextLong());
    var temp = file.resolveSibling(".%s.%s".formatted(file.getFileName(), random));
    try {
      put(temp, bytes, mode);
      Files.move(temp, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.deleteIfExists(temp);
      throw e;
    }
    syncDirectory(parent(file));
  }

  private static void put(Path file, byte[] bytes, FileAttribute<Set<PosixFilePermission>> mode)
      throws IOException {
    try (var out =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode)) {
      var rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        out.write(rest);
      }
      out.force(true);
    }
  }

  static void syncDirectory(Path directory) throws IOException {
    try (var handle = FileChannel.open(directory, StandardOpenOption.READ)) {
      handle.force(true);
    }
  }

  static Path parent(Path file) {
    var parent = file.getParent();
    if (parent == null) {
      throw new IllegalArgumentException(file + " has no directory");
    }
    return parent;
  }
}
