package dev.workcell.supervise;

import dev.workcell.supervise.Cell.View;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Types into the terminal of an interactive agent: through the FIFO that the keeper of the
/// terminal reads, so that no viewer is needed for it.
final class Keyboard {
  private static final String BEGIN_PASTE = "\u001b[200~";
  private static final String END_PASTE = "\u001b[201~";
  private static final Duration BETWEEN_KEYS = Duration.ofMillis(300);

  private static final Map<String, String> NAMED =
      Map.of(
          "Enter", "\r",
          "Escape", "\u001b",
          "Tab", "\t",
          "Space", " ",
          "Up", "\u001b[A",
          "Down", "\u001b[B",
          "Right", "\u001b[C",
          "Left", "\u001b[D");

  private final World world;

  Keyboard(World world) {
    this.world = world;
  }

  /// Presses keys by their names, one after the other; a name that is none is typed as it is.
  ///
  /// @throws IOException if the terminal is gone, or it is not known whether all of them arrived
  void press(Cell cell, View view, List<String> keys) throws IOException {
    for (var key : keys) {
      type(cell, view, NAMED.getOrDefault(key, key));
      try {
        world.time().pause(BETWEEN_KEYS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while keys were pressed", e);
      }
    }
  }

  /// Puts a text into the composer as one paste, so that its line ends do not send it.
  void paste(Cell cell, View view, String text) throws IOException {
    type(cell, view, BEGIN_PASTE + text + END_PASTE);
  }

  private void type(Cell cell, View view, String text) throws IOException {
    var keys = cell.attemptDirectory(view.cell().run(), view.run().attempt()).resolve("keys");
    world.terminals().type(keys, text.getBytes(StandardCharsets.UTF_8));
  }
}
