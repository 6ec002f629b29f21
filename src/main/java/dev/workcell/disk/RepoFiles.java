package dev.workcell.disk;

import dev.workcell.run.Globs;
import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;

/// Lists what some patterns name in a work tree as it lies on the disk, whatever git knows of it.
/// Goes through links at and above these places, since a write through one of them lands where it
/// leads.
final class RepoFiles {
  private static final int MOST = 100_000;
  private static final int DEEPEST = 100;

  private final Path top;
  private final Globs globs;
  private final Map<String, String> found = new TreeMap<>();
  private final Deque<Step> open = new ArrayDeque<>();

  private RepoFiles(Path top, Globs globs) {
    this.top = top;
    this.globs = globs;
  }

  /// A directory still to be looked into.
  ///
  /// @param path in the work tree, as one gets there
  /// @param real where it is
  private record Step(String path, Path real, int depth) {}

  static Map<String, String> list(Path top, Globs globs) throws IOException {
    var listing = new RepoFiles(top, globs);
    listing.open.add(new Step("", top, 0));
    while (!listing.open.isEmpty()) {
      listing.look(listing.open.pop());
    }
    return listing.found;
  }

  private void look(Step at) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(at.real)) {
      for (var entry : entries) {
        var name = name(entry);
        if (!(at.path.isEmpty() && name.equals(".git"))) {
          see(at.path.isEmpty() ? name : at.path + "/" + name, entry, at.depth);
        }
      }
    } catch (NoSuchFileException gone) {
      note(at.path, "gone while it was read");
    } catch (java.nio.file.AccessDeniedException closed) {
      note(at.path, "a directory that we may not read");
    } catch (java.nio.file.DirectoryIteratorException e) {
      note(at.path, "a directory that cannot be read");
    }
  }

  private void see(String path, Path file, int depth) throws IOException {
    var matches = globs.matches(path);
    if (!matches && !globs.isAbove(path) && !globs.mayMatchBelow(path)) {
      return;
    }
    PosixFileAttributes is;
    try {
      is = Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException gone) {
      return;
    }
    if (is.isSymbolicLink()) {
      link(path, file, matches, depth);
    } else if (is.isDirectory()) {
      if (matches) {
        note(path, "directory " + mode(is));
      }
      enter(path, file, depth);
    } else if (matches || globs.isAbove(path)) {
      note(path, is.isRegularFile() ? mode(is) + " " + content(file) : "neither file nor link");
    }
  }

  private void link(String path, Path file, boolean matches, int depth) throws IOException {
    if (!matches && !globs.isAbove(path)) {
      return; // what it leads to is not named by way of it
    }
    var leads = "link to " + Files.readSymbolicLink(file);
    if (Files.isDirectory(file)) {
      note(path, leads);
      var real = file.toRealPath();
      var from = AtomicFile.parent(file).toRealPath();
      if (!from.startsWith(real)) {
        enter(path, real, depth);
      }
    } else {
      note(path, matches && Files.isRegularFile(file) ? leads + ", " + content(file) : leads);
    }
  }

  private void enter(String path, Path directory, int depth) {
    if (depth >= DEEPEST) {
      throw refused(path, "it is %d directories deep".formatted(depth));
    }
    if (globs.mayMatchBelow(path)) {
      open.push(new Step(path, directory, depth + 1));
    }
  }

  private void note(String path, String what) {
    if (found.size() >= MOST) {
      throw refused(path, "there are more than %,d files".formatted(MOST));
    }
    found.put(path, what);
  }

  private Refusal refused(String path, String why) {
    return new Refusal(
        Kind.CONFLICT,
        "the forbidden paths of %s cannot be watched".formatted(top),
        "%s (at %s)".formatted(why, dev.workcell.run.Visible.of(path, 200)),
        "edit %s   # narrower patterns".formatted(top.resolve("SUPERVISOR.md")));
  }

  private static String mode(PosixFileAttributes is) {
    return PosixFilePermissions.toString(is.permissions());
  }

  private static String content(Path file) throws IOException {
    return Files.isReadable(file) ? new DiskOutputs().sha256(file) : "not readable by us";
  }

  /// The name by its bytes, whatever locale we run in.
  private static String name(Path file) {
    var plain = String.valueOf(file.getFileName());
    if (plain.chars().allMatch(c -> c < 128)) {
      return plain;
    }
    var raw = file.toUri().getRawPath();
    var end = raw.endsWith("/") ? raw.length() - 1 : raw.length();
    var bytes = new ByteArrayOutputStream();
    for (var i = raw.lastIndexOf('/', end - 1) + 1; i < end; i++) {
      if (raw.charAt(i) == '%') {
        bytes.write(Integer.parseInt(raw.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        bytes.write(raw.charAt(i));
      }
    }
    var exact = bytes.toByteArray();
    var text = new String(exact, StandardCharsets.UTF_8);
    // a name that is no UTF-8 stays apart from every other
    return java.util.Arrays.equals(text.getBytes(StandardCharsets.UTF_8), exact)
        ? text
        : new String(exact, StandardCharsets.ISO_8859_1);
  }
}
