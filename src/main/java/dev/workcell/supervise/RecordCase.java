package dev.workcell.supervise;

import dev.workcell.diagnose.Outcome;
import dev.workcell.run.Exit;
import dev.workcell.supervise.Corpus.Captured;
import dev.workcell.supervise.Corpus.Case;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/// Makes a case of what the last attempt of a workcell wrote, cleaned of paths and secrets.
public final class RecordCase {
  private static final Pattern HOMES = Pattern.compile("/(?:home|Users)/[A-Za-z0-9._-]+");
  private static final String HOME = "/home/ada";

  private final World world;

  public RecordCase(World world) {
    this.world = world;
  }

  /// @param name of the case, with `/` between its parts
  /// @param truth what really happened, written before the reading is looked at
  /// @return where it was written
  public Path record(Cell cell, Path directory, String name, Optional<Outcome> truth)
      throws IOException {
    var view = cell.read();
    var run = view.cell().run();
    var attempt = view.run().attempt();
    var from = view.run().prepared().map(p -> p.logStart()).orElse(0L);
    var scratch = Files.createTempDirectory("workcell-record-");
    try {
      var out = scratch.resolve("stdout");
      var err = scratch.resolve("stderr");
      clean(cell, cell.runDirectory(run).resolve("agent.log"), from, out);
      clean(cell, cell.attemptDirectory(run, attempt).resolve("err"), 0, err);
      var exit =
          view.run()
              .exit()
              .orElse(new Exit(Optional.empty(), Exit.Witness.AGENT, Optional.empty()));
      var at = exit.at().orElse(world.time().now());
      var recorded =
          new Case(
              name,
              Optional.of(cell.identity().recipe()),
              new Captured.Run(out, err, exit),
              at,
              truth,
              false);
      return world.corpus().write(directory, name, recorded);
    } finally {
      Files.deleteIfExists(scratch.resolve("stdout"));
      Files.deleteIfExists(scratch.resolve("stderr"));
      Files.deleteIfExists(scratch);
    }
  }

  private void clean(Cell cell, Path from, long start, Path to) throws IOException {
    var text = new StringBuilder();
    world
        .outputs()
        .bytes(
            from,
            start,
            Long.MAX_VALUE,
            (bytes, first, end) ->
                text.append(new String(bytes, first, end - first, StandardCharsets.ISO_8859_1)));
    // whole characters again: a chunk may end inside one
    var whole =
        new String(text.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    Files.writeString(to, cleaned(cell, whole));
  }

  private String cleaned(Cell cell, String text) throws IOException {
    var identity = cell.identity();
    var environment = cell.environment();
    var clean =
        text.replace(identity.workTree().toString(), HOME + "/repo")
            .replace(identity.repo().toString(), HOME + "/repo");
    var home = environment.getOrDefault("HOME", "");
    clean = home.length() > 1 ? clean.replace(home, HOME) : clean;
    clean = HOMES.matcher(clean).replaceAll(HOME);
    return Secrets.redacted(clean, environment);
  }
}
