package dev.workcell.cli;

import static dev.workcell.cli.Options.flag;
import static dev.workcell.cli.Options.has;

import dev.workcell.diagnose.PlainText;
import dev.workcell.run.CellName;
import dev.workcell.run.Refusal;
import dev.workcell.run.Supervision;
import dev.workcell.supervise.Cell.View;
import dev.workcell.supervise.Deliver;
import dev.workcell.supervise.Tick;
import dev.workcell.supervise.World;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `workcell check`
final class CheckVerb implements Verb {
  /// News that is just coming in is waited for, to be told at once.
  private static final Duration GATHERING = Duration.ofSeconds(3);

  @Override
  public String name() {
    return "check";
  }

  @Override
  public CommandSpec spec() {
    var spec =
        Options.command("check", "one pass of the supervisor: settle and recover what is due");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("0..1")
            .type(String.class)
            .paramLabel("NAME")
            .description("only this workcell")
            .build());
    spec.addOption(flag("--dry-run", "only say what would be done"));
    spec.addOption(Options.json());
    return spec;
  }

  @Override
  public int run(ParseResult words, Desk desk) throws IOException, InterruptedException {
    var world = desk.world();
    var rows = new ArrayList<Row>();
    for (var name : asked(words, world)) {
      try {
        var before = world.cells().open(name).read();
        if (Tick.wanted(before)) {
          rows.add(has(words, "--dry-run") ? would(before) : done(world, before));
        }
      } catch (Refusal unreadable) {
        desk.screen().err().println("%s: %s".formatted(unreadable.what(), unreadable.why()));
      }
    }
    var groups = new CheckGroups(desk);
    if (words.<String>matchedPositionalValue(0, "").isEmpty()) {
      groups.check(has(words, "--dry-run"));
    }
    if (!has(words, "--dry-run")) {
      deliver(world);
    }
    if (has(words, "--json")) {
      var texts = new ArrayList<String>();
      for (var row : rows) {
        texts.add(world.cells().open(row.name).statusText().stripTrailing());
      }
      for (var name : groups.launched()) {
        texts.add(world.cells().open(name).statusText().stripTrailing());
      }
      desk.screen().line("[" + String.join(",\n", texts) + "]");
      return 0;
    }
    if (rows.isEmpty() && groups.lines().isEmpty()) {
      desk.screen().line("nothing is open, and nothing waits for a supervisor");
    }
    var width = rows.stream().mapToInt(r -> r.name.value().length()).max().orElse(4) + 2;
    for (var row : rows) {
      desk.screen()
          .line(
              Screen.padded(row.name.value(), width)
                  + desk.screen().state(row.view.run().state(), 12)
                  + PlainText.line(row.text, 400));
    }
    groups.lines().forEach(desk.screen()::line);
    return 0;
  }

  /// What people are to be told; a supervisor that lives does it itself.
  private static void deliver(World world) throws IOException, InterruptedException {
    if (world.post().outbox().stamp() != 0
        && world.supervisors().present() == Supervision.UNATTENDED) {
      var until = world.time().now().plus(GATHERING);
      new Deliver(world, Deliver.Absent.DEAD).pass(Duration.ZERO, until);
    }
  }

  private static List<CellName> asked(ParseResult words, World world) throws IOException {
    var name = words.<String>matchedPositionalValue(0, "");
    if (name.isEmpty()) {
      return world.cells().names();
    }
    world.cells().open(new CellName(name)); // refuses what is not there
    return List.of(new CellName(name));
  }

  private static Row done(World world, View before) throws IOException, InterruptedException {
    var name = before.identity().name();
    var after = new Tick(world).at(name).view();
    var same = after.run().seq() == before.run().seq();
    return new Row(name, after, same ? LsVerb.next(after) : after.run().because());
  }

  private static Row would(View view) {
    var next = view.run().next();
    var text =
        next.isPresent()
            ? "next %s%s: %s"
                .formatted(
                    dev.workcell.run.Words.of(next.get().remedy()),
                    next.get().at().map(at -> ", not before " + at).orElse(""),
                    next.get().because())
            : "nothing to do now: " + view.run().because();
    return new Row(view.identity().name(), view, text);
  }

  private record Row(CellName name, View view, String text) {}
}
