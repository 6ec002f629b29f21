package dev.workcell.disk;

import dev.workcell.run.Brief;
import dev.workcell.run.CellName;
import dev.workcell.run.GroupCell;
import dev.workcell.run.GroupCell.Progress;
import dev.workcell.run.GroupCell.Refused;
import dev.workcell.run.GroupPlan;
import dev.workcell.run.Permissions;
import dev.workcell.run.Wanted;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// groups/NAME.json to JSON and back.
final class GroupCodec {
  private GroupCodec() {}

  static String write(GroupPlan it) {
    return Json.page(
        new JsonObject()
            .put("schema", CellCodec.SCHEMA)
            .put("name", it.name())
            .put("source", it.source().toString())
            .put("at", it.at())
            .put("maxParallel", it.mostAtOnce())
            .put("wanted", it.wanted())
            .put("parent", it.parent())
            .put("cells", it.cells().stream().map(GroupCodec::cell).toList())
            .map());
  }

  private static JsonObject cell(GroupCell it) {
    var refused = it.progress().refused();
    return new JsonObject()
        .put("name", it.name().value())
        .put("repo", it.repo().toString())
        .put("recipe", it.recipe())
        .put("command", it.command())
        .put("brief", it.brief().text())
        .put("verify", it.verify())
        .put("worktree", it.worktree())
        .put("allowDirty", it.allowDirty())
        .put("mayCommit", it.mayCommit())
        .put("checkMayChange", it.checkMayChange())
        .put("permissions", it.permissions())
        .put("named", it.named())
        .put("environment", texts(it.environment()))
        .put("after", names(it.after()))
        .put("launched", it.progress().launched())
        .put(
            "refused", refused.map(r -> new JsonObject().put("why", r.why()).put("mend", r.mend())))
        .put("removedAs", it.progress().removedAs());
  }

  static GroupPlan read(String text) throws Malformed {
    var in = Json.parse(text);
    var schema = in.optInt("schema").orElse(0);
    if (schema > CellCodec.SCHEMA) {
      throw new Malformed(
          "it has schema %d and this program knows %d".formatted(schema, CellCodec.SCHEMA));
    }
    var cells = new ArrayList<GroupCell>();
    for (var cell : in.objects("cells")) {
      cells.add(cell(cell));
    }
    return new GroupPlan(
        in.text("name"),
        Path.of(in.text("source")),
        in.instant("at"),
        (int) in.number("maxParallel"),
        PartCodec.word(Wanted.class, in.text("wanted")),
        in.optText("parent"),
        cells);
  }

  private static GroupCell cell(Fields in) throws Malformed {
    var refused = in.optObject("refused");
    return new GroupCell(
        new CellName(in.text("name")),
        Path.of(in.text("repo")),
        in.text("recipe"),
        in.texts("command"),
        new Brief(in.text("brief")),
        in.optText("verify"),
        in.flag("worktree"),
        in.flag("allowDirty"),
        in.flag("mayCommit"),
        in.flag("checkMayChange"),
        PartCodec.word(Permissions.class, in.text("permissions")),
        in.texts("named"),
        in.textMap("environment"),
        cellNames(in.texts("after")),
        new Progress(
            in.optText("launched"),
            refused.isPresent()
                ? Optional.of(new Refused(refused.get().text("why"), refused.get().text("mend")))
                : Optional.empty(),
            in.optText("removedAs")));
  }

  private static List<String> names(List<CellName> names) {
    return names.stream().map(CellName::value).toList();
  }

  private static List<CellName> cellNames(List<String> names) {
    return names.stream().map(CellName::new).toList();
  }

  private static JsonObject texts(Map<String, String> map) {
    var out = new JsonObject();
    new TreeMap<>(map).forEach(out::put);
    return out;
  }
}
