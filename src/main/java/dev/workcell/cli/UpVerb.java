package dev.workcell.cli;

import static dev.workcell.cli.Options.flag;
import static dev.workcell.cli.Options.has;

import dev.workcell.playbook.NextOfGroup;
import dev.workcell.playbook.NextOfGroup.Decision;
import dev.workcell.supervise.AwaitGroup;
import dev.workcell.supervise.Drive;
import dev.workcell.supervise.Up;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `workcell up`
final class UpVerb implements Verb {
  @Override
  public String name() {
    return "up";
  }

  @Override
  public CommandSpec spec() {
    var spec =
        Options.command(
            "up",
            "make the workcells of a file: launch and queue what is not there",
            "",
            "What is there is left alone. What waits for others is launched later by the",
            "supervisor, by `check`, or by `up --wait`.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("0..1")
            .type(String.class)
            .paramLabel("FILE")
            .description("the file of workcells (default: cells.yaml)")
            .build());
    spec.addOption(flag("--dry-run", "only say what would be done"));
    spec.addOption(flag("--no-daemon", "start no supervisor; what does not pass is parked"));
    spec.addOption(flag("--wait", "wait until all is settled; exit 0 only if all passed"));
    spec.addOption(Options.json());
    return spec;
  }

  @Override
  public int run(ParseResult words, Desk desk) throws IOException, InterruptedException {
    var file = Path.of(words.<String>matchedPositionalValue(0, "cells.yaml"));
    var up = new Up(desk.world());
    if (has(words, "--dry-run")) {
      told(words, desk, up.dryRun(file));
      return 0;
    }
    LaunchVerb.announce(words, desk);
    var outcome = up.run(file);
    LaunchVerb.supervised(words, desk);
    if (has(words, "--wait")) {
      if (!has(words, "--json")) {
        told(words, desk, outcome);
      }
      return waited(words, desk, outcome.standing().plan().name());
    }
    told(words, desk, outcome);
    return refusedAny(outcome.standing()) ? 1 : 0;
  }

  private static void told(ParseResult words, Desk desk, Up.Outcome outcome) {
    var table = new GroupTable(desk);
    var rows = table.rows(outcome);
    if (has(words, "--json")) {
      desk.screen().line(table.json(outcome.standing(), rows));
      return;
    }
    table.title(outcome.standing());
    if (has(words, "--wait") && !has(words, "--dry-run")) {
      table.print(table.remarkable(outcome)); // the others follow, live
    } else {
      table.print(rows);
    }
    outcome.notes().forEach(n -> desk.screen().line("  note: " + n));
    if (!has(words, "--wait")) {
      desk.screen()
          .line(
              "  watch  " + desk.typed("workcell ls --group " + outcome.standing().plan().name()));
    }
  }

  private static int waited(ParseResult words, Desk desk, String group)
      throws IOException, InterruptedException {
    var progress = new GroupProgress(desk, has(words, "--json"));
    var keep = !has(words, "--no-daemon");
    var standing = new AwaitGroup(desk.world(), keep).settled(group, progress::see);
    progress.end(standing);
    if (has(words, "--json")) {
      var table = new GroupTable(desk);
      desk.screen().line(table.json(standing, table.rows(standing)));
    }
    return allDone(standing) ? 0 : 1;
  }

  private static boolean refusedAny(Drive.Standing standing) {
    return standing.plan().cells().stream().anyMatch(c -> c.progress().refused().isPresent());
  }

  private static boolean allDone(Drive.Standing standing) {
    for (var cell : standing.plan().cells()) {
      var done =
          switch (standing.decisions().get(cell.name())) {
            case Decision.There(var state) -> NextOfGroup.done(cell, state);
            case Decision.Gone _ -> true;
            case null, default -> false;
          };
      if (!done) {
        return false;
      }
    }
    return true;
  }
}
