package dev.workcell.cli;

import dev.workcell.diagnose.PlainText;
import dev.workcell.run.DiagnosisKind;
import dev.workcell.run.Words;
import dev.workcell.runbook.PlaybookPage;
import dev.workcell.runbook.PlaybookPage.Step;
import dev.workcell.supervise.Playbooks.Written;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The playbook as a table: diagnosis, what the machine does in order, when a person is called.
final class PlaybookTable {
  private static final int NARROW = 64;
  private static final int UNCUT = 4000;
  private static final int FIRST = 2 + Words.of(DiagnosisKind.PARTIAL_COMPLETION).length() + 1;

  private final Screen screen;

  PlaybookTable(Screen screen) {
    this.screen = screen;
  }

  /// A page and where it comes from.
  record Row(PlaybookPage page, Written written) {
    /// The word of its diagnosis, marked when it is the operator's own page.
    String name() {
      return Words.of(page.diagnosis()) + (written.own() ? "*" : "");
    }

    String orders() {
      return page.remedies().stream().map(Row::order).collect(Collectors.joining(", "));
    }

    private static String order(Step step) {
      return Words.of(step.remedy()) + (step.times() == 1 ? "" : " x" + step.times());
    }

    String person() {
      return PlainText.line(page.person(), UNCUT);
    }

    Map<String, Object> json() {
      var object = new LinkedHashMap<String, Object>();
      object.put("diagnosis", Words.of(page.diagnosis()));
      object.put("title", page.title());
      object.put("source", written.own() ? written.source() : "built-in");
      object.put("budget", page.budget());
      object.put("remedies", page.remedies().stream().map(Row::json).toList());
      object.put("person", page.person());
      return object;
    }

    private static Map<String, Object> json(Step step) {
      var object = new LinkedHashMap<String, Object>();
      object.put("do", Words.of(step.remedy()));
      object.put("times", step.times());
      object.put("firstSeconds", step.pause().first().toSeconds());
      object.put("mostSeconds", step.pause().most().toSeconds());
      object.put("marginSeconds", step.pause().margin().toSeconds());
      object.put("jitterSeconds", step.pause().jitter().toSeconds());
      return object;
    }
  }

  void print(List<Row> rows) {
    // the last column stays free, where some terminals break the line already
    var columns = screen.columns() == 0 ? UNCUT : screen.columns() - 1;
    if (columns < NARROW) {
      rows.forEach(row -> narrow(row, columns));
    } else {
      var longest = rows.stream().mapToInt(r -> Text.width(r.orders())).max().orElse(0);
      var orders = Math.min(longest, (columns - FIRST - 2) / 2);
      line("DIAGNOSIS", "WHAT IS DONE, IN ORDER", "A PERSON IS CALLED", orders, true);
      rows.forEach(row -> wide(row, orders, columns - FIRST - orders - 2));
    }
    if (rows.stream().anyMatch(row -> row.written().own())) {
      screen.line("* a page of your own");
    }
  }

  private void wide(Row row, int orders, int person) {
    var left = Text.wrapped(row.orders(), orders);
    var right = Text.wrapped(row.person(), person);
    for (var i = 0; i < Math.max(left.size(), right.size()); i++) {
      line(
          i == 0 ? row.name() : "",
          i < left.size() ? left.get(i) : "",
          i < right.size() ? right.get(i) : "",
          orders,
          false);
    }
  }

  private void line(String name, String orders, String person, int width, boolean head) {
    var text = Screen.padded(name, FIRST) + Screen.padded(orders, width + 2) + person;
    screen.line(head ? screen.dim(text) : text.stripTrailing());
  }

  /// One below the other, when they find no room side by side.
  private void narrow(Row row, int columns) {
    screen.line(screen.bold(Text.cut(row.name(), columns)));
    Text.wrapped(row.orders(), columns - 2).forEach(line -> screen.line("  " + line));
    Text.wrapped("a person: " + row.person(), columns - 2)
        .forEach(line -> screen.line("  " + line));
  }
}
