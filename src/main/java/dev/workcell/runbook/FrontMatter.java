package dev.workcell.runbook;

import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import dev.workcell.run.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Typed access to front matter. Every key that nobody asked for is refused with its line.
final class FrontMatter {
  private static final Pattern SPAN = Pattern.compile("([0-9]{1,4})([smh])");

  private final String source;
  private final Node.Mapping mapping;
  private final Set<String> known = new TreeSet<>();

  FrontMatter(String source, Node.Mapping mapping) {
    this.source = source;
    this.mapping = mapping;
  }

  String text(String key) {
    return optText(key).orElseThrow(() -> missing(key));
  }

  Optional<String> optText(String key) {
    return node(key).map(n -> scalar(key, n));
  }

  String pointer(String text) {
    if (text.startsWith("/")) {
      return text;
    }
    throw refused(mapping.line(), "'%s' is no pointer; write '/%s'".formatted(text, text));
  }

  Pattern pattern(String text, int flags) {
    try {
      return Pattern.compile(text, flags);
    } catch (PatternSyntaxException e) {
      throw refused(mapping.line(), "%s: %s".formatted(e.getDescription(), text));
    }
  }

  /// A pattern whose first group is what is looked for.
  Optional<String> optGroup(String key) {
    return optText(key).map(text -> group(key, text));
  }

  /// The same, when the text is there already.
  String group(String key, String text) {
    if (pattern(text, 0).matcher("").groupCount() < 1) {
      throw refused(line(key), "'%s' of %s has no group and is no pointer".formatted(text, key));
    }
    return text;
  }

  /// Whether the key is there and holds a text.
  boolean isText(String key) {
    return node(key).filter(n -> n instanceof Node.Scalar).isPresent();
  }

  int seconds(String key, int otherwise) {
    var found = node(key);
    if (found.isEmpty()) {
      return otherwise;
    }
    var text = scalar(key, found.get());
    if (!text.matches("[0-9]{1,4}")) {
      throw refused(found.get().line(), "%s is no number of seconds: %s".formatted(key, text));
    }
    return Integer.parseInt(text);
  }

  int number(String key, int otherwise, int least, int most) {
    var text = optText(key);
    if (text.isEmpty()) {
      return otherwise;
    }
    var value = text.get().matches("[0-9]{1,4}") ? Integer.parseInt(text.get()) : -1;
    if (value < least || value > most) {
      throw refused(
          line(key), "%s is no number from %d to %d: %s".formatted(key, least, most, text.get()));
    }
    return value;
  }

  /// A length of time: `15s`, `5m`, `1h`.
  Duration span(String key, Duration otherwise) {
    var text = optText(key);
    if (text.isEmpty()) {
      return otherwise;
    }
    return spanOf(key, text.get());
  }

  /// The same, when the text is there already.
  Duration spanOf(String key, String text) {
    var words = SPAN.matcher(text);
    if (!words.matches()) {
      throw refused(line(key), "%s is no length of time like 15s, 5m, 1h: %s".formatted(key, text));
    }
    var count = Long.parseLong(words.group(1));
    return switch (words.group(2)) {
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      default -> Duration.ofHours(count);
    };
  }

  /// The line of a key's value; where the whole begins, when the key is missing.
  int line(String key) {
    return node(key).map(Node::line).orElse(mapping.line());
  }

  boolean flag(String key) {
    var text = optText(key).orElse("false");
    if (!text.equals("true") && !text.equals("false")) {
      throw refused(line(key), "%s is neither true nor false: %s".formatted(key, text));
    }
    return text.equals("true");
  }

  List<String> texts(String key) {
    var items = new ArrayList<String>();
    for (var item : sequence(key)) {
      items.add(scalar(key, item));
    }
    return items;
  }

  Map<String, String> textMap(String key) {
    var found = new LinkedHashMap<String, String>();
    if (node(key).isPresent()) {
      map(key).entries().forEach((k, v) -> found.put(k, scalar(key + "." + k, v)));
    }
    return found;
  }

  <E extends Enum<E>> E word(String key, Class<E> type, E otherwise) {
    var found = node(key);
    return found.isEmpty() ? otherwise : word(type, scalar(key, found.get()), found.get());
  }

  <E extends Enum<E>> E word(Class<E> type, String text, Node at) {
    return Words.find(type, text)
        .orElseThrow(() -> refused(at.line(), "'%s' is none of %s".formatted(text, words(type))));
  }

  List<FrontMatter> children(String key) {
    var found = new ArrayList<FrontMatter>();
    for (var item : sequence(key)) {
      if (!(item instanceof Node.Mapping child)) {
        throw refused(item.line(), "%s holds something that is no mapping".formatted(key));
      }
      found.add(new FrontMatter(source, child));
    }
    return found;
  }

  Optional<FrontMatter> child(String key) {
    return node(key).isEmpty() ? Optional.empty() : Optional.of(new FrontMatter(source, map(key)));
  }

  Node.Mapping node() {
    return mapping;
  }

  /// A mapping without keys, where this one is.
  FrontMatter empty() {
    return new FrontMatter(source, new Node.Mapping(Map.of(), mapping.line()));
  }

  /// @throws Refusal if a key is there that nobody asked for
  void nothingElse() {
    mapping
        .entries()
        .forEach((key, value) -> {
          if (!known.contains(key)) {
            throw refused(
                value.line(),
                "'%s' is no key here; the keys are %s".formatted(key, String.join(", ", known)));
          }
        });
  }

  Refusal refused(int line, String why) {
    return new Refusal(
        Kind.USAGE,
        "%s is not a valid page".formatted(source),
        "line %d: %s".formatted(line, why),
        "edit %s at line %d".formatted(source, line));
  }

  private Node.Mapping map(String key) {
    var found = node(key).orElseThrow(() -> missing(key));
    if (found instanceof Node.Mapping child) {
      return child;
    }
    throw refused(found.line(), "%s is no mapping".formatted(key));
  }

  private List<Node> sequence(String key) {
    var found = node(key);
    if (found.isEmpty()) {
      return List.of();
    }
    if (found.get() instanceof Node.Sequence list) {
      return list.items();
    }
    throw refused(found.get().line(), "%s is no list".formatted(key));
  }

  private String scalar(String key, Node node) {
    if (node instanceof Node.Scalar scalar) {
      return scalar.text();
    }
    throw refused(node.line(), "%s is no text".formatted(key));
  }

  private Optional<Node> node(String key) {
    known.add(key);
    return Optional.ofNullable(mapping.entries().get(key));
  }

  private Refusal missing(String key) {
    return refused(mapping.line(), "key '%s' is missing".formatted(key));
  }

  private static <E extends Enum<E>> String words(Class<E> type) {
    var words = new ArrayList<String>();
    for (var constant : type.getEnumConstants()) {
      words.add(Words.of(constant));
    }
    return String.join(", ", words);
  }
}
