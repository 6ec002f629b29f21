package dev.workcell.sim;

import dev.workcell.run.Globs;
import dev.workcell.supervise.RuleBook;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Repos without a SUPERVISOR.md.
final class NoRules implements RuleBook {
  @Override
  public Optional<Page> find(Path workTree) {
    return Optional.empty();
  }

  @Override
  public Map<String, String> executes(Path workTree) {
    return Map.of();
  }

  @Override
  public Map<String, String> listing(Path workTree, Globs globs) {
    return Map.of();
  }

  @Override
  public Optional<Map<String, String>> trusted(Path commonDir) {
    return Optional.empty();
  }

  @Override
  public void trust(Path commonDir, Map<String, String> pins) {}

  @Override
  public String digest(Pinned pinned) {
    return "";
  }
}
