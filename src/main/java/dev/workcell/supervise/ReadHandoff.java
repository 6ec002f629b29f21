package dev.workcell.supervise;

import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/// Gives handoff.md of a run; that of the last run is written anew, so that it says what is.
public final class ReadHandoff {
  private final World world;

  public ReadHandoff(World world) {
    this.world = world;
  }

  public String of(Cell cell, Optional<String> run) throws IOException {
    var view = cell.read();
    var number = run.filter(r -> r.matches("[0-9]{1,6}")).map(Integer::parseInt);
    if (run.isEmpty() || number.equals(Optional.of(view.cell().run()))) {
      new Handoff(world).write(cell);
      return Files.readString(cell.runDirectory(view.cell().run()).resolve("handoff.md"));
    }
    var file = cell.runDirectory(number.orElse(0)).resolve("handoff.md");
    if (!Files.exists(file)) {
      throw new Refusal(
          Kind.NOT_FOUND,
          "there is no run %s".formatted(run.get()),
          file + " is not there",
          "workcell handoff " + cell.identity().name());
    }
    return Files.readString(file);
  }
}
