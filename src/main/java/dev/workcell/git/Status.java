package dev.workcell.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What `git status --porcelain=v2 --branch -z --no-renames` says.
///
/// @param head commit id
/// @param branch empty when HEAD is detached
record Status(String head, Optional<String> branch, List<Entry> entries) {
  static final List<String> WORDS =
      List.of(
          "status",
          "--porcelain=v2",
          "-z",
          "--branch",
          "--no-ahead-behind",
          "--no-renames",
          "--untracked-files=all",
          // `dirty` keeps git from starting a git inside each submodule, under that one's settings
          "--ignore-submodules=dirty");

  private static final String GITLINK = "160000";

  Status {
    entries = List.copyOf(entries);
  }

  /// One path that differs between HEAD, index and files.
  ///
  /// @param gitlink whether the path now holds a git repo that is tracked by its commit
  record Entry(Kind kind, GitPath path, boolean gitlink) {}

  /// What is to be done in the index so that it holds the files.
  enum Kind {
    /// The index has it already.
    STAGED,
    MODIFIED,
    DELETED,
    UNMERGED,
    UNTRACKED
  }

  /// @throws IOException if there is no commit or git wrote something unknown
  static Status parse(byte[] out) throws IOException {
    var head = "";
    var branch = Optional.<String>empty();
    var entries = new ArrayList<Entry>();
    for (var line : GitPath.fields(out)) {
      if (line.startsWith("# branch.oid ")) {
        head = line.substring("# branch.oid ".length());
      } else if (line.startsWith("# branch.head ")) {
        var name = new GitPath(line.substring("# branch.head ".length())).text();
        branch = name.equals("(detached)") ? Optional.empty() : Optional.of(name);
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        entries.add(entry(line));
      }
    }
    if (head.isEmpty() || head.equals("(initial)")) {
      throw new IOException("HEAD names no commit: " + Shown.text(head + " " + branch.orElse("")));
    }
    return new Status(head, branch, entries);
  }

  private static Entry entry(String line) throws IOException {
    var fields = line.split(" ", columns(line));
    var path = new GitPath(fields[fields.length - 1]);
    return switch (line.charAt(0)) {
      case '?' -> new Entry(Kind.UNTRACKED, path, false);
      // 1 XY sub mHead mIndex mWorktree hHead hIndex path
      case '1' -> new Entry(kind(fields[1].charAt(1)), path, fields[5].equals(GITLINK));
      // u XY sub m1 m2 m3 mWorktree h1 h2 h3 path
      default -> new Entry(Kind.UNMERGED, path, fields[6].equals(GITLINK));
    };
  }

  private static int columns(String line) throws IOException {
    return switch (line.charAt(0)) {
      case '?' -> 2;
      case '1' -> 9;
      case 'u' -> 11;
      default -> throw new IOException("git status wrote: " + Shown.text(line));
    };
  }

  private static Kind kind(char inWorkTree) {
    return switch (inWorkTree) {
      case '.' -> Kind.STAGED;
      case 'D' -> Kind.DELETED;
      default -> Kind.MODIFIED;
    };
  }
}
