package dev.workcell.git;

import static dev.workcell.git.GitCommand.revision;

import dev.workcell.supervise.Repos.Change;
import dev.workcell.supervise.Repos.Form;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Compares two trees. `diff-tree` takes none of the user's taste (prefixes, order, renames) from
/// the configuration.
final class Trees {
  private static final List<String> WORDS =
      List.of(
          "diff-tree",
          "-r",
          "--no-renames",
          "--no-ext-diff",
          "--no-textconv",
          "--ignore-submodules=none",
          "--submodule=short");

  private final GitCommand git;

  Trees(GitCommand git) {
    this.git = git;
  }

  List<Change> changes(Path workTree, String from, String to) throws IOException {
    var words = words(List.of("-z", "--name-status"), from, to);
    var fields = GitPath.fields(git.in(workTree, words).done().out());
    var changes = new ArrayList<Change>();
    for (var i = 0; i + 1 < fields.size(); i += 2) {
      changes.add(new Change(fields.get(i).charAt(0), new GitPath(fields.get(i + 1)).text()));
    }
    return changes;
  }

  List<String> paths(Path workTree, String tree) throws IOException {
    var words = List.of("ls-tree", "-r", "-z", "--name-only", "--full-tree", revision(tree));
    return GitPath.fields(git.in(workTree, words).done().out()).stream()
        .map(path -> new GitPath(path).text())
        .toList();
  }

  /// The paths that the commits of `to` touch that are not in `from`.
  List<String> committed(Path workTree, String from, String to) throws IOException {
    var range = "%s..%s".formatted(revision(from), revision(to));
    var commits = git.in(workTree, "rev-list", "--end-of-options", range, "--").done().out();
    var words = new ArrayList<>(WORDS);
    words.addAll(List.of("--stdin", "--root", "-m", "--no-commit-id", "--name-only", "-z"));
    return GitPath.fields(git.in(workTree, words).fed(commits).done().out()).stream()
        .map(path -> new GitPath(path).text())
        .distinct()
        .toList();
  }

  String diff(Path workTree, String from, String to, Form form) throws IOException {
    return switch (form) {
      case STAT -> git.in(workTree, words(List.of("--stat=72"), from, to)).done().text();
      case COLOURED -> git.in(workTree, words(List.of("-p", "--color"), from, to)).done().text();
      case PATCH -> patch(workTree, from, to);
    };
  }

  /// Text that is no UTF-8 would be spoilt in a string, so then files are written as binary ones.
  private String patch(Path workTree, String from, String to) throws IOException {
    var words = new ArrayList<>(List.of("-c", "core.quotePath=true"));
    words.addAll(words(List.of("-p", "--binary", "--full-index", "--no-color"), from, to));
    var plain = exact(git.in(workTree, words).done().out());
    if (plain.isPresent()) {
      return plain.get();
    }
    var attributes = Files.createTempFile("workcell", ".attributes");
    try {
      Files.writeString(attributes, "* -diff\n");
      words.addAll(0, List.of("-c", "core.attributesFile=" + attributes));
      return exact(git.in(workTree, words).done().out())
          .orElseThrow(() ->
              new IOException(
                  "the patch cannot be text: .gitattributes has `diff` for a file that is not"
                      + " UTF-8"));
    } finally {
      Files.deleteIfExists(attributes);
    }
  }

  private static Optional<String> exact(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException notUtf8) {
      return Optional.empty();
    }
  }

  private static List<String> words(List<String> form, String from, String to) {
    var words = new ArrayList<>(WORDS);
    words.addAll(form);
    words.addAll(List.of("--end-of-options", revision(from), revision(to), "--"));
    return words;
  }
}
