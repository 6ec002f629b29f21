package dev.workcell.cli;

import dev.workcell.run.Usage;
import dev.workcell.supervise.Cell.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What each workcell used, as its agent says.
final class UsageTable {
  private UsageTable() {}

  /// `ls --usage`.
  static void print(Screen screen, List<View> rows) {
    var table = new ArrayList<List<String>>();
    table.add(List.of("NAME", "TOKENS", "IN", "OUT", "CACHED", "COST", "TURNS", "MODEL"));
    var total = Usage.UNKNOWN;
    for (var row : rows) {
      var usage = row.run().usage();
      total = total.plus(usage);
      table.add(cells(row.identity().name().value(), usage, usage.model().orElse("-")));
    }
    if (rows.size() > 1) {
      table.add(cells("together", total, ""));
    }
    var widths = new int[table.getFirst().size()];
    for (var cells : table) {
      for (var i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], Text.width(cells.get(i)));
      }
    }
    for (var i = 0; i < table.size(); i++) {
      var line = line(table.get(i), widths);
      var shown = screen.columns() == 0 ? line : Text.cut(line, screen.columns());
      screen.line(i == 0 ? screen.dim(shown) : shown);
    }
  }

  /// `1,234 tokens (1,000 in, 234 out), 3 turns, 0.0123 USD, gpt-5`.
  static String words(Usage usage) {
    var found = new ArrayList<String>();
    var parts = new ArrayList<String>();
    usage.input().ifPresent(n -> parts.add(number(n) + " in"));
    usage.output().ifPresent(n -> parts.add(number(n) + " out"));
    usage.cached().filter(n -> n > 0).ifPresent(n -> parts.add(number(n) + " cached"));
    usage
        .tokens()
        .ifPresent(n ->
            found.add(
                number(n)
                    + " tokens"
                    + (parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")")));
    usage.turns().ifPresent(n -> found.add(n + (n == 1 ? " turn" : " turns")));
    usage.costUsd().ifPresent(c -> found.add(cost(c) + " USD"));
    usage.model().ifPresent(found::add);
    return String.join(", ", found);
  }

  private static List<String> cells(String name, Usage usage, String model) {
    return List.of(
        name,
        number(usage.tokens()),
        number(usage.input()),
        number(usage.output()),
        number(usage.cached()),
        usage.costUsd().map(UsageTable::cost).orElse("-"),
        number(usage.turns()),
        model);
  }

  private static String line(List<String> cells, int[] widths) {
    var line = new StringBuilder();
    for (var i = 0; i < widths.length; i++) {
      var text = cells.get(i);
      var room = " ".repeat(widths[i] - Text.width(text));
      var named = i == 0 || i == widths.length - 1;
      line.append(named ? text + room : room + text).append("  ");
    }
    return line.toString().stripTrailing();
  }

  private static String number(Optional<Long> count) {
    return count.map(UsageTable::number).orElse("-");
  }

  private static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  private static String cost(double usd) {
    return String.format(Locale.ROOT, usd < 1 ? "%.4f" : "%.2f", usd);
  }
}
