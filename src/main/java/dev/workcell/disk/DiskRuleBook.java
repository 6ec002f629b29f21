package dev.workcell.disk;

import dev.workcell.run.Globs;
import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import dev.workcell.runbook.RepoRules;
import dev.workcell.supervise.RuleBook;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// SUPERVISOR.md in work trees, and `supervisor/trust.json` of a home.
public final class DiskRuleBook implements RuleBook {
  private static final int LONGEST = 64 << 10;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Path directory;

  /// @param cells of the same home
  public DiskRuleBook(DiskCells cells) {
    this.directory = cells.home().resolve("supervisor");
  }

  @Override
  public Optional<Page> find(Path workTree) throws IOException {
    var file = workTree.resolve(FILE);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw unusable(file, "it is a link or a directory, and no plain file");
    }
    var text = text(file);
    return Optional.of(new Page(text, sha256(text), rules(file.toString(), text)));
  }

  /// The link is refused again by the open itself, should it have been put there just now.
  private static String text(Path file) throws IOException {
    var bytes = ByteBuffer.allocate(LONGEST + 1);
    try (var in =
        FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      while (bytes.hasRemaining() && in.read(bytes) >= 0) {
        // until the end
      }
    }
    if (!bytes.hasRemaining()) {
      throw unusable(file, "it has more than %d bytes".formatted(LONGEST));
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException e) {
      throw unusable(file, "it is not UTF-8 text");
    }
  }

  static RepoRules rules(String source, String text) {
    try {
      return RepoRules.of(YamlPages.parse(source, text));
    } catch (Refusal e) {
      // the words of the file come along, and they may be anything
      throw new Refusal(e.kind(), shown(e.what()), shown(e.why()), shown(e.mend()));
    }
  }

  private static String shown(String text) {
    return dev.workcell.run.Visible.of(text, 600);
  }

  private static Refusal unusable(Path file, String why) {
    return new Refusal(
        Kind.USAGE,
        "%s cannot be used".formatted(shown(file.toString())),
        why,
        "ls -l " + shown(file.toString()));
  }

  @Override
  public Map<String, String> executes(Path workTree) throws IOException {
    return Executing.in(workTree);
  }

  @Override
  public Map<String, String> listing(Path workTree, Globs globs) throws IOException {
    return RepoFiles.list(workTree, globs);
  }

  @Override
  public Optional<Map<String, String>> trusted(Path commonDir) throws IOException {
    return Optional.ofNullable(all().get(commonDir.toString()));
  }

  @Override
  public void trust(Path commonDir, Map<String, String> pins) throws IOException {
    try (var _ = FileLock.take(directory.resolve("trust.lock"), PATIENCE)) {
      var all = all();
      all.put(commonDir.toString(), pins);
      var repos = new JsonObject();
      all.forEach((repo, trusted) -> {
        var names = new JsonObject();
        new TreeMap<>(trusted).forEach(names::put);
        repos.put(repo, names);
      });
      var page = new JsonObject().put("schema", CellCodec.SCHEMA).put("repos", repos);
      AtomicFile.write(directory.resolve("trust.json"), Json.page(page.map()));
    }
  }

  @Override
  public String digest(Pinned pinned) {
    return PinnedRules.digest(pinned);
  }

  private Map<String, Map<String, String>> all() throws IOException {
    var file = directory.resolve("trust.json");
    var all = new LinkedHashMap<String, Map<String, String>>();
    try {
      var repos = Json.parse(Files.readString(file)).object("repos");
      for (var repo : repos.map().keySet()) {
        all.put(repo, repos.textMap(repo));
      }
    } catch (NoSuchFileException e) {
      return all;
    } catch (Malformed | CharacterCodingException e) {
      throw new Refusal(
          Kind.CONFLICT,
          "what is trusted cannot be read",
          "%s: %s".formatted(file, e.getMessage()),
          "rm %s   # nothing is trusted then, and all is asked again".formatted(file));
    }
    return all;
  }

  static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
