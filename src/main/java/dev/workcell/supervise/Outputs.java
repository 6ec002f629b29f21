package dev.workcell.supervise;

import dev.workcell.diagnose.Lines;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Port: what agents write. Reads in bounded memory, however long a line is.
public interface Outputs {
  /// Gives the bytes of `file` from byte `from` on to `sink`, up to byte `to` or its end. A file
  /// that is not there has none.
  ///
  /// @return where it began: less than `from` when the file is shorter
  long bytes(Path file, long from, long to, Bytes sink) throws IOException;

  /// The same as lines of text, numbered from 1; what follows the last line end is one as well.
  default void lines(Path file, long from, Sink sink) throws IOException {
    var number = new int[1];
    var lines = new Lines(text -> sink.line(++number[0], text));
    bytes(file, from, Long.MAX_VALUE, lines::take);
    lines.end();
  }

  /// The files that match an absolute path with `*` in its last parts, newest last.
  List<Path> matching(String pattern) throws IOException;

  /// The last `lines` lines of `file`, at most 64 KiB of them.
  List<String> tail(Path file, int lines) throws IOException;

  /// How many bytes `file` has; 0 when it is not there.
  long size(Path file) throws IOException;

  /// When `file` was written last; empty when it is not there.
  Optional<Instant> changed(Path file) throws IOException;

  /// SHA-256 of a file.
  String sha256(Path file) throws IOException;

  /// Takes one line.
  interface Sink {
    void line(int number, String text);
  }

  /// Takes bytes as they come.
  interface Bytes {
    void take(byte[] bytes, int from, int to);
  }
}
