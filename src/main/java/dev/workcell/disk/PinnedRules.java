package dev.workcell.disk;

import dev.workcell.supervise.RuleBook.Pinned;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The rules of a repo in the directory of a workcell: SUPERVISOR.md, `forbidden.json`, and
/// `setup.log` when something was set up.
final class PinnedRules {
  private static final String PAGE = "SUPERVISOR.md";
  private static final String FORBIDDEN = "forbidden.json";

  private PinnedRules() {}

  static void write(Path directory, Pinned pinned) throws IOException {
    AtomicFile.writeNew(directory.resolve(PAGE), pinned.text(), false);
    AtomicFile.writeNew(directory.resolve(FORBIDDEN), forbidden(pinned), false);
    if (pinned.setupLog().isPresent()) {
      AtomicFile.writeNew(directory.resolve("setup.log"), pinned.setupLog().get(), false);
    }
  }

  static String forbidden(Pinned pinned) {
    return Json.page(
        new JsonObject()
            .put("schema", CellCodec.SCHEMA)
            .put("head", pinned.head())
            .put("tree", pinned.tree())
            .put("forbidden", texts(pinned.forbidden()))
            .put("protect", texts(pinned.judges()))
            .map());
  }

  private static JsonObject texts(Map<String, String> map) {
    var out = new JsonObject();
    new TreeMap<>(map).forEach(out::put);
    return out;
  }

  /// @param recorded what cell.json says they are; empty when the repo had none
  /// @return empty when they are not, or no longer, what was launched
  static Optional<Pinned> read(Path directory, String recorded) throws IOException {
    try {
      var page = Files.readString(directory.resolve(PAGE), StandardCharsets.UTF_8);
      var forbidden = Files.readString(directory.resolve(FORBIDDEN), StandardCharsets.UTF_8);
      if (!digest(page, forbidden).equals(recorded)) {
        return Optional.empty();
      }
      var in = Json.parse(forbidden);
      return Optional.of(
          new Pinned(
              page,
              DiskRuleBook.rules(PAGE, page),
              in.text("head"),
              in.text("tree"),
              in.textMap("forbidden"),
              in.textMap("protect"),
              Optional.empty()));
    } catch (Malformed
        | java.nio.file.NoSuchFileException
        | java.nio.charset.CharacterCodingException e) {
      return Optional.empty();
    }
  }

  static String digest(Pinned pinned) {
    return digest(pinned.text(), forbidden(pinned));
  }

  private static String digest(String page, String forbidden) {
    return DiskRuleBook.sha256(page + "\0" + forbidden);
  }
}
