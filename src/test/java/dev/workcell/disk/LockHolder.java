package dev.workcell.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/// A process for tests: takes a lock and holds it until its input ends.
final class LockHolder {
  private LockHolder() {}

  public static void main(String[] words) throws IOException {
    try (var _ = FileLock.take(Path.of(words[0]), Duration.ofMillis(50))) {
      System.out.println("held");
      while (System.in.read() >= 0) {
        // until it ends
      }
    } catch (FileLock.Busy e) {
      System.out.println("busy");
    }
  }
}
