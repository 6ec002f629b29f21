package dev.workcell.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/// The changed paths of a work tree, sorted into what a snapshot takes and what it only lists.
final class Sorted {
  final List<GitPath> taken = new ArrayList<>();
  final List<GitPath> dropped = new ArrayList<>();
  final List<String> omitted = new ArrayList<>();

  private final Path workTree;
  private final Limits limits;
  private long untrackedBytes;

  /// How much of untracked files is stored, in bytes.
  record Limits(long file, long all) {
    static final Limits DEFAULT = new Limits(50L << 20, 500L << 20);
  }

  Sorted(Path workTree, Limits limits, Status status) throws IOException {
    this.workTree = workTree;
    this.limits = limits;
    // In the order of their names, so that every look draws the line at the same file.
    for (var entry :
        status.entries().stream().sorted((a, b) -> a.path().compareTo(b.path())).toList()) {
      sort(entry);
    }
  }

  private void sort(Status.Entry entry) throws IOException {
    var path = entry.path();
    if (entry.gitlink()) {
      omit(path, "submodule at a commit that only its own repo holds");
    }
    switch (entry.kind()) {
      case STAGED -> {}
      case DELETED -> dropped.add(path);
      case MODIFIED -> tracked(path);
      case UNMERGED -> {
        omit(path, "unmerged: its file is stored, the sides of the conflict are not");
        tracked(path);
      }
      case UNTRACKED -> untracked(path);
    }
  }

  private void tracked(GitPath path) throws IOException {
    try {
      var file = path.under(workTree);
      if (storable(path, file, attributes(file))) {
        taken.add(path);
      }
    } catch (NoSuchFileException gone) {
      dropped.add(path);
    }
  }

  private void untracked(GitPath path) throws IOException {
    if (path.directory()) {
      omit(path, "nested repo with a .git of its own");
      return;
    }
    try {
      var file = path.under(workTree);
      var attributes = attributes(file);
      var size = attributes.size();
      if (size > limits.file) {
        omit(path, "untracked, %d bytes, over the %d a file".formatted(size, limits.file));
      } else if (untrackedBytes + size > limits.all) {
        omit(path, "untracked, %d bytes, over the %d in all".formatted(size, limits.all));
      } else if (storable(path, file, attributes)) {
        untrackedBytes += size;
        taken.add(path);
      }
    } catch (NoSuchFileException gone) {
      // It went between git's look and ours, so there is nothing to store.
    }
  }

  private boolean storable(GitPath path, Path file, BasicFileAttributes attributes) {
    if (attributes.isOther()) {
      omit(path, "neither a file nor a link");
      return false;
    }
    if (attributes.isRegularFile() && !Files.isReadable(file)) {
      omit(path, "not readable by us");
      return false;
    }
    return true;
  }

  private void omit(GitPath path, String why) {
    omitted.add(path.shown() + " (" + why + ")");
  }

  private static BasicFileAttributes attributes(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }
}
