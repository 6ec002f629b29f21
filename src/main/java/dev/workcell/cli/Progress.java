package dev.workcell.cli;

import dev.workcell.diagnose.PlainText;
import dev.workcell.supervise.Cell.View;

/// Tells each change of state once, on a line.
final class Progress {
  private final Screen screen;
  private final boolean silent;
  private String last = "";

  Progress(Screen screen, boolean silent) {
    this.screen = screen;
    this.silent = silent;
  }

  void see(View view) {
    var word = view.run().state().word();
    if (silent || word.equals(last)) {
      return;
    }
    last = word;
    var room = screen.columns() == 0 ? 200 : Math.max(20, screen.columns() - 16);
    screen.line(
        "  %s %s"
            .formatted(
                screen.state(view.run().state(), 12),
                Text.cut(PlainText.line(view.run().because(), 400), room)));
    screen.out().flush();
  }
}
