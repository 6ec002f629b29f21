package dev.workcell.supervise;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/// Port: directories that tell when an entry appears or changes. A hint only: it may ring for
/// nothing, and whoever listens also looks by itself now and then.
public interface Bell extends AutoCloseable {
  /// @throws IOException if the directory is not there or no more can be watched
  void watch(Path directory) throws IOException;

  void forget(Path directory);

  /// Waits until a watched directory rings.
  ///
  /// @return which did; empty when `longest` was over. A directory that is not among the watched
  ///   ones stands for "some were missed"
  Set<Path> await(Duration longest) throws InterruptedException;

  @Override
  void close() throws IOException;
}
