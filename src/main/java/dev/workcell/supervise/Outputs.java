package dev.workcell.supervise;

import dev.workcell.diagnose.LineParser;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Port: what agents write. Reads in bounded memory, however long a line is.
public interface Outputs {
  /// Gives each line of `file` from byte `from` on to `sink`, numbered from 1; a line of over 1 MiB
  /// is cut there. A file that is not there has no lines.
  void lines(Path file, long from, Sink sink) throws IOException;

  /// The same from byte `from` to byte `to`.
  void linesBetween(Path file, long from, long to, Sink sink) throws IOException;

  /// Gives each whole line of `file` from byte `from` on to `sink`, numbered from 1. What follows
  /// the last line end is left, unless it is over 1 MiB: then it is a line that is cut there.
  ///
  /// @return the byte after the last line that was given
  long wholeLines(Path file, long from, Sink sink) throws IOException;

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

  LineParser parser();

  /// Takes one line.
  interface Sink {
    void line(int number, String text);
  }
}
