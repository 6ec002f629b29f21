package dev.workcell.disk;

import dev.workcell.run.Supervision;
import dev.workcell.supervise.Supervisors;
import dev.workcell.supervise.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// `supervisor/` of a home: `lock` is held by the supervisor, `live` is there while it is (the
/// wrapper looks at it, and a stale one costs it 300 ms), `poke` is touched to wake it.
public final class DiskSupervisors implements Supervisors {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /// A supervisor that was announced is there after that, or will not come.
  private static final Duration STARTING = Duration.ofSeconds(20);

  private final Path directory;
  private final Time time;

  /// @param cells of the same home
  public DiskSupervisors(DiskCells cells, Time time) {
    this.time = time;
    this.directory = cells.home().resolve("supervisor");
  }

  @Override
  public Supervision now() {
    return present() == Supervision.ATTENDED || announced()
        ? Supervision.ATTENDED
        : Supervision.UNATTENDED;
  }

  private boolean announced() {
    try {
      var at = Files.getLastModifiedTime(directory.resolve("coming")).toInstant();
      var age = Duration.between(at, time.now());
      return !age.isNegative() && age.compareTo(STARTING) < 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public Optional<String> build() {
    try {
      return present() == Supervision.ATTENDED
          ? Files.readAllLines(live()).stream().skip(1).findFirst()
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public void announce() throws IOException {
    AtomicFile.write(directory.resolve("coming"), "coming\n");
  }

  @Override
  public Supervision present() {
    try (var _ = FileLock.take(lock(), Duration.ZERO)) {
      return Supervision.UNATTENDED;
    } catch (FileLock.Busy e) {
      // it may be another who only asks: to be taken for a supervisor by them would leave both
      // alone
      return leads() ? Supervision.ATTENDED : Supervision.UNATTENDED;
    } catch (IOException e) {
      return Supervision.UNATTENDED;
    }
  }

  /// Whether the process that said it leads is there.
  private boolean leads() {
    try {
      var pid = Files.readAllLines(live()).stream().findFirst().orElse("");
      return pid.matches("[0-9]{1,9}") && ProcessHandle.of(Long.parseLong(pid)).isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public Optional<Lease> lead(String build) throws IOException {
    try {
      var lock = FileLock.take(lock(), PATIENCE);
      AtomicFile.write(live(), "%d\n%s\n".formatted(ProcessHandle.current().pid(), build));
      Files.deleteIfExists(directory.resolve("coming"));
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
