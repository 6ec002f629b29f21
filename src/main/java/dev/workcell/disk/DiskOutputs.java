package dev.workcell.disk;

import dev.workcell.supervise.Outputs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The files that agents and checks write.
public final class DiskOutputs implements Outputs {
  private static final int CHUNK = 1 << 16;
  private static final int LONGEST_TAIL = 1 << 16;

  @Override
  public long bytes(Path file, long from, long to, Bytes sink) throws IOException {
    if (!Files.isRegularFile(file)) {
      return from;
    }
    try (var in = FileChannel.open(file)) {
      var start = Math.min(from, in.size()); // an agent may have cut its own log
      var buffer = ByteBuffer.allocate(CHUNK);
      for (var at = start; at < to; ) {
        buffer.clear().limit((int) Math.min(CHUNK, to - at));
        var read = in.read(buffer, at);
        if (read < 0) {
          break;
        }
        sink.take(buffer.array(), 0, read);
        at += read;
      }
      return start;
    } catch (NoSuchFileException e) {
      return from; // gone between two looks
    }
  }

  @Override
  public List<Path> matching(String pattern) throws IOException {
    var star = pattern.indexOf('*');
    var root =
        Path.of(pattern.substring(0, pattern.lastIndexOf('/', star < 0 ? pattern.length() : star)));
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    var matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    var depth = Path.of(pattern).getNameCount() - root.getNameCount();
    try (var files = Files.walk(root, depth)) {
      return files
          .filter(f -> matcher.matches(f) && Files.isRegularFile(f))
          .sorted(Comparator.comparing(f -> f.getFileName().toString()))
          .toList();
    }
  }

  @Override
  public List<String> tail(Path file, int lines) throws IOException {
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    try (var in = FileChannel.open(file)) {
      var size = in.size();
      var start = Math.max(0, size - LONGEST_TAIL);
      var bytes = ByteBuffer.allocate((int) (size - start));
      while (bytes.hasRemaining() && in.read(bytes, start + bytes.position()) >= 0) {
        // until the end
      }
      var text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
      var all = new ArrayList<>(text.lines().toList());
      if (start > 0 && !all.isEmpty()) {
        all.removeFirst();
      }
      return all.subList(Math.max(0, all.size() - lines), all.size());
    }
  }

  @Override
  public Optional<Instant> changed(Path file) throws IOException {
    try {
      return Optional.of(Files.getLastModifiedTime(file).toInstant());
    } catch (java.nio.file.NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public long size(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (java.nio.file.NoSuchFileException e) {
      return 0;
    }
  }

  @Override
  public String sha256(Path file) throws IOException {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(java.io.OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
