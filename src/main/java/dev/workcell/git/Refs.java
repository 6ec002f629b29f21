package dev.workcell.git;

import static dev.workcell.git.GitCommand.revision;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// Our own refs. Nothing here can name a branch or tag of the user.
final class Refs {
  private static final String OURS = "refs/workcell/";

  private final GitCommand git;

  Refs(GitCommand git) {
    this.git = git;
  }

  /// @throws IOException if it exists
  void create(Path workTree, String ref, String commit) throws IOException {
    git.in(workTree, "update-ref", "--", ours(ref), commit, "").done();
  }

  /// Numbers in names are compared as numbers, so that attempt 10 comes after attempt 9.
  List<String> below(Path workTree, String prefix) throws IOException {
    return git.in(
            workTree,
            "for-each-ref",
            "--sort=version:refname",
            "--format=%(refname)",
            "--",
            ours(prefix))
        .done()
        .text()
        .lines()
        .filter(ref -> ref.startsWith(prefix))
        .toList();
  }

  /// All of them or none.
  void delete(Path workTree, List<String> refs) throws IOException {
    if (refs.isEmpty()) {
      return;
    }
    var lines = new ByteArrayOutputStream();
    for (var ref : refs) {
      lines.writeBytes(("delete " + ours(ref) + "\0\0").getBytes(StandardCharsets.UTF_8));
    }
    git.in(workTree, "update-ref", "-z", "--stdin").fed(lines.toByteArray()).done();
  }

  private static String ours(String ref) {
    if (!ref.startsWith(OURS)) {
      throw new IllegalArgumentException("not below " + OURS + ": " + Shown.text(ref));
    }
    return revision(ref);
  }
}
