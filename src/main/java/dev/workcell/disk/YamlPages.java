package dev.workcell.disk;

import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import dev.workcell.runbook.Fault;
import dev.workcell.runbook.Node;
import dev.workcell.runbook.Page;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Splits a literate page and reads its front matter, with line numbers.
final class YamlPages {
  private static final String FENCE = "---";
  private static final Node.Mapping NOTHING = new Node.Mapping(Map.of(), 1);

  private final String source;
  private final Optional<List<Fault>> faults;

  /// @param faults takes keys that are there twice; empty to refuse them
  private YamlPages(String source, Optional<List<Fault>> faults) {
    this.source = source;
    this.faults = faults;
  }

  /// @param source its name, for messages
  /// @throws Refusal if there is no front matter or it is no YAML
  static Page parse(String source, String text) {
    var lines = text.lines().toList();
    if (lines.isEmpty() || !lines.getFirst().equals(FENCE)) {
      throw refused(source, 1, "a page begins with a line '---'");
    }
    var end = lines.subList(1, lines.size()).indexOf(FENCE);
    if (end < 0) {
      throw refused(source, 1, "the front matter has no closing line '---'");
    }
    // the fence is kept as an empty line, so that line numbers are those of the page
    var yaml = "\n" + String.join("\n", lines.subList(1, end + 1)) + "\n";
    return new Page(source, front(source, yaml), () -> NOTHING, body(lines, end));
  }

  /// The same of a recipe, whose signs are most of it and are read when output is.
  static Page recipe(String source, String text) {
    var lines = text.lines().toList();
    var end = lines.indexOf(FENCE) == 0 ? lines.subList(1, lines.size()).indexOf(FENCE) : -1;
    if (end < 0) {
      return parse(source, text); // refuses it
    }
    var now = new StringBuilder("\n");
    var later = new StringBuilder("\n");
    var signs = false;
    for (var line : lines.subList(1, end + 1)) {
      if (!line.isEmpty() && " #-".indexOf(line.charAt(0)) < 0) {
        signs = line.startsWith("signs:") || line.startsWith("show:");
      }
      now.append(signs ? "" : line).append('\n');
      later.append(signs ? line : "").append('\n');
    }
    return new Page(
        source,
        front(source, now.toString()),
        () -> later.toString().isBlank() ? NOTHING : front(source, later.toString()),
        body(lines, end));
  }

  private static String body(List<String> lines, int end) {
    return String.join("\n", lines.subList(end + 2, lines.size())) + "\n";
  }

  /// A file that is YAML alone.
  ///
  /// @param faults gets keys that are there twice
  static Node.Mapping file(String source, String text, List<Fault> faults) {
    return new YamlPages(source, Optional.of(faults)).read(text);
  }

  private static Node.Mapping front(String source, String yaml) {
    return new YamlPages(source, Optional.empty()).read(yaml);
  }

  private Node.Mapping read(String yaml) {
    try {
      var settings = LoadSettings.builder().setLabel(source).setAllowNonScalarKeys(true).build();
      var root = new Compose(settings).composeString(yaml);
      if (root.isPresent() && root.get() instanceof MappingNode mapping) {
        return mapping(mapping);
      }
      throw refused(
          source,
          2,
          faults.isPresent() ? "there are no keys and values" : "the front matter is no mapping");
    } catch (MarkedYamlEngineException e) {
      var line = e.getProblemMark().map(m -> m.getLine() + 1).orElse(1);
      throw refused(source, line, e.getProblem());
    } catch (YamlEngineException e) {
      throw refused(source, 1, String.valueOf(e.getMessage()));
    } catch (StackOverflowError e) {
      throw refused(source, 1, "it is nested too deeply");
    }
  }

  private Node node(org.snakeyaml.engine.v2.nodes.Node from) {
    if (from.getAnchor().isPresent()) {
      // an alias could mean itself, or itself a thousand times
      throw refused(source, line(from), "anchors and aliases are not read here");
    }
    if (from instanceof MappingNode mapping) {
      return mapping(mapping);
    }
    if (from instanceof SequenceNode sequence) {
      var items = new ArrayList<Node>();
      sequence.getValue().forEach(item -> items.add(node(item)));
      return new Node.Sequence(items, line(sequence));
    }
    if (from instanceof ScalarNode scalar) {
      return new Node.Scalar(scalar.getValue(), line(scalar));
    }
    throw refused(source, line(from), "it is of no kind that is read here");
  }

  private Node.Mapping mapping(MappingNode from) {
    var entries = new LinkedHashMap<String, Node>();
    for (var tuple : from.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw refused(source, line(tuple.getKeyNode()), "a key is no text");
      }
      if (entries.containsKey(key.getValue())) {
        twice(key);
        continue;
      }
      entries.put(key.getValue(), node(tuple.getValueNode()));
    }
    return new Node.Mapping(entries, line(from));
  }

  private void twice(ScalarNode key) {
    var why = "'%s' is there twice".formatted(key.getValue());
    faults
        .orElseThrow(() -> refused(source, line(key), why))
        .add(new Fault(line(key), why, "another name, or one of them less"));
  }

  private static int line(org.snakeyaml.engine.v2.nodes.Node node) {
    return node.getStartMark().map(m -> m.getLine() + 1).orElse(1);
  }

  private static Refusal refused(String source, int line, String why) {
    return new Refusal(
        Kind.USAGE,
        "%s is not a valid page".formatted(source),
        "line %d: %s".formatted(line, why),
        "edit %s at line %d".formatted(source, line));
  }
}
