package dev.workcell.cli;

import dev.workcell.diagnose.Lines;
import dev.workcell.diagnose.Shows;
import dev.workcell.supervise.Cell;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// Prints a growing log, each time what is new since the last time.
interface LogPrinter {
  int CHUNK = 1 << 16;

  void more() throws IOException;

  /// The bytes as they are, from byte `start` on.
  static LogPrinter raw(Desk desk, Path log, long start) {
    var at = new long[] {start};
    return () -> {
      try (var in = FileChannel.open(log)) {
        var out = Channels.newChannel(desk.screen().out());
        while (at[0] < in.size()) {
          at[0] += in.transferTo(at[0], CHUNK, out);
        }
        desk.screen().out().flush();
      }
    };
  }

  /// As people read it, by the recipe.
  static LogPrinter rendered(Desk desk, Cell cell, Path log) {
    return rendered(desk, cell, log, LogFilter.ALL);
  }

  /// The same, of what `filter` lets through.
  static LogPrinter rendered(Desk desk, Cell cell, Path log, LogFilter filter) {
    var world = desk.world();
    var recipe = world.recipes().find(cell.identity().recipe());
    var shows = new Shows(recipe);
    var at = new long[] {filter.start()};
    return () -> {
      // nothing is added to the last line of what is settled
      var end = cell.read().run().state().settled() ? Files.size(log) : wholeLines(log, at[0]);
      var lines = new Lines(line -> filter.print(shows, line, desk.screen()));
      world.outputs().bytes(log, at[0], end, lines::take);
      lines.end();
      at[0] = Math.max(at[0], end);
      desk.screen().out().flush();
    };
  }

  /// Where the last whole line ends; a line that is still being written waits.
  private static long wholeLines(Path log, long from) throws IOException {
    try (var in = FileChannel.open(log)) {
      var buffer = ByteBuffer.allocate(CHUNK);
      for (var end = in.size(); end > from; ) {
        var start = Math.max(from, end - CHUNK);
        buffer.clear().limit((int) (end - start));
        in.read(buffer, start);
        for (var i = buffer.position() - 1; i >= 0; i--) {
          if (buffer.get(i) == '\n') {
            return start + i + 1;
          }
        }
        end = start;
      }
    }
    return from;
  }
}
