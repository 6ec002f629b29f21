package dev.workcell.disk;

import dev.workcell.run.CellName;
import dev.workcell.supervise.Cells.Holder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// `workcell-holder` in a git directory: which workcell works there.
final class HolderFile {
  private HolderFile() {}

  static Optional<Holder> read(Path gitDir) throws IOException {
    try {
      var in = Json.parse(Files.readString(file(gitDir)));
      return Optional.of(
          new Holder(
              Path.of(in.text("home")),
              in.text("homeId"),
              new CellName(in.text("cell")),
              in.text("cellId")));
    } catch (NoSuchFileException | Malformed e) {
      return Optional.empty();
    }
  }

  static void write(Path gitDir, Holder holder) throws IOException {
    AtomicFile.write(
        file(gitDir),
        Json.page(
            new JsonObject()
                .put("home", holder.home().toString())
                .put("homeId", holder.homeId())
                .put("cell", holder.cell().value())
                .put("cellId", holder.cellId())
                .map()));
  }

  static void remove(Path gitDir) throws IOException {
    Files.deleteIfExists(file(gitDir));
  }

  private static Path file(Path gitDir) {
    return gitDir.resolve("workcell-holder");
  }
}
