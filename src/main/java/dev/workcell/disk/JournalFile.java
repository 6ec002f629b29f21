package dev.workcell.disk;

import dev.workcell.run.Event;
import dev.workcell.run.JournalLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// An append-only journal. A line counts when its line end is there; a torn last line is cut off
/// into `journal.torn` by the next append and is never read.
record JournalFile(Path file) {
  private static final byte LINE_END = '\n';

  /// All whole lines. A line that this program cannot read is a defect or a newer program's work.
  ///
  /// @throws Malformed if a whole line is not one of ours
  List<JournalLine> read() throws IOException, Malformed {
    var lines = new ArrayList<JournalLine>();
    for (var text : wholeText().lines().toList()) {
      lines.add(EventCodec.read(lines.size() + 1, text));
    }
    return lines;
  }

  private String wholeText() throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return "";
    }
    return new String(bytes, 0, wholeLength(bytes), StandardCharsets.UTF_8);
  }

  private static int wholeLength(byte[] bytes) {
    var end = bytes.length;
    while (end > 0 && bytes[end - 1] != LINE_END) {
      end--;
    }
    return end;
  }

  /// Appends `events` after `last`, as one write, and syncs. Only under the lock.
  List<JournalLine> append(int last, List<Event> events, Instant at, Duration up)
      throws IOException {
    cutTornLine();
    var lines = new ArrayList<JournalLine>();
    var text = new StringBuilder();
    for (var event : events) {
      var line = new JournalLine(last + lines.size() + 1, at, up, event);
      lines.add(line);
      text.append(EventCodec.write(line)).append('\n');
    }
    put(text.toString().getBytes(StandardCharsets.UTF_8));
    return lines;
  }

  private void put(byte[] bytes) throws IOException {
    try (var out =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      var before = out.size();
      var rest = ByteBuffer.wrap(bytes);
      try {
        while (rest.hasRemaining()) {
          out.write(rest);
        }
        out.force(true);
      } catch (IOException e) {
        takeBack(before);
        throw e;
      }
    }
  }

  /// A half-written batch (a full disk) must not look like history.
  private void takeBack(long size) {
    try (var out = FileChannel.open(file, StandardOpenOption.WRITE)) {
      out.truncate(size);
    } catch (IOException e) {
      throw new UncheckedIOException("could not take back a half-written journal line", e);
    }
  }

  private void cutTornLine() throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    var bytes = Files.readAllBytes(file);
    var whole = wholeLength(bytes);
    if (whole == bytes.length) {
      return;
    }
    var torn = file.resolveSibling("journal.torn");
    try (var out =
        FileChannel.open(
            torn,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      out.write(ByteBuffer.wrap(bytes, whole, bytes.length - whole));
      out.write(ByteBuffer.wrap(new byte[] {LINE_END}));
      out.force(true);
    }
    try (var out = FileChannel.open(file, StandardOpenOption.WRITE)) {
      out.truncate(whole);
      out.force(true);
    }
  }
}
