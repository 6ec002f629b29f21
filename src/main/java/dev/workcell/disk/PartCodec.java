package dev.workcell.disk;

import dev.workcell.run.Claim;
import dev.workcell.run.Diagnosis;
import dev.workcell.run.DiagnosisKind;
import dev.workcell.run.Exit;
import dev.workcell.run.Next;
import dev.workcell.run.ProcessIdentity;
import dev.workcell.run.Salvage;
import dev.workcell.run.State;
import dev.workcell.run.TreeFacts;
import dev.workcell.run.Usage;
import dev.workcell.run.Verdict;
import dev.workcell.run.Verification;
import dev.workcell.run.Words;
import java.util.ArrayList;
import java.util.Optional;

/// The values that journals and status.json share, to JSON and back.
final class PartCodec {
  private PartCodec() {}

  static JsonObject process(ProcessIdentity it) {
    return new JsonObject()
        .put("pid", it.pid())
        .put("startTime", it.startTime())
        .put("bootId", it.bootId())
        .put("space", it.space());
  }

  static ProcessIdentity process(Fields in) throws Malformed {
    return new ProcessIdentity(
        in.number("pid"), in.text("startTime"), in.text("bootId"), in.text("space"));
  }

  static JsonObject exit(Exit it) {
    return new JsonObject()
        .put("code", it.code())
        .put("signal", it.signal())
        .put("by", it.by())
        .put("at", it.at());
  }

  static Exit exit(Fields in) throws Malformed {
    return new Exit(
        in.optInt("code"), word(Exit.Witness.class, in.text("by")), in.optInstant("at"));
  }

  static JsonObject tree(TreeFacts it) {
    return new JsonObject()
        .put("head", it.head())
        .put("branch", it.branch())
        .put("tree", it.tree())
        .put("dirty", it.dirty());
  }

  static TreeFacts tree(Fields in) throws Malformed {
    return new TreeFacts(in.text("head"), in.optText("branch"), in.text("tree"), in.flag("dirty"));
  }

  static JsonObject salvage(Salvage it) {
    return new JsonObject()
        .put("ref", it.ref())
        .put("commit", it.commit())
        .put("complete", it.complete())
        .put("omitted", it.omitted());
  }

  static Optional<Salvage> salvage(Optional<Fields> in) throws Malformed {
    if (in.isEmpty()) {
      return Optional.empty();
    }
    var it = in.get();
    return Optional.of(
        new Salvage(it.text("ref"), it.text("commit"), it.flag("complete"), it.texts("omitted")));
  }

  static JsonObject claim(Claim it) {
    return new JsonObject()
        .put(
            "ok",
            switch (it.says()) {
              case OK -> Optional.of(true);
              case NOT_OK -> Optional.of(false);
              case UNKNOWN -> Optional.empty();
            })
        .put("text", it.text());
  }

  static Claim claim(Fields in) throws Malformed {
    var says =
        in.value("ok").isEmpty()
            ? Claim.Says.UNKNOWN
            : in.flag("ok") ? Claim.Says.OK : Claim.Says.NOT_OK;
    return new Claim(says, in.optText("text"));
  }

  static JsonObject verification(Verification it) {
    return new JsonObject()
        .put("verdict", it.verdict())
        .put("exitCode", it.exitCode())
        .put("durationMs", it.duration().toMillis())
        .put("head", it.head())
        .put("tree", it.tree())
        .put("treeAfter", it.treeAfter())
        .put("changed", it.changed())
        .put("logSha256", it.logSha256())
        .put("because", it.because());
  }

  static Verification verification(Fields in) throws Malformed {
    return new Verification(
        word(Verdict.class, in.text("verdict")),
        in.optInt("exitCode"),
        in.millis("durationMs"),
        in.optText("head"),
        in.optText("tree"),
        in.optText("treeAfter"),
        in.texts("changed"),
        in.optText("logSha256"),
        in.text("because"));
  }

  static JsonObject diagnosis(Diagnosis it) {
    var evidence =
        it.evidence().stream()
            .map(e ->
                new JsonObject().put("source", e.source()).put("at", e.at()).put("text", e.text()))
            .toList();
    return new JsonObject()
        .put("kind", it.kind())
        .put("resetAt", it.resetAt())
        .put("evidence", evidence);
  }

  static Optional<Diagnosis> diagnosis(Optional<Fields> in) throws Malformed {
    return in.isEmpty() ? Optional.empty() : Optional.of(diagnosis(in.get()));
  }

  static Diagnosis diagnosis(Fields in) throws Malformed {
    var evidence = new ArrayList<Diagnosis.Evidence>();
    for (var item : in.objects("evidence")) {
      evidence.add(
          new Diagnosis.Evidence(item.text("source"), item.instant("at"), item.text("text")));
    }
    return new Diagnosis(
        word(DiagnosisKind.class, in.text("kind")), in.optInstant("resetAt"), evidence);
  }

  static JsonObject next(Next it) {
    return new JsonObject()
        .put("remedy", it.remedy())
        .put("at", it.at())
        .put("because", it.because());
  }

  static Optional<Next> next(Optional<Fields> in) throws Malformed {
    if (in.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Next(
            word(Next.Remedy.class, in.get().text("remedy")),
            in.get().optInstant("at"),
            in.get().text("because")));
  }

  static JsonObject usage(Usage it) {
    return new JsonObject()
        .put("tokens", it.tokens())
        .put("inputTokens", it.input())
        .put("outputTokens", it.output())
        .put("cachedTokens", it.cached())
        .put("costUsd", it.costUsd())
        .put("turns", it.turns())
        .put("model", it.model());
  }

  static Usage usage(Fields in) throws Malformed {
    return new Usage(
        in.optNumber("tokens").map(Number::longValue),
        in.optNumber("inputTokens").map(Number::longValue),
        in.optNumber("outputTokens").map(Number::longValue),
        in.optNumber("cachedTokens").map(Number::longValue),
        in.optNumber("costUsd").map(Number::doubleValue),
        in.optNumber("turns").map(Number::longValue),
        in.optText("model"));
  }

  static JsonObject state(State it) {
    var out = new JsonObject().put("state", it.word());
    return switch (it) {
      case State.Asking asking -> out.put("question", asking.question());
      case State.Waiting waiting -> out.put("due", waiting.due()).put("by", waiting.by());
      case State.Prepared _,
          State.Starting _,
          State.Working _,
          State.Verifying _,
          State.Recovering _,
          State.Passed _,
          State.Unverified _,
          State.Parked _,
          State.Stopped _ ->
          out;
    };
  }

  static State state(Fields in) throws Malformed {
    return switch (in.text("state")) {
      case "prepared" -> new State.Prepared();
      case "starting" -> new State.Starting();
      case "working" -> new State.Working();
      case "asking" -> new State.Asking(in.text("question"));
      case "waiting" ->
          new State.Waiting(in.optInstant("due"), word(State.Waiter.class, in.text("by")));
      case "verifying" -> new State.Verifying();
      case "recovering" -> new State.Recovering();
      case "passed" -> new State.Passed();
      case "unverified" -> new State.Unverified();
      case "parked" -> new State.Parked();
      case "stopped" -> new State.Stopped();
      default -> throw new Malformed("state is no word of ours: " + in.text("state"));
    };
  }

  static <E extends Enum<E>> E word(Class<E> type, String text) throws Malformed {
    var found = Words.find(type, text);
    if (found.isEmpty()) {
      throw new Malformed("%s is no %s".formatted(text, type.getSimpleName()));
    }
    return found.get();
  }
}
