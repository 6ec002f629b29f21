package dev.workcell.cli;

import static dev.workcell.cli.Options.has;

import dev.workcell.diagnose.PlainText;
import dev.workcell.run.DiagnosisKind;
import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import dev.workcell.run.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `workcell playbook`
final class PlaybookVerb implements Verb {
  @Override
  public String name() {
    return "playbook";
  }

  @Override
  public CommandSpec spec() {
    var spec =
        Options.command(
            "playbook",
            "what is done about each diagnosis: ls, show KIND",
            "",
            "A page of your own overrides the built-in one of its name:",
            "  mkdir -p ~/.config/workcell/recovery",
            "  workcell playbook show rate-limit >~/.config/workcell/recovery/rate-limit.md");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("1")
            .required(true)
            .type(String.class)
            .paramLabel("ls|show")
            .description("all pages as a table, or one as it is written")
            .build());
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("1")
            .arity("0..1")
            .type(String.class)
            .paramLabel("KIND")
            .description("the diagnosis, with show")
            .build());
    spec.addOption(Options.json());
    return spec;
  }

  @Override
  public int run(ParseResult words, Desk desk) {
    var what = words.matchedPositionalValue(0, "");
    var kind = words.matchedPositionalValue(1, "");
    return switch (what) {
      case "ls" -> {
        if (!kind.isEmpty()) {
          throw refused(Kind.USAGE, "playbook ls takes no KIND", "'%s' was given", kind);
        }
        yield ls(desk, has(words, "--json"));
      }
      case "show" -> show(desk, kind, has(words, "--json"));
      default -> throw refused(Kind.USAGE, "playbook takes ls or show", "'%s' is neither", what);
    };
  }

  /// A page that is wrong is told apart, and the others are listed.
  private static int ls(Desk desk, boolean json) {
    var rows = new ArrayList<PlaybookTable.Row>();
    var wrong = Optional.<Refusal>empty();
    var playbooks = desk.world().playbooks();
    for (var kind : DiagnosisKind.values()) {
      try {
        rows.add(new PlaybookTable.Row(playbooks.find(kind), playbooks.written(kind)));
      } catch (Refusal refusal) {
        desk.screen().err().println("%s: %s".formatted(refusal.what(), refusal.why()));
        desk.screen().err().println("  mend: " + refusal.mend());
        wrong = Optional.of(refusal);
      }
    }
    if (json) {
      var texts = rows.stream().map(row -> JsonText.of(row.json()));
      desk.screen().line(texts.collect(Collectors.joining(",\n", "[", "]")));
    } else {
      new PlaybookTable(desk.screen()).print(rows);
    }
    return wrong.map(refusal -> refusal.kind().exitCode()).orElse(0);
  }

  private static int show(Desk desk, String word, boolean json) {
    if (word.isEmpty()) {
      throw refused(Kind.USAGE, "playbook show takes a KIND", "%sone of " + kinds(), "");
    }
    var kind =
        Words.find(DiagnosisKind.class, word)
            .orElseThrow(() ->
                refused(
                    Kind.NOT_FOUND,
                    "there is no such page in the playbook",
                    "'%s' is no diagnosis; they are " + kinds(),
                    word));
    var page = desk.world().playbooks().find(kind);
    var written = desk.world().playbooks().written(kind);
    if (json) {
      var object = new PlaybookTable.Row(page, written).json();
      object.put("body", page.body());
      desk.screen().line(JsonText.of(object));
    } else {
      desk.screen().out().print(written.text());
    }
    return 0;
  }

  private static Refusal refused(Kind kind, String what, String why, String word) {
    return new Refusal(kind, what, why.formatted(PlainText.line(word, 60)), "workcell playbook ls");
  }

  private static String kinds() {
    return Arrays.stream(DiagnosisKind.values()).map(Words::of).collect(Collectors.joining(", "));
  }
}
