package dev.workcell.disk;

import dev.workcell.run.CellIdentity;
import dev.workcell.supervise.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// What lies in a home and belongs to no workcell: drafts of launches that died, half-removed
/// workcells, program copies, work trees and sockets without one.
final class Leavings {
  static final String DRAFT = ".new-";
  static final String GONE = ".rm-";
  static final String DELETED = ".deleted-";

  /// No launch needs so long for what it makes.
  private static final Duration OLD = Duration.ofMinutes(10);

  private final Path home;
  private final Time time;
  private final Set<String> builds = new HashSet<>();
  private final Set<String> ids = new HashSet<>();
  private final Set<Path> trees = new HashSet<>();

  /// @param identities all workcells of this home
  Leavings(Path home, List<CellIdentity> identities, Time time) {
    this.home = home;
    this.time = time;
    for (var identity : identities) {
      builds.add(identity.buildId());
      ids.add(identity.id());
      identity.worktree().ifPresent(trees::add);
    }
  }

  /// @param inUse program copies that are in use besides those of the workcells
  List<Path> litter(List<String> inUse) throws IOException {
    var cells = home.resolve("cells");
    var found = new ArrayList<Path>();
    found.addAll(entries(home.resolve("app"), n -> !builds.contains(n) && !inUse.contains(n)));
    found.addAll(sockets());
    found.addAll(entries(cells, n -> n.startsWith(DELETED)));
    entries(home.resolve("worktrees"), n -> true).stream()
        .filter(t -> !trees.contains(t))
        .forEach(found::add);
    found.removeIf(f -> !old(f));
    found.addAll(entries(cells, n -> n.startsWith(GONE)));
    for (var draft : entries(cells, n -> n.startsWith(DRAFT))) {
      if (abandoned(draft)) {
        found.add(draft);
      }
    }
    return found;
  }

  /// tmux sockets of no workcell.
  List<Path> sockets() throws IOException {
    return entries(home.resolve("s"), n -> !ids.contains(n));
  }

  /// Whoever writes a draft holds its lock, and the kernel frees that when they die. A draft
  /// without a lock is one that has just begun, or is old.
  private boolean abandoned(Path draft) throws IOException {
    var lock = draft.resolve("lock");
    if (!Files.exists(lock)) {
      return old(draft);
    }
    try (var _ = FileLock.take(lock, Duration.ZERO)) {
      return true;
    } catch (FileLock.Busy e) {
      return false;
    }
  }

  /// What is young may belong to a launch that is in progress.
  private boolean old(Path file) {
    try {
      var changed = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
      return changed.isBefore(time.now().minus(OLD));
    } catch (IOException e) {
      return false;
    }
  }

  private static List<Path> entries(Path directory, Predicate<String> which) throws IOException {
    try (var entries = Files.list(directory)) {
      return entries.filter(e -> which.test(e.getFileName().toString())).sorted().toList();
    }
  }
}
