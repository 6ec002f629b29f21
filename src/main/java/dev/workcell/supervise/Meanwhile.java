package dev.workcell.supervise;

import dev.workcell.supervise.Cells.Work;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// Work that goes on beside us until its result is asked for; for a launch, which is mostly waiting
/// for git.
public final class Meanwhile<T> {
  private final CompletableFuture<T> result = new CompletableFuture<>();

  public Meanwhile(Work<T> work) {
    Thread.ofPlatform().daemon().start(() -> run(work));
  }

  private void run(Work<T> work) {
    try {
      result.complete(work.run());
    } catch (IOException | RuntimeException e) {
      result.completeExceptionally(e);
    }
  }

  /// Waits for it.
  ///
  /// @throws IOException as the work did
  public T result() throws IOException {
    try {
      return result.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new java.io.InterruptedIOException("interrupted while waiting");
    } catch (ExecutionException e) {
      throw Optional.ofNullable(e.getCause())
          .filter(c -> c instanceof RuntimeException)
          .map(RuntimeException.class::cast)
          .orElseThrow(() -> new IOException(e.getCause()));
    }
  }
}
