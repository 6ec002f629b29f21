package dev.workcell.supervise;

import dev.workcell.diagnose.ReadReply;
import dev.workcell.diagnose.Receipt;
import dev.workcell.playbook.Wording;
import dev.workcell.run.Notice;
import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import dev.workcell.run.Reply;
import dev.workcell.run.Reply.Failure;
import dev.workcell.runbook.Adapter;
import dev.workcell.runbook.Receiver;
import dev.workcell.runbook.Receiver.SecretPlace;
import dev.workcell.runbook.Template;
import dev.workcell.runbook.Transport;
import dev.workcell.supervise.Commands.Command;
import dev.workcell.supervise.Commands.Ended;
import dev.workcell.supervise.Courier.Errand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// One receiver with all that it takes to reach it. It holds secrets, and takes them out of
/// whatever comes back.
final class Addressee {
  private static final Duration ASKING = Duration.ofSeconds(30);
  private static final List<String> ALWAYS = List.of("PATH", "HOME", "LANG", "LC_ALL");

  private final World world;
  private final Receiver receiver;
  private final Adapter adapter;
  private final Map<String, String> values = new HashMap<>();
  private final Map<String, List<String>> lists = new HashMap<>();
  private final Map<String, String> secrets = new LinkedHashMap<>();

  /// @throws Refusal if something that it needs is not set
  Addressee(World world, Receiver receiver, Adapter adapter) throws IOException {
    this.world = world;
    this.receiver = receiver;
    this.adapter = adapter;
    for (var parameter : adapter.parameters()) {
      fill(parameter);
    }
  }

  /// What is set counts, then a file or variable, then what the page says.
  private void fill(Adapter.Parameter parameter) throws IOException {
    var name = parameter.name();
    var given = receiver.values().getOrDefault(name, List.of());
    if (!given.isEmpty()) {
      values.put(name, given.getFirst());
      lists.put(name, given);
      return;
    }
    var value = placed(parameter);
    values.put(name, value);
    if (parameter.secret() && !value.isEmpty()) {
      secrets.put(name.toUpperCase(Locale.ROOT).replace('-', '_') + "_SECRET", value);
    }
  }

  private String placed(Adapter.Parameter parameter) throws IOException {
    var place = receiver.secrets().get(parameter.name());
    if (place == null) {
      return parameter.otherwise().orElseThrow(() -> missing(parameter));
    }
    try {
      return world.post().secret(place);
    } catch (Refusal e) {
      var usual = parameter.otherwise().filter(_ -> place instanceof SecretPlace.Variable);
      if (usual.isPresent()) {
        return usual.get();
      }
      throw parameter.secret() ? e : missing(parameter);
    }
  }

  private Refusal missing(Adapter.Parameter parameter) {
    return new Refusal(
        Kind.MISSING,
        "%s cannot be told anything".formatted(receiver.name()),
        "'%s' is not set: %s".formatted(parameter.name(), parameter.about()),
        "workcell notify ls %s   # what it needs, and where to write it".formatted(adapter.name()));
  }

  /// Tells it.
  ///
  /// @param key the idempotency key
  Receipt tell(List<Notice> notices, String key) throws InterruptedException {
    var words = words(notices, key);
    return read(carry(adapter.transport(), words, receiver.timeout()));
  }

  /// Whether it has seen what was sent under `key` at `sent`; empty when it could not be asked.
  Optional<Boolean> seen(String key, Instant sent) throws InterruptedException {
    var confirm = adapter.confirm().orElseThrow();
    var words = new HashMap<>(values);
    words.put("key", key);
    var reply = carry(confirm.ask(), words, patience());
    var contains = confirm.contains().map(t -> Template.plain(t, words)).orElse("");
    return reader().seen(confirm, contains, sent, reply);
  }

  private Map<String, String> words(List<Notice> notices, String key) {
    var words = new HashMap<String, String>();
    Wording.of(notices, key).forEach((word, text) -> words.put(word, escaped(word, text)));
    words.putAll(values);
    return words;
  }

  private String escaped(String word, String text) {
    if (adapter.escapes().isEmpty() || word.equals("notices")) {
      return text;
    }
    var out = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          var one = Character.toString(c);
          out.append(adapter.escapes().getOrDefault(one, one));
        });
    return out.toString();
  }

  /// Nobody waits for the answer to a question, and a program that asks may be slow.
  private Duration patience() {
    return receiver.timeout().compareTo(ASKING) > 0 ? receiver.timeout() : ASKING;
  }

  private Reply carry(Transport transport, Map<String, String> words, Duration limit)
      throws InterruptedException {
    if (transport instanceof Transport.Http http) {
      var headers = new LinkedHashMap<String, String>();
      http.headers()
          .forEach((name, value) -> {
            // a token that is not set needs no header
            if (!Template.wantsNothing(value, words)) {
              headers.put(name, Template.plain(value, words));
            }
          });
      var errand =
          new Errand(
              http.method(),
              Template.plain(http.url(), words),
              headers,
              http.body().map(body -> Template.json(body, words)));
      return world.post().courier().send(errand, limit);
    }
    return run((Transport.Program) transport, words, limit);
  }

  private Reply run(Transport.Program program, Map<String, String> words, Duration limit) {
    var ours = world.host().environment();
    var environment = new TreeMap<String, String>();
    for (var name : ALWAYS) {
      pass(ours, environment, name);
    }
    program.environment().forEach(name -> pass(ours, environment, name));
    program
        .secrets()
        .forEach((name, value) -> {
          if (!Template.wantsNothing(value, words)) {
            environment.put(name, Template.plain(value, words));
          }
        });
    var path = environment.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
    for (var variant : program.variants()) {
      var argv = Template.words(variant.words(), words, lists);
      var file =
          argv.isEmpty() ? Optional.<Path>empty() : world.host().which(argv.getFirst(), path);
      if (file.isPresent()) {
        return run(variant, argv, environment, words, limit);
      }
    }
    var names =
        program.variants().stream()
            .map(v -> Template.words(v.words(), words, lists))
            .map(argv -> argv.isEmpty() ? "nothing" : argv.getFirst())
            .toList();
    return new Reply.Failed(
        Failure.NOT_STARTED, "%s is not on the PATH".formatted(String.join(" or ", names)));
  }

  private Reply run(
      Transport.Variant variant,
      List<String> argv,
      Map<String, String> environment,
      Map<String, String> words,
      Duration limit) {
    try {
      var command = Command.of(argv, world.cells().home(), environment).within(limit);
      if (variant.input().isPresent()) {
        var input = Template.json(variant.input().get(), words) + "\n";
        command = command.fed(input.getBytes(StandardCharsets.UTF_8));
      }
      var done = world.commands().run(command);
      return switch (done.ended()) {
        case Ended.Exited(var code) ->
            new Reply.Answered(
                code, Map.of(), (code == 0 ? done.text() : done.errorText() + done.text()).strip());
        case Ended.OutOfTime _ -> new Reply.Failed(Failure.TIMED_OUT, "");
      };
    } catch (IOException e) {
      return new Reply.Failed(Failure.NOT_STARTED, String.valueOf(e.getMessage()));
    }
  }

  private static void pass(Map<String, String> from, Map<String, String> to, String name) {
    var value = from.get(name);
    if (value != null) {
      to.put(name, value);
    }
  }

  private ReadReply reader() {
    return new ReadReply(adapter);
  }

  /// Nothing that comes back may show a secret: an address may hold one.
  private Receipt read(Reply reply) {
    return switch (reader().of(reply)) {
      case Receipt.Accepted(var said) -> new Receipt.Accepted(clean(said));
      case Receipt.Refused(var said, var mend) -> new Receipt.Refused(clean(said), mend);
      case Receipt.Later(var said, var mend, var after) ->
          new Receipt.Later(clean(said), mend, after);
      case Receipt.Unknown(var said, var mend) -> new Receipt.Unknown(clean(said), mend);
    };
  }

  private String clean(String text) {
    return Secrets.redacted(text, secrets);
  }
}
