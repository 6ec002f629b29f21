package dev.workcell.supervise;

import dev.workcell.run.TreeFacts;
import dev.workcell.supervise.RuleBook.Page;
import dev.workcell.supervise.RuleBook.Pinned;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Pins the rules of a repo for a new workcell: what they say, and what lies at the places that
/// they name.
final class Pinning {
  private final World world;

  Pinning(World world) {
    this.world = world;
  }

  /// @param mayChange the agent may change what the check is made of
  Pinned of(Page page, Path workTree, TreeFacts facts, Optional<String> setupLog, boolean mayChange)
      throws IOException {
    var rules = page.rules();
    return new Pinned(
        page.text(),
        rules,
        facts.head(),
        facts.tree(),
        world.ruleBook().listing(workTree, Pinned.closed(rules)),
        mayChange || rules.protect().isEmpty() ? Map.of() : judges(page, workTree, facts),
        setupLog);
  }

  /// Ignored files are no judges: running the check changes them.
  private Map<String, String> judges(Page page, Path workTree, TreeFacts facts) throws IOException {
    var judges = new TreeMap<>(world.ruleBook().listing(workTree, page.rules().protect()));
    judges.keySet().retainAll(new HashSet<>(world.repos().paths(workTree, facts.tree())));
    return judges;
  }
}
