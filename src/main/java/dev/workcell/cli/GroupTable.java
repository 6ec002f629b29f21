package dev.workcell.cli;

import dev.workcell.diagnose.PlainText;
import dev.workcell.playbook.NextOfGroup.Decision;
import dev.workcell.run.CellName;
import dev.workcell.run.Tries;
import dev.workcell.supervise.Cell.View;
import dev.workcell.supervise.Drive;
import dev.workcell.supervise.Look;
import dev.workcell.supervise.Up;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The workcells of a group, one line each: those that are there and those that are queued.
final class GroupTable {
  private final Desk desk;

  GroupTable(Desk desk) {
    this.desk = desk;
  }

  /// One line.
  ///
  /// @param word what stands in the column of states
  /// @param json what is printed with `--json`
  record Row(
      CellName name, String word, Optional<View> view, String text, Map<String, Object> json) {}

  /// `workcell ls --group NAME`
  static int list(Desk desk, String group, boolean json) throws IOException {
    var drive = new Drive(desk.world());
    lookedAt(desk, drive.look(group, Tries.ONCE));
    var standing = drive.look(group, Tries.ONCE);
    var table = new GroupTable(desk);
    var rows = table.rows(standing);
    if (json) {
      desk.screen().line(table.json(standing, rows));
      return 0;
    }
    table.title(standing);
    table.print(rows);
    return 0;
  }

  /// What died unseen is brought to rest first.
  static void lookedAt(Desk desk, Drive.Standing standing) throws IOException {
    var look = new Look(desk.world());
    for (var name : standing.there().keySet()) {
      if (!standing.there().get(name).run().state().settled()) {
        look.at(desk.world().cells().open(name));
      }
    }
  }

  void title(Drive.Standing standing) {
    var plan = standing.plan();
    desk.screen()
        .line(
            "group %s  %s"
                .formatted(
                    desk.screen().bold(plan.name()),
                    desk.screen()
                        .dim(
                            "%d workcell%s, %d at once, from %s"
                                .formatted(
                                    plan.cells().size(),
                                    plan.cells().size() == 1 ? "" : "s",
                                    plan.mostAtOnce(),
                                    plan.source()))));
  }

  List<Row> rows(Drive.Standing standing) {
    var rows = new ArrayList<Row>();
    standing
        .decisions()
        .forEach((name, decision) ->
            rows.add(row(name, decision, Optional.ofNullable(standing.there().get(name)), "")));
    return rows;
  }

  /// As `rows`, after `up`.
  List<Row> rows(Up.Outcome outcome) {
    var rows = new ArrayList<Row>();
    outcome
        .standing()
        .decisions()
        .forEach((name, decision) -> {
          var view = Optional.ofNullable(outcome.standing().there().get(name));
          var changed = outcome.changed().get(name);
          var text =
              outcome.launched().contains(name)
                  ? "launched"
                  : changed != null ? changed(name, changed, view.orElseThrow()) : "";
          rows.add(row(name, decision, view, text));
        });
    for (var view : outcome.orphans()) {
      var name = view.identity().name();
      rows.add(
          new Row(
              name,
              view.run().state().word(),
              Optional.of(view),
              "orphan: no longer in the file, left alone; workcell %s %s"
                  .formatted(view.run().state().settled() ? "rm" : "stop", name),
              json(name, "orphan", Optional.of(view), "no longer in the file")));
    }
    return rows;
  }

  /// Those of which the file says otherwise, or nothing.
  List<Row> remarkable(Up.Outcome outcome) {
    return rows(outcome).stream()
        .filter(r ->
            outcome.changed().containsKey(r.name())
                || outcome.standing().plan().cell(r.name()).isEmpty())
        .toList();
  }

  private static String changed(CellName name, List<String> what, View view) {
    return "changed: %s; it keeps what it was launched with; workcell %s %s, then up again"
        .formatted(String.join(", ", what), view.run().state().settled() ? "rm" : "stop", name);
  }

  private Row row(CellName name, Decision decision, Optional<View> view, String said) {
    return switch (decision) {
      case Decision.There(var state) -> {
        var text =
            !said.isEmpty()
                ? said
                : "%s%s"
                    .formatted(
                        state.settled() ? "" : age(view.orElseThrow()) + ", ",
                        LsVerb.next(view.orElseThrow()));
        yield new Row(
            name,
            state.word(),
            view,
            text,
            json(name, said.isEmpty() ? "left-alone" : said.split(":", 2)[0], view, text));
      }
      case Decision.Launch(var because) ->
          new Row(name, "next", view, because, json(name, "next", view, because));
      case Decision.Wait(var dependencies, var because) -> {
        var json = json(name, "queued", view, "waits for " + because);
        json.put("waitsFor", dependencies.stream().map(CellName::value).toList());
        yield new Row(name, "queued", view, "waits for " + because, json);
      }
      case Decision.Blocked(var because) ->
          new Row(name, "blocked", view, because, json(name, "blocked", view, because));
      case Decision.Gone(var because) ->
          new Row(name, "done", view, because, json(name, "done", view, because));
    };
  }

  private String age(View view) {
    return view.run()
        .since()
        .map(at -> "for " + Screen.age(Duration.between(at, desk.world().time().now())))
        .orElse("just now");
  }

  private static Map<String, Object> json(
      CellName name, String what, Optional<View> view, String because) {
    var json = new LinkedHashMap<String, Object>();
    json.put("name", name.value());
    json.put("what", what);
    view.ifPresent(v -> json.put("state", v.run().state().word()));
    json.put("because", PlainText.line(because, 4000));
    return json;
  }

  String json(Drive.Standing standing, List<Row> rows) {
    var json = new LinkedHashMap<String, Object>();
    json.put("group", standing.plan().name());
    json.put("file", standing.plan().source().toString());
    json.put("maxParallel", standing.plan().mostAtOnce());
    json.put("cells", rows.stream().map(Row::json).toList());
    return JsonText.of(json);
  }

  void print(List<Row> rows) {
    lines(rows).forEach(desk.screen()::line);
  }

  List<String> lines(List<Row> rows) {
    var screen = desk.screen();
    var columns = screen.columns() == 0 ? Integer.MAX_VALUE : screen.columns();
    var longest = rows.stream().mapToInt(r -> r.name().value().length()).max().orElse(4);
    var width = Math.min(longest, columns / 3);
    var lines = new ArrayList<String>();
    for (var row : rows) {
      var word =
          row.view().isPresent()
              ? screen.state(row.view().get().run().state(), 12)
              : row.word().equals("blocked")
                  ? screen.red(Screen.padded(row.word(), 12))
                  : screen.dim(Screen.padded(row.word(), 12));
      lines.add(
          "  "
              + Screen.padded(Text.cut(row.name().value(), width), width + 2)
              + word
              + Text.cut(PlainText.line(row.text(), 600), Math.max(8, columns - width - 16)));
    }
    return lines;
  }
}
