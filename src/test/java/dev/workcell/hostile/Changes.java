package dev.workcell.hostile;

import java.util.List;

/// What changes after a repo was trusted: it is asked again, and said what changed.
final class Changes {
  private Changes() {}

  static final List<Hostile> CASES =
      List.of(
          it(
              "page-changed",
              "SUPERVISOR.md",
              p -> p.page("setup: touch $MARK"),
              "SUPERVISOR.md (changed, "),
          it(
              "hook-added",
              "a new git hook",
              p -> p.script(".git/hooks/post-checkout"),
              "git hook post-checkout (new"),
          it(
              "filter-added",
              "a new filter",
              p -> p.git("config", "filter.x.clean", p.code()),
              "git config filter.x.clean (new"),
          it(
              "settings-changed",
              "agent settings",
              p -> p.write(".claude/settings.json", "{\"hooks\":{}}"),
              ".claude/settings.json (changed, "),
          it(
              "settings-gone",
              "agent settings that are gone",
              p -> java.nio.file.Files.delete(p.box().repo().resolve(".claude/settings.json")),
              ".claude/settings.json (gone"),
          it("envrc-added", "a new .envrc", p -> p.write(".envrc", "touch $MARK"), ".envrc (new"));

  private static Hostile it(String id, String does, Hostile.Plant plant, String why) {
    return new Hostile(id, does, plant, why);
  }
}
