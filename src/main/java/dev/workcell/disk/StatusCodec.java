package dev.workcell.disk;

import dev.workcell.run.Event.AttemptPrepared;
import dev.workcell.run.Event.OutputRead;
import dev.workcell.run.Event.Settings.Mode;
import dev.workcell.run.Event.TreeRecorded;
import dev.workcell.run.History;
import dev.workcell.run.Verification;
import dev.workcell.supervise.Cell.View;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// status.json: the projection that people and programs read. docs/run-directory.md publishes it.
final class StatusCodec {
  private StatusCodec() {}

  /// What the files add to the journals.
  record Surroundings(Path socket, long logBytes, Optional<Instant> logAt) {}

  static String write(View view, Surroundings around) {
    var cell = view.identity();
    var run = view.run();
    var verification = run.verification().orElse(Verification.none("not run yet"));
    return Json.page(
        new JsonObject()
            .put("schema", CellCodec.SCHEMA)
            .put("seq", run.seq())
            .put("by", "workcell")
            .put("cell", cell.name().value())
            .put("run", view.cell().run())
            .put("attempt", run.attempt())
            .put("state", run.state().word())
            .put("since", run.since())
            .put("because", run.because())
            .put("wanted", view.cell().wanted())
            .put("objective", view.cell().objective())
            .put("agent", agent(view))
            .put("repo", repo(view))
            .put("tmux", tmux(view, around))
            .put("process", run.wrapper().map(PartCodec::process))
            .put(
                "log",
                new JsonObject().put("bytes", around.logBytes()).put("lastAt", around.logAt()))
            .put("exit", run.exit().map(PartCodec::exit))
            .put("claim", PartCodec.claim(run.claim()))
            .put("verify", PartCodec.verification(verification))
            .put("diagnosis", run.diagnosis().map(PartCodec::diagnosis))
            .put("next", run.next().map(PartCodec::next))
            .put("budget", budget(run.history()))
            .put("usage", PartCodec.usage(run.usage()))
            .put("leftovers", run.leftovers().stream().map(EventForms::leftover).toList())
            .put("durability", durability(view))
            .put("taken", run.taken().map(t -> t.how()))
            .put("notices", run.notices())
            .map());
  }

  private static JsonObject budget(History history) {
    return new JsonObject()
        .put("attempts", history.attempts())
        .put("statedWaits", history.free())
        .put(
            "sinceProgress",
            history.taken().stream()
                .map(t -> new JsonObject().put("diagnosis", t.kind()).put("remedy", t.remedy()))
                .toList());
  }

  /// What the agent's life depends on.
  private static String durability(View view) {
    var interactive =
        view.run().prepared().filter(p -> p.settings().mode() == Mode.INTERACTIVE).isPresent();
    return interactive
        ? "interactive: script keeps the agent's terminal; the agent does not depend on tmux"
        : "headless: the agent does not depend on tmux";
  }

  private static JsonObject agent(View view) {
    var settings = view.run().prepared().map(AttemptPrepared::settings);
    return new JsonObject()
        .put("recipe", view.identity().recipe())
        .put("program", settings.map(s -> s.program()).filter(p -> !p.isEmpty()))
        .put("version", view.run().output().flatMap(OutputRead::version))
        .put("mode", settings.map(s -> s.mode()))
        .put("permissions", view.identity().permissions())
        .put("sessionId", view.run().sessionId())
        .put("denied", view.run().output().map(OutputRead::denied).orElse(java.util.List.of()));
  }

  private static JsonObject repo(View view) {
    var cell = view.identity();
    var start = view.run().baseline();
    var end = view.run().end().map(TreeRecorded::facts);
    var last = end.or(() -> start.map(b -> b.facts()));
    var salvage =
        view.run().end().flatMap(TreeRecorded::salvage).or(() -> start.flatMap(b -> b.salvage()));
    return new JsonObject()
        .put("path", cell.repo().toString())
        .put("worktree", cell.worktree())
        .put("branch", last.flatMap(f -> f.branch()))
        .put("headAtStart", start.map(b -> b.facts().head()))
        .put("head", last.map(f -> f.head()))
        .put("tree", last.map(f -> f.tree()))
        .put("dirty", last.map(f -> f.dirty()))
        .put("changed", view.run().end().map(TreeRecorded::changed))
        .put("salvage", salvage.map(PartCodec::salvage));
  }

  private static JsonObject tmux(View view, Surroundings around) {
    return new JsonObject()
        .put("socket", around.socket().toString())
        .put("session", "cell")
        .put("attach", "workcell attach " + view.identity().name());
  }
}
