package dev.workcell.git;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The content of files as a word each: SHA-256, or why there is none.
final class ConfigHashes {
  private static final String ABSENT = "absent";
  private static final String NO_FILE = "not a regular file";

  private ConfigHashes() {}

  static Map<String, String> of(Iterable<Path> files) throws IOException {
    var hashes = new TreeMap<String, String>();
    for (var file : files) {
      hashes.put(file.toString(), hash(file));
    }
    return hashes;
  }

  /// One that cannot be read now counts as changed.
  static List<String> changed(Map<String, String> recorded) {
    var changed = new ArrayList<String>();
    new TreeMap<>(recorded)
        .forEach((file, then) -> {
          if (!same(file, then)) {
            changed.add(file);
          }
        });
    return changed;
  }

  private static boolean same(String file, String then) {
    try {
      return hash(Path.of(file)).equals(then);
    } catch (IOException | InvalidPathException unreadable) {
      return false;
    }
  }

  static String hash(Path file) throws IOException {
    if (!Files.exists(file)) {
      return ABSENT;
    }
    if (!Files.isRegularFile(file)) {
      return NO_FILE; // a FIFO would block us for ever
    }
    var digest = sha256();
    try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
