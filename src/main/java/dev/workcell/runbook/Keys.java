package dev.workcell.runbook;

import dev.workcell.run.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Typed access to one mapping of a file that is read to its end: what is wrong is noted with its
/// line, and reading goes on, so that all mistakes are told at once.
final class Keys {
  private final Node.Mapping mapping;
  private final List<Fault> faults;
  private final Set<String> known = new TreeSet<>();

  Keys(Node.Mapping mapping, List<Fault> faults) {
    this.mapping = mapping;
    this.faults = faults;
  }

  /// The line of a key's value; where the whole begins, when the key is missing.
  int line(String key) {
    return node(key).map(Node::line).orElse(mapping.line());
  }

  boolean has(String key) {
    return node(key).isPresent();
  }

  Optional<String> text(String key) {
    return node(key).flatMap(n -> scalar(key, n));
  }

  /// A list of texts, or a single one.
  List<String> texts(String key) {
    var found = node(key);
    if (found.isEmpty()) {
      return List.of();
    }
    if (found.get() instanceof Node.Scalar one) {
      return List.of(one.text());
    }
    var items = new ArrayList<String>();
    if (found.get() instanceof Node.Sequence list) {
      list.items().forEach(item -> scalar(key, item).ifPresent(items::add));
    } else {
      fault(found.get().line(), "%s is no list".formatted(key), "%s: [one, two]".formatted(key));
    }
    return items;
  }

  boolean flag(String key) {
    var found = text(key);
    if (found.isPresent() && !found.get().equals("true") && !found.get().equals("false")) {
      fault(
          line(key),
          "%s is neither true nor false: %s".formatted(key, found.get()),
          "%s: true".formatted(key));
    }
    return found.filter("true"::equals).isPresent();
  }

  int number(String key, int otherwise, int least, int most) {
    var found = text(key);
    if (found.isEmpty()) {
      return otherwise;
    }
    var value = found.get().matches("[0-9]{1,4}") ? Integer.parseInt(found.get()) : -1;
    if (value < least || value > most) {
      fault(
          line(key),
          "%s is no number from %d to %d: %s".formatted(key, least, most, found.get()),
          "%s: %d".formatted(key, otherwise));
      return otherwise;
    }
    return value;
  }

  <E extends Enum<E>> Optional<E> word(String key, Class<E> type) {
    var found = text(key);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    var value = Words.find(type, found.get());
    if (value.isEmpty()) {
      var words = new ArrayList<String>();
      for (var constant : type.getEnumConstants()) {
        words.add(Words.of(constant));
      }
      fault(
          line(key),
          "%s: '%s' is none of %s".formatted(key, found.get(), String.join(", ", words)),
          "%s: %s".formatted(key, words.getFirst()));
    }
    return value;
  }

  Optional<Node.Mapping> child(String key) {
    var found = node(key);
    if (found.isPresent() && !(found.get() instanceof Node.Mapping)) {
      fault(found.get().line(), "%s is no mapping".formatted(key), "%s: {…}".formatted(key));
    }
    return found.filter(n -> n instanceof Node.Mapping).map(Node.Mapping.class::cast);
  }

  void fault(int line, String why, String mend) {
    faults.add(new Fault(line, why, mend));
  }

  /// Notes each key that nobody asked for.
  void nothingElse() {
    mapping
        .entries()
        .forEach((key, value) -> {
          if (!known.contains(key)) {
            fault(
                value.line(),
                "'%s' is no key here".formatted(key),
                "the keys are " + String.join(", ", known));
          }
        });
  }

  private Optional<String> scalar(String key, Node node) {
    if (node instanceof Node.Scalar scalar) {
      return Optional.of(scalar.text());
    }
    fault(node.line(), "%s is no text".formatted(key), "%s: some words".formatted(key));
    return Optional.empty();
  }

  private Optional<Node> node(String key) {
    known.add(key);
    return Optional.ofNullable(mapping.entries().get(key));
  }
}
