package dev.workcell.cli;

import static dev.workcell.cli.Options.has;

import dev.workcell.diagnose.Confusion;
import dev.workcell.diagnose.Confusion.Judged;
import dev.workcell.diagnose.Outcome;
import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import dev.workcell.run.Words;
import dev.workcell.supervise.ReadCase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.ParseResult;

/// `recipe test`: recorded cases against the truth about them.
final class RecipeTest {
  private final Desk desk;

  RecipeTest(Desk desk) {
    this.desk = desk;
  }

  /// @return 0 when all is read right
  int run(String name, Path corpus, ParseResult words) throws IOException {
    var recipe = desk.world().recipes().find(name);
    var judged = new ArrayList<Judged>();
    var untold = new LinkedHashMap<String, Outcome>();
    // recorded truths tell their times in UTC
    var reader = new ReadCase(desk.world().outputs(), recipe, ZoneOffset.UTC);
    for (var recorded : desk.world().corpus().cases(corpus)) {
      if (recorded.recipe().filter(r -> !r.equals(name)).isPresent()) {
        continue;
      }
      var read = reader.read(recorded).outcome();
      if (recorded.truth().isPresent()) {
        judged.add(new Judged(recorded.name(), recorded.truth().get(), read, recorded.textMode()));
      } else {
        untold.put(recorded.name(), read);
      }
    }
    if (judged.isEmpty() && untold.isEmpty()) {
      throw new Refusal(
          Kind.NOT_FOUND,
          "there is no case of recipe '%s'".formatted(name),
          "%s holds none".formatted(corpus),
          "workcell recipe record NAME --corpus " + corpus);
    }
    var confusion = new Confusion(judged);
    if (has(words, "--json")) {
      json(name, confusion, untold);
    } else {
      print(confusion, untold, has(words, "--all"));
    }
    return confusion.misses().isEmpty() && confusion.dangers().isEmpty() ? 0 : 1;
  }

  private void print(Confusion confusion, Map<String, Outcome> untold, boolean all) {
    var screen = desk.screen();
    if (!confusion.cases().isEmpty()) {
      table(confusion.table());
      screen.line();
      screen.line(confusion.summary());
    }
    for (var one : all ? confusion.cases() : confusion.misses()) {
      screen.line(
          "%s  %s  %s"
              .formatted(
                  one.dangerous() ? screen.red("DANGER") : one.wrong().isPresent() ? "miss" : "ok",
                  one.name(),
                  one.wrong().orElseGet(() -> word(one.read()))));
    }
    untold.forEach((name, read) -> screen.line("read  %s  %s".formatted(name, word(read))));
  }

  private void table(List<List<String>> rows) {
    var widths = new ArrayList<Integer>();
    for (var column = 0; column < rows.getFirst().size(); column++) {
      var at = column;
      widths.add(rows.stream().mapToInt(r -> Text.width(r.get(at))).max().orElse(0));
    }
    for (var row : rows) {
      var line = new StringBuilder();
      for (var column = 0; column < row.size(); column++) {
        line.append(Screen.padded(row.get(column), widths.get(column) + 2));
      }
      desk.screen().line(line.toString().stripTrailing());
    }
  }

  private void json(String recipe, Confusion confusion, Map<String, Outcome> untold) {
    var object = new LinkedHashMap<String, Object>();
    object.put("recipe", recipe);
    object.put("cases", confusion.cases().size());
    object.put("misses", confusion.misses().size());
    object.put("dangers", confusion.dangers().size());
    var rows = new ArrayList<Object>();
    for (var one : confusion.cases()) {
      var row = new LinkedHashMap<String, Object>();
      row.put("case", one.name());
      row.put("truth", word(one.truth()));
      row.put("read", word(one.read()));
      row.put("wrong", one.wrong().orElse(""));
      row.put("dangerous", one.dangerous());
      rows.add(row);
    }
    untold.forEach((name, read) -> {
      var row = new LinkedHashMap<String, Object>();
      row.put("case", name);
      row.put("read", word(read));
      rows.add(row);
    });
    object.put("readings", rows);
    desk.screen().line(JsonText.of(object));
  }

  /// `failed rate-limit, resets 2026-11-22T13:04:59Z`.
  static String word(Outcome outcome) {
    return List.of(
            Words.of(outcome.stands()),
            outcome.kind().map(k -> " " + Words.of(k)).orElse(""),
            outcome.resetAt().map(at -> ", resets " + at).orElse(""))
        .stream()
        .collect(Collectors.joining());
  }
}
