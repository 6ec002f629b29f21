package dev.workcell.supervise;

import dev.workcell.diagnose.Outcome;
import dev.workcell.diagnose.OutputReader;
import dev.workcell.diagnose.Report;
import dev.workcell.diagnose.ScreenText;
import dev.workcell.diagnose.Signs;
import dev.workcell.diagnose.Signs.Fired;
import dev.workcell.diagnose.Standing;
import dev.workcell.diagnose.Standing.Glance;
import dev.workcell.diagnose.Told;
import dev.workcell.runbook.Recipe;
import dev.workcell.runbook.Sign.Where;
import dev.workcell.supervise.Corpus.Captured;
import dev.workcell.supervise.Corpus.Case;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/// Reads recorded output with a recipe, as a settle or a supervisor would.
public final class ReadCase {
  private final Outputs outputs;
  private final Recipe recipe;
  private final ZoneId zone;

  /// @param zone in which the agent told times
  public ReadCase(Outputs outputs, Recipe recipe, ZoneId zone) {
    this.outputs = outputs;
    this.recipe = recipe;
    this.zone = zone;
  }

  /// How it is read, and each sign that fired, in order.
  public record Result(Outcome outcome, List<Fired> fired) {
    public Result {
      fired = List.copyOf(fired);
    }
  }

  public Result read(Case recorded) throws IOException {
    var signs = new Signs(recipe, zone);
    if (recorded.captured() instanceof Captured.Screen screen) {
      return screen(signs, screen, recorded.at());
    }
    return run(signs, (Captured.Run) recorded.captured(), recorded.at());
  }

  private static Result screen(Signs signs, Captured.Screen seen, Instant at) {
    var fired = new ArrayList<Fired>();
    var number = 1;
    for (var hook : seen.hooks()) {
      fired.addAll(signs.fired(Where.HOOK, "hook", number++, hook, at));
    }
    seen.title().ifPresent(t -> fired.addAll(signs.fired(Where.TITLE, "title", 1, t, at)));
    seen.screen().ifPresent(s -> fired.addAll(signs.fired(ScreenText.of(s), at)));
    var glance = new Glance(seen.hooks(), seen.title(), seen.screen(), seen.dead());
    return new Result(Outcome.of(Standing.of(signs, glance, at)), fired);
  }

  private Result run(Signs signs, Captured.Run run, Instant at) throws IOException {
    var fired = new ArrayList<Fired>();
    var out = new Heard(fired);
    read(signs.reader(Where.JSON, Where.LINE, "agent.log", at, out::line), run.stdout());
    var err = new Heard(fired);
    read(signs.reader(Where.STDERR, Where.STDERR, "err", at, err::remark), run.stderr());
    var readings = fired.stream().map(Fired::reading).toList();
    var report = Report.of(recipe, readings, run.exit(), at);
    if (run.exit().code().isPresent()) {
      return new Result(Outcome.of(report), fired);
    }
    var told = out.told.troubles().isEmpty() ? err.told : out.told;
    return new Result(Outcome.of(told, report), fired);
  }

  /// What one stream told.
  private static final class Heard {
    private final List<Fired> all;
    private Told told = Told.NOTHING;

    Heard(List<Fired> all) {
      this.all = all;
    }

    void line(int number, List<Fired> fired, boolean blank) {
      all.addAll(fired);
      if (!blank) {
        told = told.and(fired.stream().map(Fired::reading).toList());
      }
    }

    /// Stderr is a stream of remarks: one that says nothing does not end the trouble before it.
    void remark(int number, List<Fired> fired, boolean blank) {
      line(number, fired, fired.isEmpty());
    }
  }

  private void read(OutputReader reader, Path file) throws IOException {
    outputs.bytes(file, 0, Long.MAX_VALUE, reader::take);
    reader.end();
  }
}
