package dev.workcell.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FileLockTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir Path directory;
  private Path file = Path.of("/");

  @BeforeEach
  void open() {
    file = directory.resolve("lock");
  }

  @Test
  void threads_take_it_one_after_the_other() throws Exception {
    var counter = directory.resolve("counter");
    Files.writeString(counter, "0");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var all = new ArrayList<Future<?>>();
      for (var i = 0; i < 100; i++) {
        all.add(
            threads.submit(() -> {
              try (var _ = FileLock.take(file, LONG)) {
                var next = Integer.parseInt(Files.readString(counter)) + 1;
                Files.writeString(counter, String.valueOf(next));
              }
              return null;
            }));
      }
      for (var one : all) {
        one.get();
      }
    }
    assertThat(counter).hasContent("100");
  }

  @Test
  void another_thread_that_may_not_wait_is_told_so() throws Exception {
    try (var _ = FileLock.take(file, LONG);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var other = threads.submit(() -> FileLock.take(file, Duration.ZERO));

      assertThatThrownBy(other::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(FileLock.Busy.class);
    }
    FileLock.take(file, Duration.ZERO).close();
  }

  @Test
  void another_process_is_kept_out_and_waited_for() throws Exception {
    try (var other = Other.holding(file)) {
      assertThatThrownBy(() -> FileLock.take(file, Duration.ofMillis(20)))
          .isInstanceOf(FileLock.Busy.class)
          .hasMessageContaining(file.toString());

      other.release();
      FileLock.take(file, LONG).close();
    }
  }

  @Test
  void a_holder_that_is_killed_holds_nothing() throws Exception {
    try (var other = Other.holding(file)) {
      other.kill();

      FileLock.take(file, LONG).close();
    }
  }

  @Test
  void we_keep_another_process_out() throws Exception {
    try (var _ = FileLock.take(file, LONG)) {
      assertThat(Other.tries(file)).isEqualTo("busy");
    }
    assertThat(Other.tries(file)).isEqualTo("held");
  }

  @Test
  void taking_it_twice_in_one_thread_is_a_defect_and_does_not_lose_it() throws Exception {
    try (var _ = FileLock.take(file, LONG)) {
      assertThatThrownBy(() -> FileLock.take(file, LONG)).isInstanceOf(IllegalStateException.class);

      assertThat(Other.tries(file)).isEqualTo("busy");
    }
    assertThat(Other.tries(file)).isEqualTo("held");
  }

  @Test
  void a_link_in_its_place_is_not_followed() throws IOException {
    Files.writeString(directory.resolve("theirs"), "x");
    Files.createSymbolicLink(file, directory.resolve("theirs"));

    assertThatThrownBy(() -> FileLock.take(file, LONG)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> FileLock.take(file, LONG))
        .as("and the queue is free again")
        .isInstanceOf(IOException.class);
  }

  @Test
  void lock_files_are_for_their_owner_alone() throws IOException {
    FileLock.take(file, LONG).close();

    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  /// A process that takes the lock, says what came of it, and holds it until its input ends.
  record Other(Process process) implements AutoCloseable {
    static Other holding(Path file) throws IOException {
      var other = start(file);
      assertThat(other.said()).isEqualTo("held");
      return other;
    }

    static String tries(Path file) throws IOException {
      try (var other = start(file)) {
        return other.said();
      }
    }

    private static Other start(Path file) throws IOException {
      var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      var classes = System.getProperty("java.class.path");
      var argv =
          List.of(
              java,
              "-XX:TieredStopAtLevel=1",
              "-XX:+UseSerialGC",
              "-cp",
              classes,
              LockHolder.class.getName(),
              file.toString());
      return new Other(
          new ProcessBuilder(argv).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    private String said() throws IOException {
      return String.valueOf(process.inputReader().readLine());
    }

    void release() throws IOException {
      process.getOutputStream().close();
    }

    void kill() throws InterruptedException {
      process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws IOException {
      process.destroyForcibly();
      process.onExit().join();
    }
  }
}
