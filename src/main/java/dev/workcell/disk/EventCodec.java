package dev.workcell.disk;

import dev.workcell.run.Event;
import dev.workcell.run.JournalLine;
import java.time.Duration;

/// Journal lines to JSON and back. docs/run-directory.md publishes the shape.
final class EventCodec {
  private EventCodec() {}

  static String write(JournalLine line) {
    var form = EventForms.of(line.event());
    var out =
        new JsonObject()
            .put("seq", line.seq())
            .put("at", line.at())
            .put("up", line.up().toMillis() / 1000.0)
            .put("event", form.word());
    if (line.event().attempt() > 0) {
      out.put("attempt", line.event().attempt());
    }
    form.write(out, line.event());
    return Json.line(out.map());
  }

  static JournalLine read(int seq, String text) throws Malformed {
    var in = Json.parse(text);
    if (in.number("seq") != seq) {
      throw new Malformed("line %d calls itself %d".formatted(seq, in.number("seq")));
    }
    var up = in.optNumber("up").map(Number::doubleValue).orElse(0.0);
    return new JournalLine(
        seq, in.instant("at"), Duration.ofMillis(Math.round(up * 1000)), event(in));
  }

  private static Event event(Fields in) throws Malformed {
    return EventForms.named(in.text("event")).read(in.optInt("attempt").orElse(0), in);
  }
}
