package dev.workcell.cli;

import static dev.workcell.cli.Options.flag;
import static dev.workcell.cli.Options.has;

import dev.workcell.diagnose.PlainText;
import dev.workcell.supervise.Down;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `workcell down`
final class DownVerb implements Verb {
  @Override
  public String name() {
    return "down";
  }

  @Override
  public CommandSpec spec() {
    var spec =
        Options.command(
            "down", "stop the workcells of a file and launch no more of them; their files stay");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("0..1")
            .type(String.class)
            .paramLabel("FILE|GROUP")
            .description("the file of workcells, or the name of the group (default: cells.yaml)")
            .build());
    spec.addOption(flag("--rm", "also remove them, where their work is not only there"));
    spec.addOption(Options.json());
    return spec;
  }

  @Override
  public int run(ParseResult words, Desk desk) throws IOException, InterruptedException {
    var down = new Down(desk.world());
    var group = down.group(words.<String>matchedPositionalValue(0, "cells.yaml"));
    var ended = down.run(group, has(words, "--rm"));
    var refused = ended.stream().anyMatch(e -> e.refused().isPresent());
    if (has(words, "--json")) {
      var rows = new ArrayList<Map<String, Object>>();
      for (var one : ended) {
        rows.add(
            Map.of(
                "name", one.name().value(),
                "what", PlainText.line(one.what(), 4000),
                "refused", one.refused().isPresent()));
      }
      var json = new LinkedHashMap<String, Object>();
      json.put("group", group);
      json.put("cells", rows);
      desk.screen().line(JsonText.of(json));
      return refused ? 1 : 0;
    }
    desk.screen().line("group %s is down: nothing more of it is launched".formatted(group));
    var width = ended.stream().mapToInt(e -> e.name().value().length()).max().orElse(4) + 2;
    for (var one : ended) {
      desk.screen()
          .line(
              "  "
                  + Screen.padded(one.name().value(), width)
                  + PlainText.line(one.what(), 600)
                  + one.refused().map(r -> "; " + desk.typed(r.mend())).orElse(""));
    }
    return refused ? 1 : 0;
  }
}
