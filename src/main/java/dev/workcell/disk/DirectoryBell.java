package dev.workcell.disk;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static java.nio.file.StandardWatchEventKinds.OVERFLOW;

import dev.workcell.supervise.Bell;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The platform's own watch: inotify on Linux; on macOS the JDK polls every few seconds. Where the
/// system gives none, it never rings.
public final class DirectoryBell implements Bell {
  /// Stands for events that the kernel dropped.
  private static final Path MISSED = Path.of("/");

  private final Optional<WatchService> service;
  private final Semaphore silence = new Semaphore(0);
  private final Map<Path, WatchKey> keys = new ConcurrentHashMap<>();

  public DirectoryBell() {
    this.service = made();
  }

  private static Optional<WatchService> made() {
    try {
      return Optional.of(FileSystems.getDefault().newWatchService());
    } catch (IOException e) {
      return Optional.empty(); // too many of them for this user
    }
  }

  @Override
  public void watch(Path directory) throws IOException {
    var on = service.orElseThrow(() -> new IOException("the system gives no watch"));
    keys.put(directory, directory.register(on, ENTRY_CREATE, ENTRY_MODIFY));
  }

  @Override
  public void forget(Path directory) {
    var key = keys.remove(directory);
    if (key != null) {
      key.cancel();
    }
  }

  @Override
  public Set<Path> await(Duration longest) throws InterruptedException {
    if (service.isEmpty()) {
      silence.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS);
      return Set.of();
    }
    var rung = new HashSet<Path>();
    var key = service.get().poll(longest.toMillis(), TimeUnit.MILLISECONDS);
    while (key != null) {
      for (var event : key.pollEvents()) {
        rung.add(event.kind() == OVERFLOW ? MISSED : (Path) key.watchable());
      }
      key.reset();
      key = service.get().poll();
    }
    return rung;
  }

  @Override
  public void close() throws IOException {
    if (service.isPresent()) {
      service.get().close();
    }
  }
}
