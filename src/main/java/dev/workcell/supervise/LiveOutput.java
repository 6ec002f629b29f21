package dev.workcell.supervise;

import dev.workcell.diagnose.OutputReader;
import dev.workcell.diagnose.Signs;
import dev.workcell.diagnose.Told;
import dev.workcell.runbook.Recipe;
import dev.workcell.runbook.Sign.Where;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/// Reads what agent.log grew by while its attempt lives.
public final class LiveOutput {
  private final Outputs outputs;
  private final Signs signs;

  /// @param zone the agent's own, for times in words
  public LiveOutput(Outputs outputs, Recipe recipe, ZoneId zone) {
    this.outputs = outputs;
    this.signs = new Signs(recipe, zone);
  }

  /// As the recipe says, in the zone of the cell's frozen environment.
  public static LiveOutput of(World world, Cell cell, Recipe recipe) throws IOException {
    return new LiveOutput(world.outputs(), recipe, ReadOutput.zone(cell.environment()));
  }

  /// How far an output was read.
  ///
  /// @param offset the byte after the last whole line
  /// @param lines how many lines of this attempt were read
  public record Position(long offset, int lines) {
    /// Where the attempt's output begins.
    public static Position start(long logStart) {
      return new Position(logStart, 0);
    }
  }

  /// What was told, and how far it was read now.
  public record Read(Told told, Position position) {}

  /// Reads the whole lines after `from`; what follows the last line end is left for the next time.
  /// Blocks while it reads; worth calling only when `log` is longer than `from`.
  public Read read(Path log, Position from, Instant now) throws IOException {
    var heard = new Heard(from.lines());
    var reader = signs.reader(Where.JSON, Where.LINE, "agent.log", now, heard);
    var start = outputs.bytes(log, from.offset(), Long.MAX_VALUE, reader::take);
    reader.endIfEndless();
    return new Read(
        heard.told, new Position(start + reader.bytes(), from.lines() + reader.lines()));
  }

  /// The same of stderr, where some agents tell of their retries and nowhere else. It is a stream
  /// of remarks: one that says nothing of trouble does not end the trouble before it.
  public Read remarks(Path err, Position from, Instant now) throws IOException {
    var heard = new Heard(from.lines());
    var reader = signs.reader(Where.STDERR, Where.STDERR, "err", now, heard::remark);
    var start = outputs.bytes(err, from.offset(), Long.MAX_VALUE, reader::take);
    reader.endIfEndless();
    return new Read(
        heard.told, new Position(start + reader.bytes(), from.lines() + reader.lines()));
  }

  /// Numbers go on where the last look ended.
  private static final class Heard implements OutputReader.Sink {
    private final int before;
    private Told told = Told.NOTHING;

    Heard(int before) {
      this.before = before;
    }

    void remark(int number, List<Signs.Fired> fired, boolean blank) {
      line(number, fired, fired.stream().noneMatch(f -> f.reading().isTrouble()));
    }

    @Override
    public void line(int number, List<Signs.Fired> fired, boolean blank) {
      if (!blank) {
        told = told.and(fired.stream().map(f -> f.reading().movedTo(before + number)).toList());
      }
    }
  }
}
