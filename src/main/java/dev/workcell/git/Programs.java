package dev.workcell.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What git would start in a repo, by its own settings and hooks. Our git starts none of it.
final class Programs {
  private static final Pattern STARTS =
      Pattern.compile(
          "(?s)core\\.(fsmonitor|hookspath|sshcommand|editor|pager|askpass|gitproxy"
              + "|alternaterefscommand|attributesfile|worktree)"
              + "|filter\\..*\\.(clean|smudge|process)|diff\\.external|diff\\..*\\.(command|textconv)"
              + "|merge\\..*\\.driver|include\\.path|includeif\\..*\\.path|alias\\..*"
              + "|gpg\\.(.*\\.)?program|credential\\.(.*\\.)?helper|pager\\..*|sequence\\.editor"
              + "|interactive\\.difffilter|(difftool|mergetool|browser|man|guitool)\\..*\\.(cmd|path)"
              + "|uploadpack\\.packobjectshook|remote\\..*\\.(uploadpack|receivepack|vcs)"
              + "|submodule\\..*\\.update|hook\\..*\\.command|trailer\\..*\\.(command|cmd)"
              + "|tar\\..*\\.command|init\\.templatedir|url\\..*\\.insteadof");

  private final GitCommand git;

  Programs(GitCommand git) {
    this.git = git;
  }

  /// By name, with the value as it is set, or what the file is.
  Map<String, String> of(Path workTree) throws IOException {
    var found = new TreeMap<String, String>();
    var dirs = GitDirs.of(workTree);
    hooks(dirs.commonDir().resolve("hooks"), "git hook ", found);
    for (var setting : new ConfigFiles(git).settings(workTree)) {
      var key = setting.key();
      var plain =
          key.equals("core.fsmonitor") && setting.value().matches("(?i)true|false|yes|no|0|1|");
      if (STARTS.matcher(key).matches() && !plain) {
        found.merge(
            "git config " + new GitPath(key).text(),
            new GitPath(setting.value()).text(),
            (a, b) -> a + "\n" + b);
        if (key.equals("core.hookspath")) {
          hooks(
              new GitPath(setting.value()).under(workTree).normalize(),
              "git hook by core.hooksPath ",
              found);
        }
      }
    }
    var attributes = dirs.commonDir().resolve("info/attributes");
    if (Files.isRegularFile(attributes)) {
      found.put("git info/attributes", ConfigHashes.hash(attributes));
    }
    return found;
  }

  /// Those that git would start: executable, and named as hooks are.
  private static void hooks(Path directory, String kind, Map<String, String> found)
      throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (var files = Files.newDirectoryStream(directory)) {
      for (var file : files) {
        var name = String.valueOf(file.getFileName());
        if (!name.contains(".") && Files.isExecutable(file) && !Files.isDirectory(file)) {
          var link = Files.isSymbolicLink(file) ? "link to " + Files.readSymbolicLink(file) : "";
          found.put(kind + name, link + ConfigHashes.hash(file));
        }
      }
    }
  }
}
