package dev.workcell.runbook;

import dev.workcell.run.NoticeKind;
import dev.workcell.run.Refusal;
import dev.workcell.run.Words;
import dev.workcell.runbook.Receiver.SecretPlace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The `notify:` of config.yaml: who is told of what.
public final class NotifySettings {
  private static final Duration GATHER = Duration.ofSeconds(2);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
  private static final Duration GIVE_UP = Duration.ofHours(24);
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  private NotifySettings() {}

  /// Reads config.yaml.
  ///
  /// @param adapters by name; refuses what is none
  /// @throws Refusal if a key is unknown or of the wrong kind, or a secret stands in it
  public static List<Receiver> of(
      String source, Node.Mapping root, Function<String, Adapter> adapters) {
    var front = new FrontMatter(source, root);
    var receivers = new ArrayList<Receiver>();
    var notify = front.child("notify");
    front.nothingElse();
    if (notify.isPresent()) {
      for (var name : notify.get().node().entries().keySet()) {
        receivers.add(receiver(name, notify.get(), adapters));
      }
    }
    return receivers;
  }

  /// An adapter that is not set up: what it needs stands in variables, or it needs nothing.
  public static Receiver bare(Adapter adapter) {
    return receiver(
        adapter.name(),
        new FrontMatter(
            adapter.name(),
            new Node.Mapping(Map.of(adapter.name(), new Node.Mapping(Map.of(), 1)), 1)),
        _ -> adapter);
  }

  /// The events that words name; `all` for all.
  ///
  /// @throws IllegalArgumentException if a word names none, with that word
  public static Set<NoticeKind> events(List<String> words) {
    var events = EnumSet.noneOf(NoticeKind.class);
    for (var word : words) {
      if (word.equals("all")) {
        events.addAll(EnumSet.allOf(NoticeKind.class));
      } else {
        events.add(
            Words.find(NoticeKind.class, word)
                .orElseThrow(() -> new IllegalArgumentException(word)));
      }
    }
    return events;
  }

  /// The words that `events` takes, for messages.
  public static String eventWords() {
    return Arrays.stream(NoticeKind.values()).map(Words::of).collect(Collectors.joining(", "))
        + ", all";
  }

  private static Receiver receiver(
      String name, FrontMatter notify, Function<String, Adapter> adapters) {
    if (!name.matches("[a-z0-9][a-z0-9-]{0,39}")) {
      throw notify.refused(notify.line(name), "'%s' is no name of a receiver".formatted(name));
    }
    var nothing =
        notify.node().entries().get(name) instanceof Node.Scalar scalar && scalar.text().isEmpty();
    var front = nothing ? notify.empty() : notify.child(name).orElseThrow();
    var adapter = adapter(front, front.optText("adapter").orElse(name), adapters);
    var values = new HashMap<String, List<String>>();
    var secrets = new LinkedHashMap<String, SecretPlace>();
    for (var parameter : adapter.parameters()) {
      if (parameter.secret()) {
        secret(front, parameter, secrets);
      } else {
        var given = parameter.list() ? front.texts(parameter.name()) : one(front, parameter.name());
        values.put(parameter.name(), given);
        parameter
            .env()
            .ifPresent(it -> secrets.put(parameter.name(), new SecretPlace.Variable(it)));
      }
    }
    var receiver =
        new Receiver(
            name,
            adapter.name(),
            events(front),
            values,
            secrets,
            front.span("gather", GATHER),
            front.span("first-pause", FIRST_PAUSE),
            front.span("longest-pause", LONGEST_PAUSE),
            front.span("give-up", GIVE_UP),
            front.span("timeout", TIMEOUT));
    front.nothingElse();
    return receiver;
  }

  private static Adapter adapter(
      FrontMatter front, String name, Function<String, Adapter> adapters) {
    try {
      return adapters.apply(name);
    } catch (Refusal e) {
      throw e.kind() == Refusal.Kind.NOT_FOUND
          ? front.refused(front.line("adapter"), e.what() + ": " + e.why())
          : e;
    }
  }

  private static List<String> one(FrontMatter front, String key) {
    return front.optText(key).map(List::of).orElse(List.of());
  }

  private static void secret(
      FrontMatter front, Adapter.Parameter parameter, Map<String, SecretPlace> secrets) {
    var name = parameter.name();
    if (front.node().entries().containsKey(name)) {
      throw front.refused(
          front.line(name),
          "a secret does not stand in this file; write '%s-file: /a/file/with/mode/0600' or '%s-env: NAME'"
              .formatted(name, name));
    }
    var file = front.optText(name + "-file");
    var variable = front.optText(name + "-env");
    if (file.isPresent() && variable.isPresent()) {
      throw front.refused(
          front.line(name + "-env"), "one of %s-file and %s-env is enough".formatted(name, name));
    }
    if (file.isPresent()) {
      secrets.put(name, new SecretPlace.PrivateFile(file.get()));
    } else {
      variable.or(parameter::env).ifPresent(it -> secrets.put(name, new SecretPlace.Variable(it)));
    }
  }

  private static Set<NoticeKind> events(FrontMatter front) {
    var words = front.texts("events");
    try {
      return words.isEmpty() ? events(List.of("all")) : events(words);
    } catch (IllegalArgumentException e) {
      throw front.refused(
          front.line("events"),
          "'%s' is none of %s".formatted(String.valueOf(e.getMessage()), eventWords()));
    }
  }
}
