package dev.workcell.disk;

import dev.workcell.run.Letter;
import dev.workcell.run.Mailbox;
import dev.workcell.run.Notice;
import dev.workcell.run.NoticeKind;
import dev.workcell.run.Parcel;
import java.util.Optional;

/// Letters and mailboxes of the outbox to JSON and back.
final class LetterCodec {
  private static final int SCHEMA = 1;

  private LetterCodec() {}

  static String write(Letter it) {
    return Json.page(
        new JsonObject()
            .put("schema", SCHEMA)
            .put("receiver", it.receiver())
            .put("stage", it.stage())
            .put("notice", notice(it.notice()))
            .put("parcel", it.parcel())
            .put("acceptedAt", it.acceptedAt())
            .put("asked", it.asked())
            .put("said", it.said())
            .put("mend", it.mend())
            .map());
  }

  static Letter read(String text) throws Malformed {
    var in = Json.parse(text);
    return new Letter(
        notice(in.object("notice")),
        in.text("receiver"),
        PartCodec.word(Letter.Stage.class, in.text("stage")),
        in.text("parcel"),
        in.optInstant("acceptedAt"),
        (int) in.number("asked"),
        in.text("said"),
        in.text("mend"));
  }

  static String write(Mailbox it) {
    return Json.page(
        new JsonObject()
            .put("schema", SCHEMA)
            .put("receiver", it.receiver())
            .put("open", it.open().map(LetterCodec::parcel))
            .put("failures", it.failures())
            .put("notBefore", it.notBefore())
            .put("said", it.said())
            .put("mend", it.mend())
            .put("lastAccepted", it.lastAccepted())
            .map());
  }

  static Mailbox mailbox(String text) throws Malformed {
    var in = Json.parse(text);
    var open = in.optObject("open");
    return new Mailbox(
        in.text("receiver"),
        open.isPresent() ? Optional.of(parcel(open.get())) : Optional.empty(),
        (int) in.number("failures"),
        in.optInstant("notBefore"),
        in.text("said"),
        in.text("mend"),
        in.optInstant("lastAccepted"));
  }

  private static JsonObject notice(Notice it) {
    return new JsonObject()
        .put("key", it.key())
        .put("cellId", it.cellId())
        .put("cell", it.cell())
        .put("run", it.run())
        .put("attempt", it.attempt())
        .put("line", it.line())
        .put("event", it.kind())
        .put("cause", it.cause())
        .put("title", it.title())
        .put("text", it.text())
        .put("command", it.command())
        .put("at", it.at());
  }

  private static Notice notice(Fields in) throws Malformed {
    return new Notice(
        in.text("cellId"),
        in.text("cell"),
        (int) in.number("run"),
        (int) in.number("attempt"),
        (int) in.number("line"),
        PartCodec.word(NoticeKind.class, in.text("event")),
        in.text("cause"),
        in.text("title"),
        in.text("text"),
        in.text("command"),
        in.instant("at"));
  }

  private static JsonObject parcel(Parcel it) {
    return new JsonObject()
        .put("id", it.id())
        .put("letters", it.letters())
        .put("at", it.at())
        .put("tries", it.tries())
        .put("fate", it.fate())
        .put("said", it.said())
        .put("mend", it.mend());
  }

  private static Parcel parcel(Fields in) throws Malformed {
    return new Parcel(
        in.text("id"),
        in.texts("letters"),
        in.instant("at"),
        (int) in.number("tries"),
        PartCodec.word(Parcel.Fate.class, in.text("fate")),
        in.text("said"),
        in.text("mend"));
  }
}
