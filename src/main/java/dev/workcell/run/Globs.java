package dev.workcell.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Paths of a work tree, named by patterns as in `.gitignore`: `*` and `?` stay within one name,
/// `**` is any number of directories, a pattern without a slash is found at any depth, and what
/// names a directory names all below it. There is nothing else: no sets, no braces, no `!`.
public record Globs(List<String> patterns) {
  public static final Globs NONE = new Globs(List.of());

  private static final int LONGEST = 200;
  private static final String SPECIAL = "[]{}!\\";

  public Globs {
    patterns = List.copyOf(patterns);
  }

  /// Why a pattern is none that may stand in a repo's file; empty when it may.
  public static Optional<String> problem(String pattern) {
    if (pattern.isBlank()) {
      return Optional.of("it is empty");
    }
    if (pattern.length() > LONGEST) {
      return Optional.of("it is longer than %d characters".formatted(LONGEST));
    }
    if (!Visible.of(pattern).equals(pattern)) {
      return Optional.of("it holds a control character");
    }
    if (pattern.startsWith("/") || pattern.startsWith("~")) {
      return Optional.of("it is absolute; patterns are relative to the top of the repo");
    }
    if (pattern.chars().anyMatch(c -> SPECIAL.indexOf(c) >= 0)) {
      return Optional.of("only *, ** and ? are special here, none of " + SPECIAL);
    }
    var names = names(pattern);
    if (names.contains("..") || names.contains(".") || names.contains("")) {
      return Optional.of("it holds a part that is '..', '.' or empty");
    }
    return names.getFirst().equals(".git")
        ? Optional.of("what git keeps is watched by itself")
        : Optional.empty();
  }

  public boolean isEmpty() {
    return patterns.isEmpty();
  }

  /// These and one more; one that begins with `/` is found at the top only.
  public Globs and(String pattern) {
    var more = new ArrayList<>(patterns);
    more.add(pattern);
    return new Globs(more);
  }

  /// Whether a pattern names `path` or a directory that it lies in.
  public boolean matches(String path) {
    var names = names(path);
    for (var pattern : patterns) {
      var wanted = anywhere(pattern) ? List.of("**", trimmed(pattern)) : names(pattern);
      for (var length = 1; length <= names.size(); length++) {
        if (whole(wanted, names.subList(0, length))) {
          return true;
        }
      }
    }
    return false;
  }

  /// Whether something below the directory `path` could match.
  public boolean mayMatchBelow(String path) {
    var names = names(path);
    for (var pattern : patterns) {
      var fixed = fixed(pattern);
      var both = Math.min(fixed.size(), names.size());
      if (fixed.subList(0, both).equals(names.subList(0, both))) {
        return true;
      }
    }
    return false;
  }

  /// Whether `path` is a directory that a pattern names on its way: what replaces it replaces all
  /// that is below.
  public boolean isAbove(String path) {
    var names = names(path);
    for (var pattern : patterns) {
      var fixed = fixed(pattern);
      if (names.size() < fixed.size() && fixed.subList(0, names.size()).equals(names)) {
        return true;
      }
    }
    return false;
  }

  private static boolean anywhere(String pattern) {
    return !trimmed(pattern).contains("/") && !pattern.startsWith("/");
  }

  /// The names before the first that is a pattern.
  private static List<String> fixed(String pattern) {
    if (anywhere(pattern)) {
      return List.of();
    }
    var names = names(pattern);
    var end = 0;
    while (end < names.size() && !names.get(end).contains("*") && !names.get(end).contains("?")) {
      end++;
    }
    return names.subList(0, end);
  }

  private static String trimmed(String pattern) {
    return pattern.endsWith("/") ? pattern.substring(0, pattern.length() - 1) : pattern;
  }

  private static List<String> names(String path) {
    var from = path.startsWith("/") ? path.substring(1) : path;
    return List.of(trimmed(from).split("/", -1));
  }

  /// In time that is a product of the lengths, however many stars there are.
  private static boolean whole(List<String> pattern, List<String> names) {
    var reached = new boolean[names.size() + 1];
    reached[0] = true;
    for (var part : pattern) {
      var next = new boolean[names.size() + 1];
      if (part.equals("**")) {
        var any = false;
        for (var i = 0; i < reached.length; i++) {
          any |= reached[i];
          next[i] = any;
        }
      } else {
        for (var i = 0; i < names.size(); i++) {
          next[i + 1] = reached[i] && name(part, names.get(i));
        }
      }
      reached = next;
    }
    return reached[names.size()];
  }

  private static boolean name(String pattern, String name) {
    var p = 0;
    var star = -1;
    var from = 0;
    for (var n = 0; n < name.length(); ) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        from = n;
      } else if (p < pattern.length()
          && (pattern.charAt(p) == '?' || pattern.charAt(p) == name.charAt(n))) {
        p++;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++from;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
