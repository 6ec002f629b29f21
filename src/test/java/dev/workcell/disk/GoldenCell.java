package dev.workcell.disk;

import dev.workcell.run.CellName;
import dev.workcell.supervise.Cell;
import dev.workcell.supervise.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// A copy of the recorded workcell `fix` in a home of its own, for tests of the disk alone.
record GoldenCell(Path home) {
  static final Path RECORDED = Path.of("src/test/resources/golden/run-v1");

  static GoldenCell copied() throws IOException {
    Files.createDirectories(Path.of("target"));
    var golden = new GoldenCell(Files.createTempDirectory(Path.of("target").toRealPath(), "gold"));
    try (var files = Files.walk(RECORDED)) {
      for (var file : files.toList()) {
        var target = golden.file(RECORDED.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
    Files.setLastModifiedTime(
        golden.file("runs/0002/agent.log"),
        FileTime.from(Instant.parse("2026-11-23T02:27:13.155Z")));
    return golden;
  }

  Path file(String name) {
    return home.resolve("cells/fix").resolve(name);
  }

  DiskCells cells() throws IOException {
    var user = ((Number) Files.getAttribute(home, "unix:uid")).longValue();
    return DiskCells.open(Map.of("WORKCELL_HOME", home.toString()), user, new StoppedClock());
  }

  Cell open() throws IOException {
    return cells().open(new CellName("fix"));
  }

  void close() throws IOException {
    Litter.delete(home);
  }

  static final class StoppedClock implements Time {
    @Override
    public Instant now() {
      return Instant.EPOCH;
    }

    @Override
    public Duration up() {
      return Duration.ZERO;
    }

    @Override
    public void pause(Duration length) {
      throw new AssertionError("nothing here waits");
    }
  }
}
