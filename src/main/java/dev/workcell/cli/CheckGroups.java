package dev.workcell.cli;

import dev.workcell.diagnose.PlainText;
import dev.workcell.playbook.NextOfGroup.Decision;
import dev.workcell.run.CellName;
import dev.workcell.run.Refusal;
import dev.workcell.run.Tries;
import dev.workcell.supervise.Drive;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The part of `workcell check` that launches what is due in groups.
final class CheckGroups {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Desk desk;
  private final List<String> lines = new ArrayList<>();
  private final List<CellName> launched = new ArrayList<>();

  CheckGroups(Desk desk) {
    this.desk = desk;
  }

  void check(boolean onlyTell) throws IOException, InterruptedException {
    for (var group : desk.world().cells().groups().names()) {
      try {
        one(group, onlyTell);
      } catch (Refusal unreadable) {
        desk.screen().err().println("%s: %s".formatted(unreadable.what(), unreadable.why()));
      }
    }
  }

  private void one(String group, boolean onlyTell) throws IOException, InterruptedException {
    var drive = new Drive(desk.world());
    var before = drive.look(group, Tries.AGAIN);
    var after = onlyTell ? before : drive.pass(group, Tries.AGAIN, PATIENCE);
    before
        .decisions()
        .forEach((name, was) -> {
          if (!(was instanceof Decision.Launch)) {
            return;
          }
          var text =
              switch (after.decisions().get(name)) {
                case Decision.There(var _) -> {
                  launched.add(name);
                  yield "launched by this check for group " + group;
                }
                case Decision.Blocked(var because) -> because;
                case null, default -> "would be launched for group " + group;
              };
          lines.add("%s  %s".formatted(name, PlainText.line(text, 400)));
        });
  }

  List<String> lines() {
    return lines;
  }

  List<CellName> launched() {
    return launched;
  }
}
