package dev.workcell.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/// What a process prints, read while it runs, so that it never waits for a full pipe.
final class Printed {
  /// A child of the process that was left behind may hold the pipe open for ever.
  private static final Duration AFTER_ITS_END = Duration.ofSeconds(5);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Thread reader;

  private Printed(InputStream stream) {
    reader = Thread.ofVirtual().start(() -> read(stream));
  }

  static Printed by(InputStream stream) {
    return new Printed(stream);
  }

  private void read(InputStream stream) {
    try (stream) {
      stream.transferTo(bytes);
    } catch (IOException e) {
      // the pipe is gone: what was read until then is what it printed
    }
  }

  /// To be called when the process has ended; waits a few seconds at most.
  byte[] toItsEnd() throws InterruptedException {
    var _ = reader.join(AFTER_ITS_END);
    return bytes.toByteArray();
  }
}
