package dev.workcell.cli;

import dev.workcell.playbook.NextOfGroup.Decision;
import dev.workcell.run.CellName;
import dev.workcell.run.State;
import dev.workcell.supervise.Drive;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A live line for each workcell of a group: redrawn in place on a terminal, else a line for each
/// change.
final class GroupProgress {
  /// More may not fit a screen, where what has scrolled away cannot be drawn over.
  private static final int MOST_REDRAWN = 20;

  private final Desk desk;
  private final boolean silent;
  private final Map<CellName, String> told = new HashMap<>();
  private List<String> drawn = List.of();

  GroupProgress(Desk desk, boolean silent) {
    this.desk = desk;
    this.silent = silent;
  }

  void see(Drive.Standing standing) {
    if (silent) {
      return;
    }
    var table = new GroupTable(desk);
    var rows = table.rows(standing);
    var lines = table.lines(rows);
    if (desk.screen().columns() > 0 && lines.size() <= MOST_REDRAWN) {
      redraw(lines);
      return;
    }
    for (var i = 0; i < rows.size(); i++) {
      var row = rows.get(i);
      var word = row.view().isPresent() ? row.word() : row.word() + row.text();
      if (!word.equals(told.put(row.name(), word))) {
        desk.screen().line(lines.get(i));
      }
    }
    desk.screen().out().flush();
  }

  /// Goes up over what was drawn; lines fit the width, so each takes one row.
  private void redraw(List<String> lines) {
    if (lines.equals(drawn)) {
      return;
    }
    var out = desk.screen().out();
    var text = new StringBuilder();
    if (!drawn.isEmpty()) {
      text.append("\u001b[%dA".formatted(drawn.size()));
    }
    lines.forEach(l -> text.append("\r\u001b[K").append(l).append('\n'));
    out.print(text);
    out.flush();
    drawn = lines;
  }

  void end(Drive.Standing standing) {
    if (silent) {
      return;
    }
    var passed = 0;
    var unverified = 0;
    var blocked = 0;
    var others = 0;
    for (var decision : standing.decisions().values()) {
      switch (decision) {
        case Decision.There(var state) when state instanceof State.Passed -> passed++;
        case Decision.There(var state) when state instanceof State.Unverified -> unverified++;
        case Decision.Gone _ -> passed++;
        case Decision.Blocked _ -> blocked++;
        case Decision.There _, Decision.Launch _, Decision.Wait _ -> others++;
      }
    }
    var words = new StringBuilder();
    if (unverified > 0) {
      words.append(", %d unverified".formatted(unverified));
    }
    if (others > 0) {
      words.append(", %d %s a person".formatted(others, others == 1 ? "needs" : "need"));
    }
    if (blocked > 0) {
      words.append(", %d blocked".formatted(blocked));
    }
    desk.screen()
        .line(
            "group %s: %d of %d passed%s"
                .formatted(standing.plan().name(), passed, standing.decisions().size(), words));
  }
}
