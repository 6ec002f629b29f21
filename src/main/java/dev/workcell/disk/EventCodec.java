package dev.workcell.disk;

import dev.workcell.run.Event;
import dev.workcell.run.Event.AgentSeen;
import dev.workcell.run.Event.AttemptEnded;
import dev.workcell.run.Event.AttemptPrepared;
import dev.workcell.run.Event.AttemptStarted;
import dev.workcell.run.Event.AttemptVoided;
import dev.workcell.run.Event.BaselineTaken;
import dev.workcell.run.Event.Leftover;
import dev.workcell.run.Event.LeftoversFound;
import dev.workcell.run.Event.Noticed;
import dev.workcell.run.Event.OutputRead;
import dev.workcell.run.Event.RunBegun;
import dev.workcell.run.Event.Settings;
import dev.workcell.run.Event.Settled;
import dev.workcell.run.Event.TreeRecorded;
import dev.workcell.run.Event.Verified;
import dev.workcell.run.Event.WantedSet;
import dev.workcell.run.Event.Work;
import dev.workcell.run.Event.WorkClaimed;
import dev.workcell.run.Event.WorkTaken;
import dev.workcell.run.JournalLine;
import dev.workcell.run.Permissions;
import dev.workcell.run.Wanted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Journal lines to JSON and back. docs/run-directory.md publishes the shape.
final class EventCodec {
  private EventCodec() {}

  static String write(JournalLine line) {
    var out =
        new JsonObject()
            .put("seq", line.seq())
            .put("at", line.at())
            .put("up", line.up().toMillis() / 1000.0)
            .put("event", word(line.event()));
    if (line.event().attempt() > 0) {
      out.put("attempt", line.event().attempt());
    }
    return Json.line(fill(out, line.event()).map());
  }

  private static String word(Event event) {
    return switch (event) {
      case RunBegun _ -> "run-begun";
      case WantedSet _ -> "wanted";
      case AttemptPrepared _ -> "prepared";
      case BaselineTaken _ -> "baseline";
      case AttemptVoided _ -> "voided";
      case AttemptStarted _ -> "started";
      case AgentSeen _ -> "agent-seen";
      case AttemptEnded _ -> "ended";
      case WorkClaimed _ -> "claimed";
      case LeftoversFound _ -> "leftovers";
      case TreeRecorded _ -> "tree";
      case OutputRead _ -> "output";
      case Verified _ -> "verified";
      case Settled _ -> "settled";
      case WorkTaken _ -> "taken";
      case Noticed _ -> "noticed";
    };
  }

  private static JsonObject fill(JsonObject out, Event event) {
    return switch (event) {
      case RunBegun it ->
          out.put("run", it.run()).put("objective", it.objective()).put("because", it.because());
      case WantedSet it -> out.put("wanted", it.wanted()).put("because", it.because());
      case AttemptPrepared it ->
          out.put("launcher", PartCodec.process(it.launcher()))
              .put("settings", settings(it.settings()))
              .put("logStart", it.logStart())
              .put("because", it.because());
      case BaselineTaken it ->
          out.put("facts", PartCodec.tree(it.facts()))
              .put("salvage", it.salvage().map(PartCodec::salvage));
      case AttemptVoided it -> out.put("because", it.because());
      case AttemptStarted it -> out.put("wrapper", PartCodec.process(it.wrapper()));
      case AgentSeen _ -> out;
      case AttemptEnded it -> out.put("exit", PartCodec.exit(it.exit()));
      case WorkClaimed it -> out.put("work", it.work()).put("by", PartCodec.process(it.by()));
      case LeftoversFound it ->
          out.put("leftovers", it.leftovers().stream().map(EventCodec::leftover).toList());
      case TreeRecorded it ->
          out.put("facts", PartCodec.tree(it.facts()))
              .put("changed", it.changed())
              .put("salvage", it.salvage().map(PartCodec::salvage));
      case OutputRead it ->
          out.put("claim", PartCodec.claim(it.claim()))
              .put("sessionId", it.sessionId())
              .put("version", it.version())
              .put("usage", PartCodec.usage(it.usage()))
              .put("diagnosis", it.diagnosis().map(PartCodec::diagnosis))
              .put("denied", it.denied());
      case Verified it -> out.put("verification", PartCodec.verification(it.verification()));
      case Settled it ->
          out.put("to", PartCodec.state(it.state()))
              .put("because", it.because())
              .put("diagnosis", it.diagnosis().map(PartCodec::diagnosis))
              .put("next", it.next().map(PartCodec::next));
      case WorkTaken it -> out.put("how", it.how());
      case Noticed it -> out.put("what", it.what());
    };
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
    var attempt = in.optInt("attempt").orElse(0);
    return switch (in.text("event")) {
      case "run-begun" ->
          new RunBegun((int) in.number("run"), in.text("objective"), in.text("because"));
      case "wanted" ->
          new WantedSet(PartCodec.word(Wanted.class, in.text("wanted")), in.text("because"));
      case "prepared" ->
          new AttemptPrepared(
              attempt,
              PartCodec.process(in.object("launcher")),
              settings(in.object("settings")),
              in.number("logStart"),
              in.text("because"));
      case "baseline" ->
          new BaselineTaken(
              attempt,
              PartCodec.tree(in.object("facts")),
              PartCodec.salvage(in.optObject("salvage")));
      case "voided" -> new AttemptVoided(attempt, in.text("because"));
      case "started" -> new AttemptStarted(attempt, PartCodec.process(in.object("wrapper")));
      case "agent-seen" -> new AgentSeen(attempt);
      case "ended" -> new AttemptEnded(attempt, PartCodec.exit(in.object("exit")));
      case "claimed" ->
          new WorkClaimed(
              attempt,
              PartCodec.word(Work.class, in.text("work")),
              PartCodec.process(in.object("by")));
      case "leftovers" -> new LeftoversFound(attempt, leftovers(in));
      case "tree" ->
          new TreeRecorded(
              attempt,
              PartCodec.tree(in.object("facts")),
              in.flag("changed"),
              PartCodec.salvage(in.optObject("salvage")));
      case "output" ->
          new OutputRead(
              attempt,
              PartCodec.claim(in.object("claim")),
              in.optText("sessionId"),
              in.optText("version"),
              PartCodec.usage(in.object("usage")),
              PartCodec.diagnosis(in.optObject("diagnosis")),
              in.texts("denied"));
      case "verified" -> new Verified(attempt, PartCodec.verification(in.object("verification")));
      case "settled" ->
          new Settled(
              attempt,
              PartCodec.state(in.object("to")),
              in.text("because"),
              PartCodec.diagnosis(in.optObject("diagnosis")),
              PartCodec.next(in.optObject("next")));
      case "taken" -> new WorkTaken(attempt, in.text("how"));
      case "noticed" -> new Noticed(attempt, in.text("what"));
      default -> throw new Malformed("no event of ours: " + in.text("event"));
    };
  }

  private static JsonObject settings(Settings it) {
    return new JsonObject()
        .put("recipe", it.recipe())
        .put("program", it.program())
        .put("permissions", it.permissions())
        .put("mode", it.mode())
        .put("resumes", it.resumes());
  }

  private static Settings settings(Fields in) throws Malformed {
    return new Settings(
        in.text("recipe"),
        in.text("program"),
        PartCodec.word(Permissions.class, in.text("permissions")),
        PartCodec.word(Settings.Mode.class, in.text("mode")),
        in.optText("resumes"));
  }

  static JsonObject leftover(Leftover it) {
    return new JsonObject()
        .put("pid", it.pid())
        .put("command", it.command())
        .put("fate", it.fate());
  }

  private static List<Leftover> leftovers(Fields in) throws Malformed {
    var found = new ArrayList<Leftover>();
    for (var item : in.objects("leftovers")) {
      found.add(
          new Leftover(
              item.number("pid"),
              item.text("command"),
              PartCodec.word(Leftover.Fate.class, item.text("fate"))));
    }
    return found;
  }
}
