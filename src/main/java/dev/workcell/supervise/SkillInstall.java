package dev.workcell.supervise;

import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import dev.workcell.supervise.Skills.Folder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Puts the skill into a folder of skills, and knows again what it has put there: a list with the
/// hash of each file lies among them, in the form of `sha256sum`.
public final class SkillInstall {
  /// The name of the skill, and so of its folder.
  public static final String NAME = "session-supervisor";

  /// The list of what we put there.
  public static final String MANIFEST = ".workcell-skill";

  private final Skills skills;

  public SkillInstall(World world) {
    this.skills = world.skills();
  }

  /// What came of it.
  public enum Done {
    INSTALLED,
    UPGRADED,
    SAME
  }

  /// @param files how many there are now
  public record Installed(Path folder, Done done, int files) {}

  /// @param directory the skill becomes `session-supervisor` in it; or is itself named so
  /// @param force replace what we did not put there, or what was edited since
  /// @throws Refusal if it would replace such without `force`; then nothing was changed
  public Installed into(Path directory, boolean force) throws IOException {
    var folder = directory.endsWith(NAME) ? directory : directory.resolve(NAME);
    var packed = new TreeMap<>(skills.packed());
    var hashes = new TreeMap<String, String>();
    packed.forEach((path, text) -> hashes.put(path, sha256(text)));
    var files = packed.size();
    var there = skills.look(folder);
    var done =
        switch (there) {
          case Folder.Nothing() -> Done.INSTALLED;
          case Folder.Other(var what) -> unlessForced(force, folder, "it is " + what);
          case Folder.Files(var found, var manifest) when manifest.isEmpty() ->
              unlessForced(
                  force,
                  folder,
                  "workcell did not put it there: %d files and no %s"
                      .formatted(found.size(), MANIFEST));
          case Folder.Files(var found, var manifest) -> {
            var edited = edited(listed(manifest), visible(found));
            if (!edited.isEmpty()) {
              yield unlessForced(force, folder, "edited since it was put there: " + few(edited));
            }
            yield visible(found).equals(hashes) ? Done.SAME : Done.UPGRADED;
          }
        };
    if (done != Done.SAME) {
      packed.put(MANIFEST, manifest(hashes));
      skills.put(folder, packed);
    }
    return new Installed(folder, done, files);
  }

  private static Done unlessForced(boolean force, Path folder, String why) {
    if (!force) {
      throw new Refusal(
          Kind.CONFLICT,
          "%s was left as it is".formatted(folder),
          why,
          "workcell skill install --force --to '%s'   # its content is lost".formatted(folder));
    }
    return Done.UPGRADED;
  }

  /// Names that begin with a dot are of programs: of ours, and of the agent's that keeps skills.
  private static SortedMap<String, String> visible(SortedMap<String, String> found) {
    var files = new TreeMap<>(found);
    files.keySet().removeIf(path -> path.startsWith("."));
    return files;
  }

  private static Set<String> edited(Map<String, String> listed, Map<String, String> found) {
    var all = new TreeSet<>(listed.keySet());
    all.addAll(found.keySet());
    all.removeIf(p -> found.getOrDefault(p, "gone").equals(listed.getOrDefault(p, "new")));
    return all;
  }

  private static String few(Set<String> paths) {
    var first = String.join(", ", paths.stream().limit(3).toList());
    return paths.size() > 3 ? first + " and %d more".formatted(paths.size() - 3) : first;
  }

  private static String manifest(Map<String, String> hashes) {
    var text = new StringBuilder();
    hashes.forEach((path, hash) -> text.append(hash).append("  ").append(path).append('\n'));
    return text.toString();
  }

  private static Map<String, String> listed(String manifest) {
    var files = new TreeMap<String, String>();
    for (var line : manifest.lines().toList()) {
      var gap = line.indexOf("  ");
      if (gap > 0) {
        files.put(line.substring(gap + 2), line.substring(0, gap));
      }
    }
    return files;
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
