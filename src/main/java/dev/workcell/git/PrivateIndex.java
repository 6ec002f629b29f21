package dev.workcell.git;

import dev.workcell.git.GitCommand.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/// A copy of a work tree's index in a directory of our own, so that the real one stays as it is and
/// nobody's lock on it matters.
final class PrivateIndex implements AutoCloseable {
  /// Names that only other systems mistake for `.git` must not keep the rest from being saved. What
  /// is written must survive a power cut, with one sync for all of it.
  private static final List<String> SETTINGS =
      List.of(
          "-c", "core.protectNTFS=false",
          "-c", "core.protectHFS=false",
          "-c", "core.ignoreStat=false",
          "-c", "core.fsync=loose-object,reference",
          "-c", "core.fsyncMethod=batch");

  private final GitCommand git;
  private final Path workTree;
  private final Path directory;
  private final Path file;

  private PrivateIndex(GitCommand git, Path workTree, Path directory) {
    this.git = git;
    this.workTree = workTree;
    this.directory = directory;
    this.file = directory.resolve("index");
  }

  static PrivateIndex copiedFrom(GitCommand git, Path workTree) throws IOException {
    var real = GitDirs.of(workTree).gitDir().resolve("index");
    var copy = new PrivateIndex(git, workTree, ownDirectory());
    try {
      // With its time: git takes a file changed at or after the index' time as possibly changed.
      Files.copy(real, copy.file, StandardCopyOption.COPY_ATTRIBUTES);
      return copy;
    } catch (NoSuchFileException none) {
      return copy; // git starts from an empty one
    } catch (IOException unreadable) {
      copy.close();
      throw unreadable;
    }
  }

  /// The JDK's own way would start its cryptography, which takes longer than the git does.
  private static Path ownDirectory() throws IOException {
    var name = "workcell-index-%016x".formatted(ThreadLocalRandom.current().nextLong());
    var own = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    return Files.createDirectory(Path.of(System.getProperty("java.io.tmpdir"), name), own);
  }

  Call call(String... words) {
    return call(List.of(words));
  }

  Call call(List<String> words) {
    var all = new ArrayList<>(SETTINGS);
    all.addAll(words);
    return git.in(workTree, all).with(Map.of("GIT_INDEX_FILE", file.toString()));
  }

  /// Takes these files in as they are now; one that is gone meanwhile leaves the index.
  void take(Collection<GitPath> paths) throws IOException {
    update(paths, "--add", "--remove", "--replace");
  }

  void drop(Collection<GitPath> paths) throws IOException {
    update(paths, "--force-remove");
  }

  private void update(Collection<GitPath> paths, String... how) throws IOException {
    if (!paths.isEmpty()) {
      var words = new ArrayList<>(List.of("update-index"));
      words.addAll(List.of(how));
      words.addAll(List.of("-z", "--stdin"));
      call(words).fed(GitCommand.lines(paths)).done();
    }
  }

  String tree() throws IOException {
    return call("write-tree").line();
  }

  @Override
  public void close() throws IOException {
    try (var files = Files.newDirectoryStream(directory)) {
      for (var left : files) {
        Files.deleteIfExists(left);
      }
    }
    Files.deleteIfExists(directory);
  }
}
