package dev.workcell.run;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Many workcells that belong together, as the last `workcell up` of their file ordered them.
///
/// @param source the file, for people; it is not read again before the next `up`
/// @param mostAtOnce how many may be at work at once
/// @param wanted `STOPPED` after `workcell down`: nothing of it is launched
/// @param parent the marker of the attempt whose agent said `up`, when one did
/// @param cells in the order of the file
public record GroupPlan(
    String name,
    Path source,
    Instant at,
    int mostAtOnce,
    Wanted wanted,
    Optional<String> parent,
    List<GroupCell> cells) {

  public GroupPlan {
    cells = List.copyOf(cells);
  }

  /// The cell of that name.
  public Optional<GroupCell> cell(CellName wantedName) {
    return cells.stream().filter(c -> c.name().equals(wantedName)).findFirst();
  }

  /// The same with what became of one cell.
  public GroupPlan with(CellName cell, GroupCell.Progress progress) {
    var changed = cells.stream().map(c -> c.name().equals(cell) ? c.with(progress) : c).toList();
    return new GroupPlan(name, source, at, mostAtOnce, wanted, parent, changed);
  }

  /// The same with another wish of the operator.
  public GroupPlan with(Wanted wish) {
    return new GroupPlan(name, source, at, mostAtOnce, wish, parent, cells);
  }
}
