package dev.workcell.many;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import dev.workcell.Sandbox.Result;
import io.avaje.json.mapper.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Repos and a file of many workcells in a sandbox.
final class Many {
  private Many() {}

  /// A repo beside the sandbox's own, with a check that passes when `demo.txt` is there.
  static Path repo(Sandbox box, String name) throws IOException {
    var repo = Files.createDirectories(box.root().resolve(name));
    box.script(repo.resolve("check.sh"), "test -f demo.txt");
    git(box, repo, "init", "-q", "-b", "main");
    git(box, repo, "config", "user.name", "Somebody");
    git(box, repo, "config", "user.email", "somebody@localhost");
    git(box, repo, "add", "-A");
    git(box, repo, "commit", "-q", "-m", "first");
    return repo;
  }

  static void git(Sandbox box, Path repo, String... words) {
    var argv = new ArrayList<>(List.of("git", "-C", repo.toString()));
    argv.addAll(List.of(words));
    var done = box.exec(argv);
    assertThat(done.code()).as(done.all()).isZero();
  }

  /// An own recipe that is the demo agent with a part.
  static void recipe(Sandbox box, String name, String... steps) throws IOException {
    var own = Path.of(box.environment().get("HOME"), ".config/workcell/recipes");
    Files.createDirectories(own);
    var page = Files.readString(Path.of("skill/session-supervisor/recipes/demo.md"));
    Files.writeString(
        own.resolve(name + ".md"),
        page.replace(
            "name: demo\n",
            "name: %s\nset: {WORKCELL_DEMO_PART: %s}\n".formatted(name, box.part(steps))));
  }

  static Path file(Sandbox box, String text) throws IOException {
    return Files.writeString(box.root().resolve("cells.yaml"), text);
  }

  /// `up` of `cells.yaml`.
  static Result up(Sandbox box, String... more) {
    var words = new ArrayList<>(List.of("up", box.root().resolve("cells.yaml").toString()));
    words.addAll(List.of(more));
    return box.workcell(words.toArray(String[]::new));
  }

  /// All journals of the home, by path.
  static Map<Path, String> journals(Sandbox box) throws IOException {
    var found = new TreeMap<Path, String>();
    try (var files = Files.walk(box.home().resolve("cells"))) {
      for (var file : files.filter(f -> f.endsWith("journal.jsonl")).toList()) {
        found.put(file, Files.readString(file));
      }
    }
    return found;
  }

  /// When attempts of a run were under way: from when each was prepared until it was settled.
  static List<List<Instant>> spans(Sandbox box, String name) throws IOException {
    var spans = new ArrayList<List<Instant>>();
    for (var line : Files.readAllLines(box.run(name, 1).resolve("journal.jsonl"))) {
      if (JsonMapper.builder().build().fromJson(line) instanceof Map<?, ?> map) {
        var at = Instant.parse(String.valueOf(map.get("at")));
        if ("prepared".equals(map.get("event"))) {
          spans.add(List.of(at, Instant.MAX));
        } else if ("settled".equals(map.get("event"))) {
          spans.set(spans.size() - 1, List.of(spans.getLast().getFirst(), at));
        }
      }
    }
    return spans;
  }

  /// How many of the spans are under way at most.
  static long mostAtOnce(List<List<Instant>> spans) {
    return spans.stream()
        .mapToLong(s ->
            spans.stream()
                .filter(
                    o -> !o.getFirst().isAfter(s.getFirst()) && o.getLast().isAfter(s.getFirst()))
                .count())
        .max()
        .orElse(0);
  }
}
