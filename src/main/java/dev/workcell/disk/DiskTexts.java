package dev.workcell.disk;

import dev.workcell.run.AttemptId;
import dev.workcell.supervise.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// The directories `says` of a workcell's runs.
///
/// @param cell the directory of the workcell
record DiskTexts(Path cell) implements Texts {
  @Override
  public void keep(int run, String id, String text) throws IOException {
    AtomicFile.makeDirectories(says(run));
    AtomicFile.write(file(run, id), text);
  }

  @Override
  public String read(int run, String id) throws IOException {
    return Files.readString(file(run, id));
  }

  @Override
  public boolean whileTyping(Duration patience, Work work)
      throws IOException, InterruptedException {
    FileLock lock;
    try {
      lock = FileLock.take(cell.resolve("typing.lock"), patience);
    } catch (FileLock.Busy e) {
      return false;
    }
    try (lock) {
      work.run();
      return true;
    }
  }

  private Path file(int run, String id) {
    return says(run).resolve(id + ".md");
  }

  private Path says(int run) {
    return cell.resolve("runs").resolve(AttemptId.runName(run)).resolve("says");
  }
}
