package dev.workcell.disk;

import dev.workcell.run.Words;
import dev.workcell.supervise.Cell.StatusFile;
import dev.workcell.supervise.Cell.View;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// The status.json of one run: what the journals say, written for readers, never read back as
/// truth.
///
/// @param run the directory of the run
/// @param socket of the tmux server of its workcell
record StatusProjection(Path run, Path socket) {
  private Path file() {
    return run.resolve("status.json");
  }

  String text(View view) throws IOException {
    return StatusCodec.write(view, surroundings());
  }

  void write(View view) throws IOException {
    AtomicFile.write(file(), text(view));
  }

  /// @throws dev.workcell.run.Refusal if a newer program wrote it
  void refuseNewer() {
    try {
      var schema = CellCodec.schema(Files.readString(file())).orElse(0);
      if (schema > CellCodec.SCHEMA) {
        throw DiskCells.newer(file(), schema);
      }
    } catch (IOException | Malformed e) {
      // damaged, so it is rebuilt
    }
  }

  /// Whether the file says what the journals say.
  StatusFile against(View view) throws IOException {
    try {
      var in = Json.parse(Files.readString(file()));
      var schema = in.number("schema");
      if (schema > CellCodec.SCHEMA) {
        throw DiskCells.newer(file(), schema);
      }
      if (in.value("seq").isEmpty()) {
        return new StatusFile.Stale("was written by the wrapper alone");
      }
      var seq = in.number("seq");
      return seq == view.run().seq() && in.text("wanted").equals(Words.of(view.cell().wanted()))
          ? new StatusFile.Current()
          : new StatusFile.Stale("knew journal line %d of %d".formatted(seq, view.run().seq()));
    } catch (NoSuchFileException e) {
      return new StatusFile.Stale("was missing");
    } catch (Malformed e) {
      return new StatusFile.Stale("was not readable (%s)".formatted(e.getMessage()));
    } catch (CharacterCodingException e) {
      return new StatusFile.Stale("was not text");
    }
  }

  private StatusCodec.Surroundings surroundings() throws IOException {
    var log = run.resolve("agent.log");
    if (!Files.exists(log)) {
      return new StatusCodec.Surroundings(socket, 0, Optional.empty());
    }
    var bytes = Files.size(log);
    var at = bytes == 0 ? Optional.<Instant>empty() : Optional.of(lastChange(log));
    return new StatusCodec.Surroundings(socket, bytes, at);
  }

  private static Instant lastChange(Path file) throws IOException {
    return Files.getLastModifiedTime(file).toInstant().truncatedTo(ChronoUnit.MILLIS);
  }
}
