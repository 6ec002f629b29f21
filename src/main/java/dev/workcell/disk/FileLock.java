package dev.workcell.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/// The one place that opens lock files. Between processes it is an fcntl lock; within this process
/// the waiters are queued first and only one channel per file is ever open, because closing any
/// channel on a file drops the process's fcntl locks on it. The kernel frees it when we die.
final class FileLock implements AutoCloseable {
  /// One queue per lock file of this process; entries are tiny and as many as workcells are
  /// touched.
  private static final ConcurrentMap<Path, ReentrantLock> QUEUES = new ConcurrentHashMap<>();

  private final ReentrantLock queue;
  private final FileChannel channel;

  private FileLock(ReentrantLock queue, FileChannel channel) {
    this.queue = queue;
    this.channel = channel;
  }

  /// Takes the lock.
  ///
  /// @throws Busy if another holds it longer than `patience`
  static FileLock take(Path file, Duration patience) throws IOException {
    var queue = QUEUES.computeIfAbsent(file, f -> new ReentrantLock(true));
    var deadline = System.nanoTime() + patience.toNanos();
    if (queue.isHeldByCurrentThread()) {
      // a second channel would drop the first one's lock when it is closed
      throw new IllegalStateException("this thread holds %s already".formatted(file));
    }
    if (!queued(queue, patience)) {
      throw new Busy(file);
    }
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              file,
              Set.of(
                  StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      while (!locked(channel)) {
        if (System.nanoTime() - deadline > 0) {
          throw new Busy(file);
        }
        LockSupport.parkNanos(Duration.ofMillis(3).toNanos());
      }
      return new FileLock(queue, channel);
    } catch (IOException | RuntimeException e) {
      if (channel != null) {
        channel.close();
      }
      queue.unlock();
      throw e;
    }
  }

  private static boolean queued(ReentrantLock queue, Duration patience) throws IOException {
    try {
      return queue.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new java.io.InterruptedIOException("interrupted while waiting for a lock");
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      throw new IllegalStateException("a second channel of ours is on a lock file", e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      queue.unlock();
    }
  }

  /// Another process holds the lock.
  static final class Busy extends IOException {
    private static final long serialVersionUID = 1;

    Busy(Path file) {
      super("another process holds %s".formatted(file));
    }
  }
}
