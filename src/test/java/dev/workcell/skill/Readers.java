package dev.workcell.skill;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.nio.file.Path;

/// Homes to read in.
final class Readers {
  private Readers() {}

  /// An empty HOME, with the program on PATH.
  static Sandbox emptyHome() throws IOException {
    var box = Sandbox.open();
    var program = Path.of(box.argv().getFirst()).getParent();
    return box.with("PATH", program + ":" + box.environment().get("PATH"));
  }
}
