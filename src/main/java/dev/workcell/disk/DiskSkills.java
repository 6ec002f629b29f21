package dev.workcell.disk;

import dev.workcell.supervise.SkillInstall;
import dev.workcell.supervise.Skills;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.ZipFile;

/// The skill in the program's own jar, and folders on disk.
public final class DiskSkills implements Skills {
  private static final String PACKED = "skill/";

  private final Path program;

  /// @param program the directory with `lib/workcell.jar`
  public DiskSkills(Path program) {
    this.program = program;
  }

  @Override
  public SortedMap<String, String> packed() throws IOException {
    var files = new TreeMap<String, String>();
    try (var jar = new ZipFile(program.resolve("lib").resolve("workcell.jar").toFile())) {
      for (var entries = jar.entries(); entries.hasMoreElements(); ) {
        var entry = entries.nextElement();
        if (entry.getName().startsWith(PACKED) && !entry.isDirectory()) {
          try (var in = jar.getInputStream(entry)) {
            files.put(
                entry.getName().substring(PACKED.length()),
                new String(in.readAllBytes(), StandardCharsets.UTF_8));
          }
        }
      }
    }
    return files;
  }

  @Override
  public Folder look(Path folder) throws IOException {
    if (Files.isSymbolicLink(folder)) {
      return new Folder.Other("a link to " + Files.readSymbolicLink(folder));
    }
    if (!Files.exists(folder)) {
      return new Folder.Nothing();
    }
    if (!Files.isDirectory(folder)) {
      return new Folder.Other("a file");
    }
    var hashes = new TreeMap<String, String>();
    try (var files = Files.walk(folder)) {
      for (var file :
          files.filter(f -> !Files.isDirectory(f, LinkOption.NOFOLLOW_LINKS)).toList()) {
        var plain = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
        hashes.put(folder.relativize(file).toString(), plain ? sha256(file) : "other");
      }
    }
    if (hashes.isEmpty()) {
      return new Folder.Nothing();
    }
    var manifest = folder.resolve(SkillInstall.MANIFEST);
    var text =
        Files.isRegularFile(manifest)
            ? new String(Files.readAllBytes(manifest), StandardCharsets.UTF_8)
            : "";
    return new Folder.Files(hashes, text);
  }

  @Override
  public void put(Path folder, Map<String, String> files) throws IOException {
    var parent = AtomicFile.parent(folder);
    AtomicFile.makeDirectories(parent);
    var random = "%08x".formatted(ThreadLocalRandom.current().nextInt());
    var made = parent.resolve(".%s.new-%s".formatted(folder.getFileName(), random));
    var before = parent.resolve(".%s.old-%s".formatted(folder.getFileName(), random));
    try {
      fill(made, files);
      if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
        Files.move(folder, before);
      }
      rename(made, folder, before);
    } finally {
      remove(made);
    }
    AtomicFile.syncDirectory(parent);
    remove(before);
  }

  private static void rename(Path made, Path folder, Path before) throws IOException {
    try {
      Files.move(made, folder);
    } catch (IOException e) {
      if (Files.exists(before, LinkOption.NOFOLLOW_LINKS)) {
        Files.move(before, folder);
      }
      throw e;
    }
  }

  private static void fill(Path made, Map<String, String> files) throws IOException {
    AtomicFile.makeDirectory(made);
    for (var file : files.entrySet()) {
      var path = made.resolve(file.getKey());
      AtomicFile.makeDirectories(AtomicFile.parent(path));
      AtomicFile.writeNew(path, file.getValue(), file.getKey().endsWith(".sh"));
    }
  }

  private static void remove(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static String sha256(Path file) throws IOException {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
