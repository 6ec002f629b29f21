package dev.workcell.disk;

import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import dev.workcell.runbook.Node;
import dev.workcell.runbook.Page;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

  private YamlPages() {}

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
    var body = String.join("\n", lines.subList(end + 2, lines.size())) + "\n";
    return new Page(source, front(source, yaml), body);
  }

  private static Node.Mapping front(String source, String yaml) {
    try {
      var settings = LoadSettings.builder().setLabel(source).setAllowNonScalarKeys(true).build();
      var root = new Compose(settings).composeString(yaml);
      if (root.isPresent() && root.get() instanceof MappingNode mapping) {
        return mapping(source, mapping);
      }
      throw refused(source, 2, "the front matter is no mapping");
    } catch (MarkedYamlEngineException e) {
      var line = e.getProblemMark().map(m -> m.getLine() + 1).orElse(1);
      throw refused(source, line, e.getProblem());
    } catch (YamlEngineException e) {
      throw refused(source, 1, String.valueOf(e.getMessage()));
    } catch (StackOverflowError e) {
      throw refused(source, 1, "it is nested too deeply");
    }
  }

  private static Node node(String source, org.snakeyaml.engine.v2.nodes.Node from) {
    if (from.getAnchor().isPresent()) {
      // an alias could mean itself, or itself a thousand times
      throw refused(source, line(from), "anchors and aliases are not read here");
    }
    if (from instanceof MappingNode mapping) {
      return mapping(source, mapping);
    }
    if (from instanceof SequenceNode sequence) {
      var items = new ArrayList<Node>();
      sequence.getValue().forEach(item -> items.add(node(source, item)));
      return new Node.Sequence(items, line(sequence));
    }
    if (from instanceof ScalarNode scalar) {
      return new Node.Scalar(scalar.getValue(), line(scalar));
    }
    throw refused(source, line(from), "it is of no kind that is read here");
  }

  private static Node.Mapping mapping(String source, MappingNode from) {
    var entries = new LinkedHashMap<String, Node>();
    for (var tuple : from.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw refused(source, line(tuple.getKeyNode()), "a key is no text");
      }
      if (entries.containsKey(key.getValue())) {
        throw refused(source, line(key), "'%s' is there twice".formatted(key.getValue()));
      }
      entries.put(key.getValue(), node(source, tuple.getValueNode()));
    }
    return new Node.Mapping(entries, line(from));
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
