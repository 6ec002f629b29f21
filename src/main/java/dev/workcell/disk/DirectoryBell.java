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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// The platform's own watch: inotify on Linux; on macOS the JDK polls every few seconds.
public final class DirectoryBell implements Bell {
  /// Stands for events that the kernel dropped.
  private static final Path MISSED = Path.of("/");

  private final WatchService service;
  private final Map<Path, WatchKey> keys = new ConcurrentHashMap<>();

  public DirectoryBell() throws IOException {
    this.service = FileSystems.getDefault().newWatchService();
  }

  @Override
  public void watch(Path directory) throws IOException {
    keys.put(directory, directory.register(service, ENTRY_CREATE, ENTRY_MODIFY));
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
    var rung = new HashSet<Path>();
    var key = service.poll(longest.toMillis(), TimeUnit.MILLISECONDS);
    while (key != null) {
      for (var event : key.pollEvents()) {
        rung.add(event.kind() == OVERFLOW ? MISSED : (Path) key.watchable());
      }
      key.reset();
      key = service.poll();
    }
    return rung;
  }

  @Override
  public void close() throws IOException {
    service.close();
  }
}
