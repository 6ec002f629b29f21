package dev.workcell.disk;

import dev.workcell.run.CellIdentity;
import dev.workcell.run.CellName;
import dev.workcell.run.Permissions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// cell.json and env to JSON and back.
final class CellCodec {
  /// The version of every file in a workcell's directory.
  static final int SCHEMA = 1;

  private CellCodec() {}

  static String write(CellIdentity it) {
    return Json.page(
        new JsonObject()
            .put("schema", SCHEMA)
            .put("name", it.name().value())
            .put("id", it.id())
            .put("createdAt", it.createdAt())
            .put("repo", it.repo().toString())
            .put("worktree", it.worktree())
            .put("gitDir", it.gitDir().toString())
            .put("recipe", it.recipe())
            .put("command", it.command())
            .put("permissions", it.permissions())
            .put("mayCommit", it.mayCommit())
            .put("checkMayChange", it.checkMayChange())
            .put("buildId", it.buildId())
            .put("parent", it.parent())
            .put("check", it.check())
            .put("pins", texts(it.pins()))
            .put("gitConfigs", texts(it.gitConfigs()))
            .put("rules", it.rules())
            .put("group", it.group())
            .put("notify", it.told())
            .map());
  }

  static CellIdentity read(String text) throws Malformed {
    var in = Json.parse(text);
    return new CellIdentity(
        new CellName(in.text("name")),
        in.text("id"),
        in.instant("createdAt"),
        Path.of(in.text("repo")),
        in.optText("worktree").map(Path::of),
        Path.of(in.text("gitDir")),
        in.text("recipe"),
        in.texts("command"),
        PartCodec.word(Permissions.class, in.text("permissions")),
        in.flag("mayCommit"),
        in.flag("checkMayChange"),
        in.text("buildId"),
        in.optText("parent"),
        in.optText("check"),
        in.textMap("pins"),
        in.textMap("gitConfigs"),
        in.optText("rules"),
        in.optText("group"),
        in.value("notify").isPresent() ? Optional.of(in.texts("notify")) : Optional.empty());
  }

  /// The schema that a file says it has.
  static Optional<Integer> schema(String text) throws Malformed {
    return Json.parse(text).optInt("schema");
  }

  static String environment(Map<String, String> environment) {
    Map<String, @Nullable Object> sorted = new LinkedHashMap<>();
    new TreeMap<>(environment).forEach(sorted::put);
    return Json.page(sorted);
  }

  static Map<String, String> environment(String text) throws Malformed {
    return new Fields(Map.of("env", Json.parse(text).map())).textMap("env");
  }

  private static JsonObject texts(Map<String, String> map) {
    var out = new JsonObject();
    new TreeMap<>(map).forEach(out::put);
    return out;
  }
}
