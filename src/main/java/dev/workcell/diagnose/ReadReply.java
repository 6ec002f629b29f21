package dev.workcell.diagnose;

import dev.workcell.run.Reply;
import dev.workcell.run.Reply.Answered;
import dev.workcell.run.Reply.Failed;
import dev.workcell.run.Reply.Failure;
import dev.workcell.runbook.Adapter;
import dev.workcell.runbook.Adapter.Said;
import dev.workcell.runbook.AnswerRule;
import dev.workcell.runbook.Template;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Reads replies of receivers by the page of their adapter.
public final class ReadReply {
  private static final int LONGEST_SAID = 300;
  private static final Duration LONGEST_AFTER = Duration.ofHours(6);

  private final Adapter adapter;

  public ReadReply(Adapter adapter) {
    this.adapter = adapter;
  }

  public Receipt of(Reply reply) {
    return switch (reply) {
      case Answered answered -> answered(answered);
      case Failed failed -> failed(failed);
    };
  }

  private Receipt answered(Answered it) {
    for (var rule : adapter.answers()) {
      if (rule.fits(it.status(), it.body())) {
        return by(rule, it);
      }
    }
    var said = "it answered %d: %s".formatted(it.status(), said(it));
    var later = it.status() == 408 || it.status() == 429 || it.status() >= 500;
    return later
        ? new Receipt.Later(said, "", Optional.empty())
        : new Receipt.Refused(said, "workcell notify test " + adapter.name());
  }

  private Receipt by(AnswerRule rule, Answered it) {
    var words = Map.of("text", said(it), "title", Integer.toString(it.status()));
    var said = Template.plain(inWords(rule.say()), words);
    return switch (rule.then()) {
      case ACCEPTED -> new Receipt.Accepted(said);
      case REFUSED -> new Receipt.Refused(said, rule.mend());
      case RETRY -> new Receipt.Later(said, rule.mend(), after(rule, it));
    };
  }

  /// `{said}` and `{status}` of a rule.
  private static String inWords(String say) {
    return say.replace("{said}", "{text}").replace("{status}", "{title}");
  }

  private Optional<Duration> after(AnswerRule rule, Answered it) {
    if (rule.after().isEmpty()) {
      return Optional.empty();
    }
    var place = rule.after().get();
    var text =
        place.startsWith("/")
            ? Picker.value(it.body(), place)
            : Optional.ofNullable(it.headers().get(place.toLowerCase(java.util.Locale.ROOT)));
    return text.filter(t -> t.matches("[0-9]{1,7}(\\.[0-9]+)?"))
        .map(t -> Duration.ofMillis((long) Math.ceil(Double.parseDouble(t) * 1000)))
        .map(d -> d.compareTo(LONGEST_AFTER) > 0 ? LONGEST_AFTER : d);
  }

  private static String said(Answered it) {
    var text = PlainText.line(it.body(), LONGEST_SAID);
    return text.isEmpty() ? "nothing more" : text;
  }

  private Receipt failed(Failed it) {
    var own = Optional.ofNullable(adapter.failures().get(it.failure()));
    var said = own.orElseGet(() -> usual(it.failure()));
    var text = PlainText.line(it.text(), LONGEST_SAID);
    var whole = text.isEmpty() ? said.say() : "%s (%s)".formatted(said.say(), text);
    if (it.failure() == Failure.BAD_ADDRESS) {
      return new Receipt.Refused(whole, said.mend());
    }
    return it.failure().mayHaveArrived()
        ? new Receipt.Unknown(whole, said.mend())
        : new Receipt.Later(whole, said.mend(), Optional.empty());
  }

  private Said usual(Failure failure) {
    var test = "workcell notify test " + adapter.name();
    return switch (failure) {
      case CONNECTION_REFUSED ->
          new Said("nobody listens at its address", "start it, then: " + test);
      case UNKNOWN_HOST -> new Said("the name of its host is not known", "check address and DNS");
      case NO_ROUTE -> new Said("there is no way to its host", "check the network, then: " + test);
      case TLS ->
          new Said("no safe connection could be made", "check its certificate and the clock");
      case TIMED_OUT -> new Said("it did not answer in time", "it is tried again; then: " + test);
      case CUT_OFF -> new Said("the connection ended without an answer", "it is tried again");
      case BAD_ADDRESS -> new Said("its address is none", "workcell notify ls " + adapter.name());
      case NOT_STARTED ->
          new Said("the program could not be started", "workcell notify ls " + adapter.name());
    };
  }

  /// Whether the receiver, asked afterwards, has seen what was sent at `sent`.
  ///
  /// @param contains what its answer must hold
  public Optional<Boolean> seen(
      Adapter.Confirm confirm, String contains, Instant sent, Reply reply) {
    if (!(reply instanceof Answered it) || !(it.status() == 0 || it.status() / 100 == 2)) {
      return Optional.empty();
    }
    if (confirm.contains().isPresent()) {
      return Optional.of(it.body().contains(contains));
    }
    var at = Picker.value(it.body(), confirm.newer().orElseThrow());
    return Optional.of(
        at.filter(t -> t.matches("[0-9]{10,15}"))
            .filter(t -> Instant.ofEpochMilli(Long.parseLong(t)).isAfter(sent))
            .isPresent());
  }
}
