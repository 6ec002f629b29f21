package dev.workcell.disk;

import dev.workcell.run.Delivery;
import dev.workcell.run.Event;
import dev.workcell.run.Event.AgentAsks;
import dev.workcell.run.Event.AgentSeen;
import dev.workcell.run.Event.AgentWaits;
import dev.workcell.run.Event.AttemptCut;
import dev.workcell.run.Event.AttemptEnded;
import dev.workcell.run.Event.AttemptPrepared;
import dev.workcell.run.Event.AttemptStarted;
import dev.workcell.run.Event.AttemptVoided;
import dev.workcell.run.Event.BaselineTaken;
import dev.workcell.run.Event.CredentialRefused;
import dev.workcell.run.Event.Leftover;
import dev.workcell.run.Event.LeftoversFound;
import dev.workcell.run.Event.NoticeDelivered;
import dev.workcell.run.Event.NoticeQueued;
import dev.workcell.run.Event.Noticed;
import dev.workcell.run.Event.OutputRead;
import dev.workcell.run.Event.RunBegun;
import dev.workcell.run.Event.Settings;
import dev.workcell.run.Event.Settled;
import dev.workcell.run.Event.Slept;
import dev.workcell.run.Event.TextSaid;
import dev.workcell.run.Event.TreeRecorded;
import dev.workcell.run.Event.TurnEnded;
import dev.workcell.run.Event.Verified;
import dev.workcell.run.Event.WantedSet;
import dev.workcell.run.Event.Work;
import dev.workcell.run.Event.WorkClaimed;
import dev.workcell.run.Event.WorkTaken;
import dev.workcell.run.NoticeKind;
import dev.workcell.run.Permissions;
import dev.workcell.run.Say;
import dev.workcell.run.Wanted;
import java.util.ArrayList;
import java.util.List;

/// How each kind of event is written: its word, its fields, and back. A table and not a switch,
/// because the JVM makes a class for every switch over types each time it starts.
final class EventForms {
  private static final List<Form<?>> ALL =
      List.of(
          new Form<>(
              RunBegun.class,
              "run-begun",
              (out, it) ->
                  out.put("run", it.run())
                      .put("objective", it.objective())
                      .put("because", it.because()),
              (attempt, in) ->
                  new RunBegun((int) in.number("run"), in.text("objective"), in.text("because"))),
          new Form<>(
              WantedSet.class,
              "wanted",
              (out, it) -> out.put("wanted", it.wanted()).put("because", it.because()),
              (attempt, in) ->
                  new WantedSet(
                      PartCodec.word(Wanted.class, in.text("wanted")), in.text("because"))),
          new Form<>(
              AttemptPrepared.class,
              "prepared",
              (out, it) ->
                  out.put("launcher", PartCodec.process(it.launcher()))
                      .put("settings", settings(it.settings()))
                      .put("logStart", it.logStart())
                      .put("because", it.because()),
              (attempt, in) ->
                  new AttemptPrepared(
                      attempt,
                      PartCodec.process(in.object("launcher")),
                      settings(in.object("settings")),
                      in.number("logStart"),
                      in.text("because"))),
          new Form<>(
              BaselineTaken.class,
              "baseline",
              (out, it) ->
                  out.put("facts", PartCodec.tree(it.facts()))
                      .put("salvage", it.salvage().map(PartCodec::salvage)),
              (attempt, in) ->
                  new BaselineTaken(
                      attempt,
                      PartCodec.tree(in.object("facts")),
                      PartCodec.salvage(in.optObject("salvage")))),
          new Form<>(
              AttemptVoided.class,
              "voided",
              (out, it) -> out.put("because", it.because()),
              (attempt, in) -> new AttemptVoided(attempt, in.text("because"))),
          new Form<>(
              AttemptStarted.class,
              "started",
              (out, it) -> out.put("wrapper", PartCodec.process(it.wrapper())),
              (attempt, in) ->
                  new AttemptStarted(attempt, PartCodec.process(in.object("wrapper")))),
          new Form<>(
              AgentSeen.class,
              "agent-seen",
              (out, it) -> {},
              (attempt, in) -> new AgentSeen(attempt)),
          new Form<>(
              AttemptEnded.class,
              "ended",
              (out, it) -> out.put("exit", PartCodec.exit(it.exit())),
              (attempt, in) -> new AttemptEnded(attempt, PartCodec.exit(in.object("exit")))),
          new Form<>(
              WorkClaimed.class,
              "claimed",
              (out, it) -> out.put("work", it.work()).put("by", PartCodec.process(it.by())),
              (attempt, in) ->
                  new WorkClaimed(
                      attempt,
                      PartCodec.word(Work.class, in.text("work")),
                      PartCodec.process(in.object("by")))),
          new Form<>(
              LeftoversFound.class,
              "leftovers",
              (out, it) ->
                  out.put("leftovers", it.leftovers().stream().map(EventForms::leftover).toList()),
              (attempt, in) -> new LeftoversFound(attempt, leftovers(in))),
          new Form<>(
              TreeRecorded.class,
              "tree",
              (out, it) ->
                  out.put("facts", PartCodec.tree(it.facts()))
                      .put("changed", it.changed())
                      .put("salvage", it.salvage().map(PartCodec::salvage)),
              (attempt, in) ->
                  new TreeRecorded(
                      attempt,
                      PartCodec.tree(in.object("facts")),
                      in.flag("changed"),
                      PartCodec.salvage(in.optObject("salvage")))),
          new Form<>(
              OutputRead.class,
              "output",
              (out, it) ->
                  out.put("claim", PartCodec.claim(it.claim()))
                      .put("sessionId", it.sessionId())
                      .put("version", it.version())
                      .put("usage", PartCodec.usage(it.usage()))
                      .put("diagnosis", it.diagnosis().map(PartCodec::diagnosis))
                      .put("denied", it.denied()),
              (attempt, in) ->
                  new OutputRead(
                      attempt,
                      PartCodec.claim(in.object("claim")),
                      in.optText("sessionId"),
                      in.optText("version"),
                      PartCodec.usage(in.object("usage")),
                      PartCodec.diagnosis(in.optObject("diagnosis")),
                      in.texts("denied"))),
          new Form<>(
              Verified.class,
              "verified",
              (out, it) -> out.put("verification", PartCodec.verification(it.verification())),
              (attempt, in) ->
                  new Verified(attempt, PartCodec.verification(in.object("verification")))),
          new Form<>(
              Settled.class,
              "settled",
              (out, it) ->
                  out.put("to", PartCodec.state(it.state()))
                      .put("because", it.because())
                      .put("diagnosis", it.diagnosis().map(PartCodec::diagnosis))
                      .put("next", it.next().map(PartCodec::next))
                      .put("rejected", it.rejected()),
              (attempt, in) ->
                  new Settled(
                      attempt,
                      PartCodec.state(in.object("to")),
                      in.text("because"),
                      PartCodec.diagnosis(in.optObject("diagnosis")),
                      PartCodec.next(in.optObject("next")),
                      in.optTexts("rejected"))),
          new Form<>(
              AgentWaits.class,
              "agent-waits",
              (out, it) -> out.put("because", it.because()).put("until", it.until()),
              (attempt, in) -> new AgentWaits(attempt, in.text("because"), in.optInstant("until"))),
          new Form<>(
              AgentAsks.class,
              "agent-asks",
              (out, it) -> out.put("question", it.question()),
              (attempt, in) -> new AgentAsks(attempt, in.text("question"))),
          new Form<>(
              TurnEnded.class,
              "turn-ended",
              (out, it) -> out.put("words", it.words()),
              (attempt, in) -> new TurnEnded(attempt, in.text("words"))),
          new Form<>(
              TextSaid.class,
              "said",
              (out, it) ->
                  out.put("id", it.id()).put("step", it.step()).put("because", it.because()),
              (attempt, in) ->
                  new TextSaid(
                      attempt,
                      in.text("id"),
                      PartCodec.word(Say.Step.class, in.text("step")),
                      in.text("because"))),
          new Form<>(
              AttemptCut.class,
              "cut",
              (out, it) -> out.put("diagnosis", PartCodec.diagnosis(it.diagnosis())),
              (attempt, in) ->
                  new AttemptCut(attempt, PartCodec.diagnosis(in.object("diagnosis")))),
          new Form<>(
              CredentialRefused.class,
              "credential-refused",
              (out, it) -> out.put("credential", it.credential()),
              (attempt, in) -> new CredentialRefused(attempt, in.text("credential"))),
          new Form<>(
              Slept.class,
              "slept",
              (out, it) -> out.put("gapMs", it.gap().toMillis()),
              (attempt, in) -> new Slept(attempt, in.millis("gapMs"))),
          new Form<>(
              WorkTaken.class,
              "taken",
              (out, it) -> out.put("how", it.how()),
              (attempt, in) -> new WorkTaken(attempt, in.text("how"))),
          new Form<>(
              NoticeQueued.class,
              "notice-queued",
              (out, it) ->
                  out.put("run", it.run())
                      .put("line", it.line())
                      .put("notice", it.kind())
                      .put("cause", it.cause())
                      .put("receivers", it.receivers()),
              (attempt, in) ->
                  new NoticeQueued(
                      (int) in.number("run"),
                      (int) in.number("line"),
                      PartCodec.word(NoticeKind.class, in.text("notice")),
                      in.text("cause"),
                      in.texts("receivers"))),
          new Form<>(
              NoticeDelivered.class,
              "notice-delivered",
              (out, it) ->
                  out.put("run", it.run())
                      .put("line", it.line())
                      .put("receiver", it.receiver())
                      .put("delivery", it.delivery())
                      .put("said", it.said()),
              (attempt, in) ->
                  new NoticeDelivered(
                      (int) in.number("run"),
                      (int) in.number("line"),
                      in.text("receiver"),
                      PartCodec.word(Delivery.class, in.text("delivery")),
                      in.text("said"))),
          new Form<>(
              Noticed.class,
              "noticed",
              (out, it) -> out.put("what", it.what()),
              (attempt, in) -> new Noticed(attempt, in.text("what"))));

  private EventForms() {}

  /// One kind of event.
  record Form<E extends Event>(Class<E> type, String word, Writer<E> writer, Reader<E> reader) {

    void write(JsonObject out, Event event) {
      writer.write(out, type.cast(event));
    }

    Event read(int attempt, Fields in) throws Malformed {
      return reader.read(attempt, in);
    }
  }

  /// Puts the fields of an event.
  interface Writer<E> {
    void write(JsonObject out, E event);
  }

  /// Makes an event of its fields.
  interface Reader<E> {
    E read(int attempt, Fields in) throws Malformed;
  }

  static Form<?> of(Event event) {
    for (var form : ALL) {
      if (form.type() == event.getClass()) {
        return form;
      }
    }
    throw new AssertionError("no form for " + event.getClass());
  }

  static Form<?> named(String word) throws Malformed {
    for (var form : ALL) {
      if (form.word().equals(word)) {
        return form;
      }
    }
    throw new Malformed("no event of ours: " + word);
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
