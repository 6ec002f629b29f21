package dev.workcell.wrapper;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/// The shells of this machine that a wrapper may meet as /bin/sh.
final class Shells {
  private Shells() {}

  static Stream<List<String>> all() {
    return Stream.of(List.of("sh"), List.of("bash", "--posix"), List.of("busybox", "sh"))
        .filter(Shells::runs);
  }

  private static boolean runs(List<String> shell) {
    try {
      var words = Stream.concat(shell.stream(), Stream.of("-c", "exit 0")).toList();
      return new ProcessBuilder(words).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
