package dev.workcell.git;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// A path as git prints it with `-z`: bytes of any encoding, kept one byte per character so that
/// they go back to git and to the file system unchanged.
record GitPath(String latin1) implements Comparable<GitPath> {

  static String decode(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /// What `-z` separates; the characters are bytes.
  static List<String> fields(byte[] bytes) {
    var all = decode(bytes);
    return all.isEmpty() ? List.of() : List.of(all.split("\0", -1)).subList(0, count(all));
  }

  private static int count(String all) {
    return (int) all.chars().filter(c -> c == 0).count();
  }

  byte[] bytes() {
    return latin1.getBytes(StandardCharsets.ISO_8859_1);
  }

  /// As text, undecodable bytes as U+FFFD; exact for every UTF-8 name.
  String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  String shown() {
    return Shown.text(text());
  }

  /// Whether git marks it as a directory that it does not look into.
  boolean directory() {
    return latin1.endsWith("/");
  }

  /// The file below `base`, or the file itself if this is absolute.
  Path under(Path base) {
    if (latin1.chars().allMatch(c -> c > 0 && c < 128)) {
      return base.resolve(latin1);
    }
    // A URI is the one way to a Path of exact bytes, whatever locale the JVM runs in.
    var encoded = new StringBuilder();
    for (var b : bytes()) {
      encoded.append(b == '/' ? "/" : "%%%02X".formatted(b & 0xff));
    }
    var root = latin1.startsWith("/") ? "file://" : base.toUri().toString().replaceAll("/+$", "/");
    var glue = root.endsWith("/") || latin1.startsWith("/") ? "" : "/";
    return Path.of(URI.create(root + glue + encoded));
  }

  @Override
  public int compareTo(GitPath other) {
    return latin1.compareTo(other.latin1);
  }
}
