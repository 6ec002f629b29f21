package dev.workcell.disk;

import dev.workcell.diagnose.LineParser;
import dev.workcell.supervise.Outputs;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
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
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The files that agents and checks write.
public final class DiskOutputs implements Outputs {
  private static final int LONGEST_LINE = 1 << 20;
  private static final int LONGEST_TAIL = 1 << 16;

  @Override
  public void lines(Path file, long from, Sink sink) throws IOException {
    linesBetween(file, from, Long.MAX_VALUE, sink);
  }

  @Override
  public void linesBetween(Path file, long from, long to, Sink sink) throws IOException {
    if (!Files.isRegularFile(file)) {
      return;
    }
    try (var in = Files.newInputStream(file)) {
      in.skipNBytes(Math.min(from, Files.size(file)));
      read(new BufferedInputStream(in, 1 << 16), to - from, sink);
    } catch (NoSuchFileException e) {
      // gone between two looks: no lines
    }
  }

  @Override
  public long wholeLines(Path file, long from, Sink sink) throws IOException {
    if (!Files.isRegularFile(file)) {
      return from;
    }
    try (var in = Files.newInputStream(file)) {
      // an agent may have cut its own log
      var start = Math.min(from, Files.size(file));
      in.skipNBytes(start);
      return start + whole(new BufferedInputStream(in, 1 << 16), sink);
    } catch (NoSuchFileException | EOFException e) {
      return from;
    }
  }

  private static long whole(InputStream in, Sink sink) throws IOException {
    var line = new ByteArrayOutputStream();
    var number = 1;
    long read = 0;
    long given = 0;
    for (var c = in.read(); c >= 0; c = in.read()) {
      read++;
      if (c == '\n') {
        sink.line(number++, text(line));
        line.reset();
        given = read;
      } else if (line.size() < LONGEST_LINE) {
        line.write(c);
      }
    }
    if (line.size() == LONGEST_LINE) {
      sink.line(number, text(line));
      given = read;
    }
    return given;
  }

  private static void read(InputStream in, long most, Sink sink) throws IOException {
    var line = new ByteArrayOutputStream();
    var number = 1;
    long left = most;
    for (var c = in.read(); c >= 0 && left > 0; c = in.read(), left--) {
      if (c == '\n') {
        sink.line(number++, text(line));
        line.reset();
      } else if (line.size() < LONGEST_LINE) {
        line.write(c);
      }
    }
    if (line.size() > 0) {
      sink.line(number, text(line));
    }
  }

  private static String text(ByteArrayOutputStream line) {
    var text = line.toString(StandardCharsets.UTF_8);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
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

  @Override
  public LineParser parser() {
    return DiskOutputs::object;
  }

  private static Map<String, @Nullable Object> object(String line) {
    try {
      return Json.parse(line).map();
    } catch (Malformed e) {
      return Map.of();
    }
  }
}
