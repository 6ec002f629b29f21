package dev.workcell.disk;

import dev.workcell.run.Supervision;
import dev.workcell.supervise.Supervisors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// `supervisor/` of a home: `lock` is held by the supervisor, `live` is there while it is (the
/// wrapper looks at it, and a stale one costs it 300 ms), `poke` is touched to wake it.
public final class DiskSupervisors implements Supervisors {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Path directory;

  /// @param cells of the same home
  public DiskSupervisors(DiskCells cells) {
    this.directory = cells.home().resolve("supervisor");
  }

  @Override
  public Supervision now() {
    try (var _ = FileLock.take(lock(), Duration.ZERO)) {
      return Supervision.UNATTENDED;
    } catch (FileLock.Busy e) {
      return Supervision.ATTENDED;
    } catch (IOException e) {
      return Supervision.UNATTENDED;
    }
  }

  @Override
  public Optional<Lease> lead() throws IOException {
    try {
      var lock = FileLock.take(lock(), PATIENCE);
      AtomicFile.write(live(), ProcessHandle.current().pid() + "\n");
      return Optional.of(() -> {
        Files.deleteIfExists(live());
        lock.close();
      });
    } catch (FileLock.Busy e) {
      return Optional.empty();
    }
  }

  @Override
  public void poke() {
    try {
      if (Files.exists(live())) {
        Files.writeString(directory.resolve("poke"), "poke\n");
      }
    } catch (IOException e) {
      // it looks by itself before long
    }
  }

  private Path lock() {
    return directory.resolve("lock");
  }

  private Path live() {
    return directory.resolve("live");
  }
}
