package dev.workcell.supervise;

import dev.workcell.run.Supervision;
import java.io.IOException;
import java.util.Optional;

/// Port: the one supervisor of a home, and how others reach it.
public interface Supervisors {
  /// Whether one is there now, or was announced a moment ago.
  Supervision now();

  /// Announces that one is about to be started, so that what ends before it is there waits for it.
  void announce() throws IOException;

  /// Whether one holds its lock.
  Supervision present();

  /// The build of the one that is there.
  Optional<String> build();

  /// Becomes the supervisor, of this build; empty when another is.
  Optional<Lease> lead(String build) throws IOException;

  /// Tells it that something began or changed. Without one this does nothing.
  void poke();

  /// Held as long as we are the supervisor; the kernel gives it back when we die.
  interface Lease extends AutoCloseable {
    @Override
    void close() throws IOException;
  }
}
