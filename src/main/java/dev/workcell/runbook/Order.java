package dev.workcell.runbook;

import dev.workcell.run.CellName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What comes after what among the cells of a file.
public final class Order {
  private final Map<CellName, List<CellName>> after = new HashMap<>();

  /// @param cells whose `after` has no cycle
  public Order(List<CellEntry> cells) {
    cells.forEach(c -> after.put(c.name(), c.after()));
  }

  /// Whether both could be at work at the same time.
  public boolean parallel(CellName one, CellName other) {
    return !before(one).contains(other) && !before(other).contains(one);
  }

  /// All that a cell comes after, directly or not.
  private Set<CellName> before(CellName cell) {
    var found = new HashSet<CellName>();
    var open = new ArrayList<>(after.getOrDefault(cell, List.of()));
    while (!open.isEmpty()) {
      var next = open.removeLast();
      if (found.add(next)) {
        open.addAll(after.getOrDefault(next, List.of()));
      }
    }
    return found;
  }

  /// Notes names that are no cells, and each cycle once.
  static void check(List<CellEntry> cells, Optional<Node.Mapping> written, List<Fault> faults) {
    var names = new HashSet<CellName>();
    cells.forEach(c -> names.add(c.name()));
    written.ifPresent(w ->
        w.entries().keySet().stream()
            .filter(CellName::isValid)
            .map(CellName::new)
            .forEach(names::add));
    for (var cell : cells) {
      for (var other : cell.after()) {
        if (!names.contains(other)) {
          faults.add(
              new Fault(
                  cell.line(),
                  "%s comes after '%s', which is no cell here".formatted(cell.name(), other),
                  "after: [%s]".formatted(nearest(other, names))));
        }
      }
    }
    cycles(cells, faults);
  }

  private static void cycles(List<CellEntry> cells, List<Fault> faults) {
    var byName = new HashMap<CellName, CellEntry>();
    cells.forEach(c -> byName.put(c.name(), c));
    var done = new HashSet<CellName>();
    for (var cell : cells) {
      walk(cell, byName, new LinkedHashSet<>(), done, faults);
    }
  }

  private static void walk(
      CellEntry cell,
      Map<CellName, CellEntry> byName,
      Set<CellName> path,
      Set<CellName> done,
      List<Fault> faults) {
    if (path.contains(cell.name())) {
      var round = new ArrayList<>(path);
      var words = new ArrayList<String>();
      round.subList(round.indexOf(cell.name()), round.size()).forEach(n -> words.add(n.value()));
      words.add(cell.name().value());
      faults.add(
          new Fault(
              cell.line(),
              "these wait for each other: " + String.join(" after ", words),
              "take one 'after' of them out"));
      return;
    }
    if (done.contains(cell.name())) {
      return;
    }
    path.add(cell.name());
    for (var other : cell.after()) {
      var next = byName.get(other);
      if (next != null) {
        walk(next, byName, path, done, faults);
      }
    }
    path.remove(cell.name());
    done.add(cell.name());
  }

  /// The name that begins most like it.
  private static String nearest(CellName unknown, Set<CellName> names) {
    var best = "NAME";
    var most = 0;
    for (var name : names.stream().sorted().toList()) {
      var same = 0;
      var length = Math.min(name.value().length(), unknown.value().length());
      while (same < length && name.value().charAt(same) == unknown.value().charAt(same)) {
        same++;
      }
      if (same > most) {
        most = same;
        best = name.value();
      }
    }
    return best;
  }
}
