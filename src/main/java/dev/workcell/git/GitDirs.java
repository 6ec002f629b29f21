package dev.workcell.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The git directories of a work tree, found as git finds them but without starting it.
///
/// @param gitDir of this work tree, real path
/// @param commonDir shared by linked work trees, real path
record GitDirs(Path gitDir, Path commonDir) {
  private static final String POINTER = "gitdir: ";

  static GitDirs of(Path workTree) throws IOException {
    var dotGit = workTree.resolve(".git");
    var gitDir = Files.isRegularFile(dotGit) ? pointedAt(dotGit, workTree) : dotGit.toRealPath();
    var common = gitDir.resolve("commondir");
    return Files.isRegularFile(common)
        ? new GitDirs(gitDir, new GitPath(firstLine(common)).under(gitDir).toRealPath())
        : new GitDirs(gitDir, gitDir);
  }

  private static Path pointedAt(Path dotGit, Path workTree) throws IOException {
    var line = firstLine(dotGit);
    if (!line.startsWith(POINTER)) {
      throw new IOException(Shown.path(dotGit) + " is a file that names no git directory");
    }
    return new GitPath(line.substring(POINTER.length())).under(workTree).toRealPath();
  }

  private static String firstLine(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return GitPath.decode(in.readNBytes(64 * 1024)).replaceAll("[\r\n]+$", "");
    }
  }
}
