package dev.workcell.supervise;

import dev.workcell.run.Globs;
import dev.workcell.run.TreeFacts;
import dev.workcell.run.Visible;
import dev.workcell.supervise.RuleBook.Pinned;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Finds what was touched of what SUPERVISOR.md forbids or protects, since the workcell was
/// launched: in the files as they lie there, whatever git knows of them; in the tree that would be
/// taken; and in every commit since, also when a later one took it back.
final class Touched {
  private final World world;

  Touched(World world) {
    this.world = world;
  }

  /// What was touched of what is forbidden, as text for people; empty when nothing was, or the repo
  /// has no rules.
  ///
  /// @param now the work tree as git sees it
  List<String> forbidden(Cell cell, TreeFacts now) throws IOException {
    var identity = cell.identity();
    if (identity.rules().isEmpty()) {
      return List.of();
    }
    var pinned = cell.rules();
    if (pinned.isEmpty()) {
      return List.of("the rules in %s (no longer what was launched)".formatted(cell.directory()));
    }
    var rules = pinned.get();
    var workTree = identity.workTree();
    var closed = Pinned.closed(rules.rules());
    var found = new TreeMap<String, String>();
    if (!rules.head().equals(now.head())) {
      for (var path : world.repos().committed(workTree, rules.head(), now.head())) {
        if (closed.matches(path) || closed.isAbove(path)) {
          found.put(path, "in a commit");
        }
      }
    }
    inTree(cell, rules, now, closed, found);
    inFiles(rules.forbidden(), world.ruleBook().listing(workTree, closed), found);
    return shown(found);
  }

  /// What was touched of what is protected.
  List<String> judges(Cell cell, TreeFacts now) throws IOException {
    var identity = cell.identity();
    var pinned = identity.rules().isEmpty() ? Optional.<Pinned>empty() : cell.rules();
    if (pinned.isEmpty() || identity.checkMayChange()) {
      return List.of();
    }
    var rules = pinned.get();
    var protect = rules.rules().protect();
    if (protect.isEmpty()) {
      return List.of();
    }
    var found = new TreeMap<String, String>();
    inTree(cell, rules, now, protect, found);
    var there = world.ruleBook().listing(identity.workTree(), protect);
    there.keySet().retainAll(rules.judges().keySet());
    inFiles(rules.judges(), there, found);
    return List.copyOf(found.keySet());
  }

  private void inTree(
      Cell cell, Pinned rules, TreeFacts now, Globs globs, Map<String, String> found)
      throws IOException {
    if (rules.tree().equals(now.tree())) {
      return;
    }
    var workTree = cell.identity().workTree();
    for (var change : world.repos().changes(workTree, rules.tree(), now.tree())) {
      if (globs.matches(change.path()) || globs.isAbove(change.path())) {
        found.put(change.path(), word(change.kind()));
      }
    }
  }

  private static String word(char kind) {
    return switch (kind) {
      case 'A' -> "added";
      case 'D' -> "deleted";
      case 'T' -> "another kind of file";
      default -> "changed";
    };
  }

  private static void inFiles(
      Map<String, String> then, Map<String, String> now, Map<String, String> found) {
    var paths = new TreeSet<>(then.keySet());
    paths.addAll(now.keySet());
    for (var path : paths) {
      var old = Optional.ofNullable(then.get(path));
      var here = Optional.ofNullable(now.get(path));
      if (!old.equals(here)) {
        found.put(path, here.isEmpty() ? "deleted" : old.isEmpty() ? "added" : "changed");
      }
    }
  }

  private static List<String> shown(Map<String, String> found) {
    return found.entrySet().stream()
        .map(e -> "%s (%s)".formatted(Visible.of(e.getKey(), 200), e.getValue()))
        .toList();
  }
}
