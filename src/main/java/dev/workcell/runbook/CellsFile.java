package dev.workcell.runbook;

import dev.workcell.run.CellName;
import dev.workcell.run.Permissions;
import dev.workcell.runbook.CellEntry.Tree;
import dev.workcell.runbook.CellEntry.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A file of many workcells (`cells.yaml`), as far as it can be understood without looking at the
/// machine.
///
/// @param group the name that it gives the group, if it does
/// @param mostAtOnce `max-parallel`
/// @param cells in their order
public record CellsFile(Optional<Written> group, int mostAtOnce, List<CellEntry> cells) {
  private static final int AT_ONCE = 4;
  private static final int MOST_AT_ONCE = 500;

  public CellsFile {
    cells = List.copyOf(cells);
  }

  /// Reads it to its end.
  ///
  /// @param faults gets everything that is wrong
  public static CellsFile of(Node.Mapping root, List<Fault> faults) {
    var keys = new Keys(root, faults);
    var group = keys.text("group").map(t -> new Written(t, keys.line("group")));
    if (group.isPresent() && !CellName.isValid(group.get().text())) {
      keys.fault(
          group.get().line(),
          "group: '%s' is no name".formatted(group.get().text()),
          "a name is 1 to 40 of a-z, 0-9 and '-': group: my-shop");
    }
    var atOnce = keys.number("max-parallel", AT_ONCE, 1, MOST_AT_ONCE);
    var shared =
        new Keys(keys.child("shared").orElse(new Node.Mapping(java.util.Map.of(), 1)), faults);
    var common = Common.of(shared);
    shared.nothingElse();
    var cells = new ArrayList<CellEntry>();
    var children = keys.child("cells");
    if (children.isPresent()) {
      children
          .get()
          .entries()
          .forEach((name, node) -> cell(name, node, common, faults).ifPresent(cells::add));
    }
    if (children.map(c -> c.entries().isEmpty()).orElse(!keys.has("cells"))) {
      keys.fault(
          keys.line("cells"),
          "there are no cells",
          "cells: {fix-login: {repo: ../shop, objective: …, done: …, verify: ./check.sh}}");
    }
    keys.nothingElse();
    Order.check(cells, children, faults);
    return new CellsFile(group, atOnce, cells);
  }

  /// What all cells have unless they say otherwise.
  private record Common(
      List<String> constraints,
      List<String> done,
      List<String> environment,
      Optional<Written> agent,
      Optional<Permissions> permissions) {
    static Common of(Keys keys) {
      return new Common(
          keys.texts("constraints"),
          keys.texts("done"),
          keys.texts("env"),
          written(keys, "agent"),
          keys.word("permissions", Permissions.class));
    }
  }

  private static Optional<CellEntry> cell(
      String name, Node node, Common common, List<Fault> faults) {
    if (!CellName.isValid(name)) {
      faults.add(
          new Fault(
              node.line(),
              "'%s' is no name of a workcell".formatted(name),
              "a name is 1 to 40 of a-z, 0-9 and '-', and begins with a letter or digit"));
      return Optional.empty();
    }
    if (!(node instanceof Node.Mapping mapping)) {
      faults.add(
          new Fault(
              node.line(),
              "%s is no mapping".formatted(name),
              "%s: {repo: DIR, objective: …, done: …, verify: …}".formatted(name)));
      return Optional.empty();
    }
    var keys = new Keys(mapping, faults);
    var entry =
        new CellEntry(
            new CellName(name),
            mapping.line(),
            repo(name, keys),
            brief(name, keys),
            keys.text("objective").orElse(""),
            joined(common.constraints, keys.texts("constraints")),
            joined(common.done, keys.texts("done")),
            written(keys, "agent").or(() -> common.agent),
            keys.texts("command"),
            verify(name, keys),
            keys.flag("no-verify"),
            keys.word("worktree", Tree.class).orElse(Tree.AUTO),
            keys.flag("allow-dirty"),
            keys.flag("commit"),
            keys.flag("check-may-change"),
            keys.word("permissions", Permissions.class)
                .or(() -> common.permissions)
                .orElse(Permissions.SAFE),
            joined(common.environment, keys.texts("env")),
            after(name, keys));
    keys.nothingElse();
    return Optional.of(entry);
  }

  private static Written repo(String name, Keys keys) {
    if (!keys.has("repo")) {
      keys.fault(keys.line("repo"), "%s names no repo".formatted(name), "repo: ../shop");
    }
    return written(keys, "repo").orElse(new Written("", keys.line("repo")));
  }

  private static Optional<Written> brief(String name, Keys keys) {
    var brief = written(keys, "brief");
    if (brief.isPresent() == keys.has("objective")) {
      keys.fault(
          keys.line(brief.isPresent() ? "objective" : "brief"),
          brief.isPresent()
              ? "%s has both a brief and an objective".formatted(name)
              : "%s has neither a brief nor an objective".formatted(name),
          "objective: one sentence   # or brief: FILE");
    }
    if (brief.isPresent() && (keys.has("constraints") || keys.has("done"))) {
      keys.fault(
          keys.line(keys.has("done") ? "done" : "constraints"),
          "%s has a brief, which holds its own constraints and definition of done".formatted(name),
          "write them into %s".formatted(brief.get().text()));
    }
    return brief;
  }

  private static Optional<Written> verify(String name, Keys keys) {
    var verify = written(keys, "verify");
    var none = keys.flag("no-verify");
    if (verify.isPresent() && none) {
      keys.fault(
          keys.line("verify"),
          "%s has both verify and no-verify".formatted(name),
          "verify: ./check.sh   # or no-verify: true");
    }
    return verify;
  }

  private static List<CellName> after(String name, Keys keys) {
    var found = new ArrayList<CellName>();
    for (var other : keys.texts("after")) {
      if (CellName.isValid(other)) {
        found.add(new CellName(other));
      } else {
        keys.fault(
            keys.line("after"),
            "%s: '%s' is no name of a workcell".formatted(name, other),
            "after: [fix-login]");
      }
    }
    return found;
  }

  private static Optional<Written> written(Keys keys, String key) {
    return keys.text(key).map(t -> new Written(t, keys.line(key)));
  }

  private static List<String> joined(List<String> first, List<String> second) {
    var all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
