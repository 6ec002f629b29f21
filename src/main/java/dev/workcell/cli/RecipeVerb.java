package dev.workcell.cli;

import static dev.workcell.cli.Options.flag;
import static dev.workcell.cli.Options.has;
import static dev.workcell.cli.Options.option;
import static dev.workcell.cli.Options.value;

import dev.workcell.diagnose.Outcome;
import dev.workcell.diagnose.Outcome.Stands;
import dev.workcell.diagnose.PlainText;
import dev.workcell.run.CellName;
import dev.workcell.run.DiagnosisKind;
import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import dev.workcell.run.Words;
import dev.workcell.supervise.RecordCase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `workcell recipe`
final class RecipeVerb implements Verb {
  @Override
  public String name() {
    return "recipe";
  }

  @Override
  public CommandSpec spec() {
    var spec =
        Options.command(
            "recipe",
            "how each agent is run and read: ls, show, test, record",
            "",
            "  recipe ls                               all recipes",
            "  recipe show RECIPE                      the page as it is written",
            "  recipe show RECIPE --cell NAME          which sign fired where in its last attempt",
            "  recipe show RECIPE --file LOG           the same for a file of output",
            "  recipe show RECIPE --screen FILE        the same for a captured screen",
            "  recipe test RECIPE --corpus DIR         recorded cases: what is read right, each miss",
            "  recipe record NAME --corpus DIR         its last attempt becomes a case, cleaned",
            "",
            "A page of your own overrides the built-in one of its name:",
            "  mkdir -p ~/.config/workcell/recipes",
            "  workcell recipe show codex >~/.config/workcell/recipes/codex.md");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("1")
            .required(true)
            .type(String.class)
            .paramLabel("ls|show|test|record")
            .description("what to do")
            .build());
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("1")
            .arity("0..1")
            .type(String.class)
            .paramLabel("NAME")
            .description("the recipe; with record the workcell")
            .build());
    spec.addOption(option("--corpus", "DIR", "where the recorded cases are"));
    spec.addOption(option("--cell", "NAME", "explain the last attempt of this workcell"));
    spec.addOption(option("--file", "LOG", "explain this file of output"));
    spec.addOption(option("--screen", "FILE", "explain this screen (tmux capture-pane -p -e)"));
    spec.addOption(option("--as", "CASE", "the name of the new case (default: as the workcell)"));
    spec.addOption(option("--stands", "WORD", "what really was: done, failed, alive, waiting, …"));
    spec.addOption(option("--kind", "WORD", "what really went wrong: rate-limit, network, …"));
    spec.addOption(flag("--all", "with test: each case, not only the misses"));
    spec.addOption(Options.json());
    return spec;
  }

  @Override
  public int run(ParseResult words, Desk desk) throws IOException {
    var what = words.matchedPositionalValue(0, "");
    var name = words.matchedPositionalValue(1, "");
    if (!what.equals("ls") && name.isEmpty()) {
      throw refused("recipe %s takes a NAME".formatted(what), "none was given");
    }
    return switch (what) {
      case "ls" -> ls(desk, has(words, "--json"));
      case "show" -> show(words, desk, name);
      case "test" -> new RecipeTest(desk).run(name, corpus(words), words);
      case "record" -> record(words, desk, name);
      default ->
          throw refused(
              "recipe takes ls, show, test or record",
              "'%s' is none of them".formatted(PlainText.line(what, 60)));
    };
  }

  private static int ls(Desk desk, boolean json) {
    var recipes = desk.world().recipes();
    var rows = new ArrayList<Map<String, Object>>();
    for (var name : recipes.names()) {
      var recipe = recipes.find(name);
      var row = new LinkedHashMap<String, Object>();
      row.put("name", name);
      row.put("title", recipe.title());
      row.put("source", recipes.written(name).own() ? recipes.written(name).source() : "built-in");
      row.put("verified", recipe.verified().orElse(""));
      row.put("signs", recipe.signs().size());
      rows.add(row);
    }
    if (json) {
      desk.screen()
          .line(rows.stream().map(JsonText::of).collect(Collectors.joining(",\n", "[", "]")));
      return 0;
    }
    desk.screen().line(desk.screen().bold(row("RECIPE", "VERIFIED", "SIGNS", "AGENT")));
    for (var row : rows) {
      var own = "built-in".equals(row.get("source")) ? "" : "*";
      var verified = String.valueOf(row.get("verified"));
      desk.screen()
          .line(
              row(
                  row.get("name") + own,
                  verified.isEmpty() ? "-" : verified,
                  String.valueOf(row.get("signs")),
                  String.valueOf(row.get("title"))));
    }
    return 0;
  }

  private static String row(String name, String verified, String signs, String title) {
    return Screen.padded(name, 16) + Screen.padded(verified, 12) + Screen.padded(signs, 7) + title;
  }

  private static int show(ParseResult words, Desk desk, String name) throws IOException {
    var explain = new RecipeExplain(desk, name);
    var cell = value(words, "--cell");
    if (cell.isPresent()) {
      return explain.cell(new CellName(cell.get()));
    }
    var file = value(words, "--file");
    if (file.isPresent()) {
      return explain.file(Path.of(file.get()));
    }
    var screen = value(words, "--screen");
    if (screen.isPresent()) {
      return explain.screen(Path.of(screen.get()));
    }
    desk.screen().out().print(desk.world().recipes().written(name).text());
    return 0;
  }

  private static int record(ParseResult words, Desk desk, String name) throws IOException {
    var cell = desk.world().cells().open(new CellName(name));
    var as = value(words, "--as").orElse(name);
    if (!as.matches("[a-z0-9][a-z0-9./-]*") || as.contains("..")) {
      throw refused("a case has a plain name", "'%s' is none".formatted(PlainText.line(as, 60)));
    }
    var place = new RecordCase(desk.world()).record(cell, corpus(words), as, truth(words));
    desk.screen().line("recorded in " + place);
    if (value(words, "--stands").isEmpty()) {
      desk.screen().line("  next: write what really was into " + place.resolve("truth.json"));
    }
    return 0;
  }

  private static Optional<Outcome> truth(ParseResult words) {
    var stands = value(words, "--stands").map(w -> word(Stands.class, "--stands", w));
    var kind = value(words, "--kind").map(w -> word(DiagnosisKind.class, "--kind", w));
    return stands.map(s -> new Outcome(s, kind, Optional.empty(), Optional.empty()));
  }

  private static <E extends Enum<E>> E word(Class<E> type, String option, String word) {
    return Words.find(type, word)
        .orElseThrow(() ->
            refused(
                "%s takes one of its words".formatted(option),
                "'%s' is none of %s"
                    .formatted(
                        PlainText.line(word, 60),
                        java.util.Arrays.stream(type.getEnumConstants())
                            .map(Words::of)
                            .collect(Collectors.joining(", ")))));
  }

  private static Path corpus(ParseResult words) {
    return value(words, "--corpus")
        .map(Path::of)
        .orElseThrow(
            () -> refused("it is not said where the cases are", "--corpus DIR was not given"));
  }

  private static Refusal refused(String what, String why) {
    return new Refusal(Kind.USAGE, what, why, "workcell recipe --help");
  }
}
