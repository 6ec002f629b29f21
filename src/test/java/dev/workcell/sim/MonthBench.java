package dev.workcell.sim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// Plays a month for each seed and prints what came of it: `bench/month SEED...`.
public final class MonthBench {
  private MonthBench() {}

  public static void main(String[] args) throws IOException {
    var broken = 0;
    for (var word : args) {
      var directory = Files.createTempDirectory("month");
      var began = System.nanoTime();
      try {
        var stage = new Month(Long.parseLong(word), directory).play(500);
        var took = Duration.ofNanos(System.nanoTime() - began);
        System.out.printf("seed %s, %.1f s: %s%n", word, took.toMillis() / 1000.0, stage.figures());
      } catch (AssertionError e) {
        broken++;
        System.out.printf("seed %s BROKEN: %s%n", word, e.getMessage());
      } finally {
        remove(directory);
      }
    }
    System.exit(broken == 0 ? 0 : 1);
  }

  private static void remove(Path directory) throws IOException {
    try (var all = Files.walk(directory)) {
      for (var file : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
