package dev.workcell.disk;

import dev.workcell.diagnose.Outcome;
import dev.workcell.diagnose.Outcome.Stands;
import dev.workcell.run.DiagnosisKind;
import dev.workcell.run.Exit;
import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import dev.workcell.run.Words;
import dev.workcell.supervise.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Recorded cases, one directory each: `stdout` and `stderr` of a run, or `screen`, `title` and
/// `hooks` of a terminal; and `truth.json` beside them. What has no truth is read all the same.
public final class DiskCorpus implements Corpus {
  private static final String TRUTH = "truth.json";

  @Override
  public List<Case> cases(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new Refusal(
          Kind.NOT_FOUND,
          "there are no recorded cases",
          directory + " is no directory",
          "workcell recipe record --help");
    }
    var found = new ArrayList<Case>();
    try (var all = Files.walk(directory)) {
      for (var place : all.filter(Files::isDirectory).sorted().toList()) {
        var run = Files.isRegularFile(place.resolve("stdout"));
        if (run || Files.isRegularFile(place.resolve("screen"))) {
          found.add(of(directory.relativize(place).toString(), place, run));
        }
      }
    }
    return found;
  }

  private static Case of(String name, Path place, boolean run) throws IOException {
    var file = place.resolve(TRUTH);
    try {
      var truth = Files.exists(file) ? Optional.of(Json.parse(Files.readString(file))) : NO_TRUTH;
      return of(name, place, run, truth);
    } catch (Malformed e) {
      throw new Refusal(
          Kind.USAGE,
          "a truth cannot be read",
          "%s %s".formatted(file, e.getMessage()),
          "edit " + file);
    }
  }

  private static final Optional<Fields> NO_TRUTH = Optional.empty();

  private static Case of(String name, Path place, boolean run, Optional<Fields> truth)
      throws IOException, Malformed {
    var at =
        truth.isPresent() && truth.get().has("at")
            ? truth.get().instant("at")
            : Files.getLastModifiedTime(place.resolve(run ? "stdout" : "screen")).toInstant();
    var recipe = truth.isPresent() ? truth.get().optText("recipe") : Optional.<String>empty();
    var outcome = truth.isPresent() ? outcome(truth.get()) : Optional.<Outcome>empty();
    return new Case(
        name,
        recipe,
        run ? run(place, truth, outcome, at) : screen(place, truth),
        at,
        outcome,
        truth.filter(t -> t.has("mode")).isPresent());
  }

  /// One that was cut while it lived has an exit code of ours, which says nothing of it.
  private static Captured run(
      Path place, Optional<Fields> truth, Optional<Outcome> outcome, Instant at)
      throws IOException, Malformed {
    var lived =
        outcome.filter(o -> o.stands() == Stands.ALIVE || o.stands() == Stands.WAITING).isPresent();
    var code = truth.isPresent() ? truth.get().optInt("exit") : exit(place.resolve("exit"));
    return new Captured.Run(
        place.resolve("stdout"),
        place.resolve("stderr"),
        new Exit(lived ? Optional.empty() : code, Exit.Witness.AGENT, Optional.of(at)));
  }

  private static Optional<Integer> exit(Path file) throws IOException {
    var text = Files.exists(file) ? Files.readString(file).strip() : "";
    return text.matches("[0-9]{1,3}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }

  private static Captured screen(Path place, Optional<Fields> truth) throws IOException, Malformed {
    var hooks = place.resolve("hooks");
    return new Captured.Screen(
        text(place.resolve("screen")),
        text(place.resolve("title")).map(String::strip),
        Files.exists(hooks) ? Files.readAllLines(hooks) : List.of(),
        truth.filter(t -> t.has("dead")).isPresent());
  }

  private static Optional<String> text(Path file) throws IOException {
    return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
  }

  private static Optional<Outcome> outcome(Fields truth) throws Malformed {
    var word = truth.optText("stands");
    if (word.isEmpty()) {
      return Optional.empty();
    }
    var kind = truth.optText("kind");
    return Optional.of(
        new Outcome(
            word(Stands.class, "stands", word.get()),
            kind.isEmpty()
                ? Optional.empty()
                : Optional.of(word(DiagnosisKind.class, "kind", kind.get())),
            truth.optInstant("resetAt"),
            truth.optText("sessionId")));
  }

  private static <E extends Enum<E>> E word(Class<E> type, String key, String word)
      throws Malformed {
    var found = Words.find(type, word);
    if (found.isEmpty()) {
      throw new Malformed("%s: '%s' is no word for it".formatted(key, word));
    }
    return found.get();
  }

  @Override
  public Path write(Path directory, String name, Case recorded) throws IOException {
    var place = directory.resolve(name);
    if (Files.exists(place)) {
      throw new Refusal(
          Kind.CONFLICT,
          "the case was not recorded",
          place + " is there already",
          "take another name with --as");
    }
    Files.createDirectories(place);
    var truth = new JsonObject();
    truth.put("recipe", recorded.recipe());
    if (recorded.captured() instanceof Captured.Run run) {
      Files.copy(run.stdout(), place.resolve("stdout"));
      Files.copy(run.stderr(), place.resolve("stderr"));
      truth.put("exit", run.exit().code());
    } else if (recorded.captured() instanceof Captured.Screen screen) {
      write(place.resolve("screen"), screen.screen());
      write(place.resolve("title"), screen.title());
      write(
          place.resolve("hooks"),
          screen.hooks().isEmpty()
              ? Optional.empty()
              : Optional.of(String.join("\n", screen.hooks()) + "\n"));
      if (screen.dead()) {
        truth.put("dead", (Object) true);
      }
    }
    truth.put("at", recorded.at());
    recorded.truth().ifPresent(t -> put(truth, t));
    Files.writeString(place.resolve(TRUTH), Json.page(truth.map()));
    return place;
  }

  private static void put(JsonObject truth, Outcome outcome) {
    truth.put("stands", outcome.stands());
    truth.put("kind", outcome.kind());
    truth.put("sessionId", outcome.sessionId());
    truth.put("resetAt", outcome.resetAt());
  }

  private static void write(Path file, Optional<String> text) throws IOException {
    if (text.isPresent()) {
      Files.writeString(file, text.get());
    }
  }
}
