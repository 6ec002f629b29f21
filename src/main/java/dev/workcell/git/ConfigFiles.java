package dev.workcell.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Finds the files that decide what git does and starts in a repo. The user's own and the system's
/// are not among them.
final class ConfigFiles {
  private static final Set<String> OF_THE_REPO = Set.of("local", "worktree");
  private static final Pattern INCLUDE =
      Pattern.compile("(?s)include\\.path|includeif\\..*\\.path");
  private static final Pattern PROGRAM =
      Pattern.compile("(?s)filter\\..*\\.(clean|smudge|process)");
  private static final Pattern WORD_ENDS = Pattern.compile("[\\s\"';&|()]+");
  private static final String FILE = "file:";

  private final GitCommand git;

  ConfigFiles(GitCommand git) {
    this.git = git;
  }

  /// Including those that git would take if they were there.
  Set<Path> of(Path workTree) throws IOException {
    var dirs = GitDirs.of(workTree);
    var files = new TreeSet<Path>();
    files.add(dirs.commonDir().resolve("config"));
    files.add(dirs.commonDir().resolve("info/attributes"));
    files.add(dirs.gitDir().resolve("config.worktree"));
    // Whoever writes these two decides which git directory all the rest is read from.
    files.add(workTree.resolve(".git"));
    files.add(dirs.gitDir().resolve("commondir"));
    for (var setting : all(workTree)) {
      add(setting, workTree, files);
    }
    return files;
  }

  /// The settings of the repo itself, with what it includes.
  List<Setting> settings(Path workTree) throws IOException {
    return all(workTree).stream().filter(s -> OF_THE_REPO.contains(s.scope)).toList();
  }

  private List<Setting> all(Path workTree) throws IOException {
    var words =
        GitPath.fields(
            git.in(
                    workTree,
                    "config",
                    "--list",
                    "--show-scope",
                    "--show-origin",
                    "--includes",
                    "-z")
                .done()
                .out());
    var settings = new ArrayList<Setting>();
    for (var i = 0; i + 2 < words.size(); i += 3) {
      settings.add(Setting.of(words.get(i), words.get(i + 1), words.get(i + 2)));
    }
    return settings;
  }

  private void add(Setting setting, Path workTree, Set<Path> files) {
    if (OF_THE_REPO.contains(setting.scope) && setting.origin.startsWith(FILE)) {
      var origin = new GitPath(setting.origin.substring(FILE.length())).under(workTree).normalize();
      files.add(origin);
      if (INCLUDE.matcher(setting.key).matches()) {
        included(setting.value, origin).ifPresent(files::add);
      }
    }
    if (PROGRAM.matcher(setting.key).matches()) {
      for (var word : WORD_ENDS.splitAsStream(setting.value).toList()) {
        partOfRepo(word, workTree).ifPresent(files::add);
      }
    }
  }

  /// Also one whose condition does not hold now, or which is not there yet.
  private Optional<Path> included(String value, Path origin) {
    var base = Optional.ofNullable(origin.getParent()).orElse(origin);
    if (value.startsWith("~/")) {
      return git.home().map(home -> new GitPath(value.substring(2)).under(Path.of(home)));
    }
    return value.isEmpty() || value.startsWith("~") || value.startsWith("%(")
        ? Optional.empty()
        : Optional.of(new GitPath(value).under(base).normalize());
  }

  /// A filter that lives in the repo is started by git, so a change of it is one of the settings.
  private static Optional<Path> partOfRepo(String word, Path workTree) {
    if (word.isEmpty() || word.startsWith("-")) {
      return Optional.empty();
    }
    return Optional.of(new GitPath(word).under(workTree).normalize())
        .filter(file -> file.startsWith(workTree) && Files.isRegularFile(file));
  }

  /// One line of the configuration; key and value are bytes.
  record Setting(String scope, String origin, String key, String value) {
    static Setting of(String scope, String origin, String keyAndValue) {
      var end = keyAndValue.indexOf('\n');
      return end < 0
          ? new Setting(scope, origin, keyAndValue, "")
          : new Setting(
              scope, origin, keyAndValue.substring(0, end), keyAndValue.substring(end + 1));
    }
  }
}
