package dev.workcell.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Looks into submodules. Their configuration was never recorded, so every program it names for
/// reading files is switched off by name first; a file that such a program changes may then count
/// as changed, which errs on the safe side.
final class Submodules {
  private static final Pattern PROGRAM =
      Pattern.compile("(?s)filter\\..*\\.(clean|smudge|process|required)");

  private final GitCommand git;

  Submodules(GitCommand git) {
    this.git = git;
  }

  /// Why the super-repo does not hold all of this submodule, or empty if it does.
  Optional<String> changes(Path submodule) {
    try {
      if (!Files.exists(submodule.resolve(".git"), LinkOption.NOFOLLOW_LINKS)) {
        return unpopulated(submodule);
      }
      var off = programsOff(submodule);
      if (off.isEmpty()) {
        return Optional.of("names programs that cannot be switched off");
      }
      var status = git.in(submodule, Status.WORDS).with(off.get()).done();
      if (!Status.parse(status.out()).entries().isEmpty()) {
        return Optional.of("with changed files");
      }
      return nested(submodule);
    } catch (IOException unknown) {
      return Optional.of("that could not be looked at: " + Shown.text(unknown.toString()));
    }
  }

  private static Optional<String> unpopulated(Path submodule) throws IOException {
    if (!Files.isDirectory(submodule, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try (var files = Files.list(submodule)) {
      return files.findAny().map(any -> "without .git that holds files");
    }
  }

  private Optional<String> nested(Path submodule) throws IOException {
    var all = git.in(submodule, "ls-files", "-s", "-z").done().out();
    for (var line : GitPath.fields(all)) {
      if (line.startsWith("160000 ")) {
        var path = new GitPath(line.substring(line.indexOf('\t') + 1));
        var inner = changes(path.under(submodule));
        if (inner.isPresent()) {
          return inner.map(why -> "whose submodule " + path.shown() + " is one " + why);
        }
      }
    }
    return Optional.empty();
  }

  /// The environment that overrides them, or empty for a name that cannot be written as text.
  private Optional<Map<String, String>> programsOff(Path submodule) throws IOException {
    var names = git.in(submodule, "config", "--list", "--name-only", "-z").done().out();
    var off = new HashMap<String, String>();
    var count = 0;
    for (var name : GitPath.fields(names)) {
      if (PROGRAM.matcher(name).matches()) {
        if (name.chars().anyMatch(c -> c > 126)) {
          return Optional.empty();
        }
        off.put("GIT_CONFIG_KEY_" + count, name);
        off.put("GIT_CONFIG_VALUE_" + count, name.endsWith(".required") ? "false" : "");
        count++;
      }
    }
    off.put("GIT_CONFIG_COUNT", String.valueOf(count));
    return Optional.of(off);
  }
}
