package dev.workcell.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/// What differs from the index without git saying so: files behind `assume-unchanged` and
/// `skip-worktree`, and files in submodules. Spends the private index.
final class Unseen {
  private static final String GITLINK = "160000";

  private final GitCommand git;
  private final Path workTree;
  private final PrivateIndex index;

  Unseen(GitCommand git, Path workTree, PrivateIndex index) {
    this.git = git;
    this.workTree = workTree;
    this.index = index;
  }

  List<String> list() throws IOException {
    var flagged = new TreeMap<GitPath, String>();
    var gitlinks = new TreeSet<GitPath>();
    for (var line : GitPath.fields(index.call("ls-files", "-v", "-s", "-z").done().out())) {
      // tag, mode, id, stage, tab, path
      var tab = line.indexOf('\t');
      if (tab > 2) {
        var path = new GitPath(line.substring(tab + 1));
        var tag = line.charAt(0);
        if (line.startsWith(GITLINK, 2)) {
          gitlinks.add(path);
        } else if ((tag == 'S' || Character.isLowerCase(tag)) && exists(path)) {
          flagged.put(path, tag == 'S' ? "skip-worktree" : "assume-unchanged");
        }
      }
    }
    var unseen = new ArrayList<String>();
    for (var hidden : changed(flagged.keySet())) {
      unseen.add(hidden.shown() + " (changed behind " + flagged.get(hidden) + ")");
    }
    var submodules = new Submodules(git);
    for (var gitlink : gitlinks) {
      submodules
          .changes(gitlink.under(workTree))
          .ifPresent(why -> unseen.add(gitlink.shown() + " (submodule " + why + ")"));
    }
    return unseen;
  }

  private boolean exists(GitPath path) {
    return Files.exists(path.under(workTree), LinkOption.NOFOLLOW_LINKS);
  }

  private List<GitPath> changed(Collection<GitPath> flagged) throws IOException {
    if (flagged.isEmpty()) {
      return List.of();
    }
    var paths = GitCommand.lines(flagged);
    for (var flag : List.of("--no-assume-unchanged", "--no-skip-worktree")) {
      index.call("update-index", flag, "-z", "--stdin").fed(paths).done();
    }
    return Status.parse(index.call(Status.WORDS).done().out()).entries().stream()
        .filter(entry -> entry.kind() != Status.Kind.STAGED)
        .map(Status.Entry::path)
        .filter(flagged::contains)
        .toList();
  }
}
