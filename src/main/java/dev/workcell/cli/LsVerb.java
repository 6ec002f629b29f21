package dev.workcell.cli;

import static dev.workcell.cli.Options.flag;
import static dev.workcell.cli.Options.has;
import static dev.workcell.cli.Options.option;
import static dev.workcell.cli.Options.value;

import dev.workcell.diagnose.PlainText;
import dev.workcell.run.CellName;
import dev.workcell.run.Next;
import dev.workcell.run.Refusal;
import dev.workcell.run.State;
import dev.workcell.supervise.Cell;
import dev.workcell.supervise.Cell.View;
import dev.workcell.supervise.Look;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `workcell ls`
final class LsVerb implements Verb {
  private static final int WIDE = 160;
  private static final int NARROW = 64;
  private static final int LONGEST_GROUP = 16;

  @Override
  public String name() {
    return "ls";
  }

  @Override
  public CommandSpec spec() {
    var spec = Options.command("ls", "list the workcells: state, age, objective, what is next");
    spec.addOption(flag("--all", "also those that passed and were taken"));
    spec.addOption(option("--group", "NAME", "only this group, with what is queued"));
    spec.addOption(flag("--usage", "tokens, cost, turns and model of each instead"));
    spec.addOption(Options.json());
    return spec;
  }

  @Override
  public int run(ParseResult words, Desk desk) throws IOException {
    if (has(words, "--group")) {
      return GroupTable.list(desk, value(words, "--group").orElseThrow(), has(words, "--json"));
    }
    var world = desk.world();
    var look = new Look(world);
    var rows = new ArrayList<View>();
    var jsons = new ArrayList<String>();
    var hidden = 0;
    for (CellName name : world.cells().names()) {
      Cell cell;
      View view;
      try {
        cell = world.cells().open(name);
        view = look.at(cell);
      } catch (Refusal unreadable) {
        desk.screen().err().println("%s: %s".formatted(unreadable.what(), unreadable.why()));
        continue;
      }
      if (!has(words, "--all") && view.run().taken().isPresent()) {
        hidden++;
        continue;
      }
      rows.add(view);
      if (has(words, "--json")) {
        jsons.add(cell.statusText().stripTrailing());
      }
    }
    if (has(words, "--json")) {
      desk.screen().line("[" + String.join(",\n", jsons) + "]");
      return 0;
    }
    if (has(words, "--usage") && !rows.isEmpty()) {
      UsageTable.print(desk.screen(), rows);
    } else {
      print(desk, rows, hidden);
    }
    return 0;
  }

  private static void print(Desk desk, List<View> rows, int hidden) {
    var screen = desk.screen();
    if (rows.isEmpty()) {
      screen.line(
          hidden == 0
              ? "no workcells yet; `workcell quickstart` shows one at work"
              : "no workcells but %d that were taken (--all)".formatted(hidden));
      return;
    }
    var columns = screen.columns() == 0 ? WIDE : screen.columns();
    var nameWidth =
        rows.stream().mapToInt(r -> r.identity().name().value().length()).max().orElse(4);
    nameWidth = Math.max(4, Math.min(nameWidth, columns / 3));
    if (columns < NARROW) {
      narrow(screen, rows, nameWidth, columns);
      return;
    }
    var groupWidth = groupWidth(rows);
    var rest = Math.max(16, columns - nameWidth - 2 - groupWidth - 12 - 9 - 2);
    var objectiveWidth = rest * 6 / 10;
    screen.line(
        screen.dim(
            Text.cut(
                Screen.padded("NAME", nameWidth + 2)
                    + (groupWidth == 0 ? "" : Screen.padded("GROUP", groupWidth))
                    + Screen.padded("STATE", 12)
                    + Screen.padded("AGE", 9)
                    + Screen.padded("OBJECTIVE", objectiveWidth + 2)
                    + "NEXT",
                columns)));
    for (var row : rows) {
      screen.line(
          Screen.padded(Text.cut(row.identity().name().value(), nameWidth), nameWidth + 2)
              + (groupWidth == 0 ? "" : Screen.padded(group(row), groupWidth))
              + screen.state(row.run().state(), 12)
              + Screen.padded(age(desk, row), 9)
              + Screen.padded(
                  Text.cut(PlainText.line(row.cell().objective(), 400), objectiveWidth),
                  objectiveWidth + 2)
              + Text.cut(PlainText.line(next(row), 400), rest - objectiveWidth));
    }
  }

  private static String group(View row) {
    return Text.cut(row.identity().group().orElse("-"), LONGEST_GROUP);
  }

  /// 0 when there are no groups.
  private static int groupWidth(List<View> rows) {
    var widest = 0;
    for (var row : rows) {
      if (row.identity().group().isPresent()) {
        widest = Math.max(widest, Math.max(5, group(row).length()) + 2);
      }
    }
    return widest;
  }

  /// Without age and objective, which find no room.
  private static void narrow(Screen screen, List<View> rows, int nameWidth, int columns) {
    var rest = Math.max(0, columns - nameWidth - 2 - 12);
    screen.line(
        screen.dim(
            Text.cut(
                Screen.padded("NAME", nameWidth + 2) + Screen.padded("STATE", 12) + "NEXT",
                columns)));
    for (var row : rows) {
      screen.line(
          Screen.padded(Text.cut(row.identity().name().value(), nameWidth), nameWidth + 2)
              + screen.state(row.run().state(), 12)
              + Text.cut(PlainText.line(next(row), 400), rest));
    }
  }

  private static String age(Desk desk, View row) {
    return row.run()
        .since()
        .map(at -> Screen.age(Duration.between(at, desk.world().time().now())))
        .orElse("-");
  }

  /// What comes next, in few words.
  static String next(View row) {
    return switch (row.run().state()) {
      case State.Passed _ -> row.run().taken().isPresent() ? "taken" : "take it";
      case State.Unverified _ -> "look at it";
      case State.Stopped _ -> "resume or rm";
      case State.Parked _ ->
          row.run().next().map(LsVerb::inWords).orElse("look at it") + ": " + row.run().because();
      case State.Asking asking -> "answer: " + asking.question();
      case State.Waiting waiting -> waiting.due().map(d -> "goes on at " + d).orElse("waits");
      case State.Prepared _,
          State.Starting _,
          State.Working _,
          State.Verifying _,
          State.Recovering _ ->
          row.run().because();
    };
  }

  private static String inWords(Next next) {
    return switch (next.remedy()) {
      case CONTINUE, RELAUNCH, RELAUNCH_FRESH, NUDGE -> "resume";
      case WAIT_UNTIL -> next.at().map(at -> "resume after " + at).orElse("resume later");
      case ASK_OPERATOR, PARK, SALVAGE -> "you";
    };
  }
}
