package dev.workcell.cells;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import dev.workcell.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// docs/run-directory.md and docs/schema say what real runs leave, and real runs leave what they
/// say.
@DisplayNameGeneration(ReplaceUnderscores.class)
class RunDirectoryTest {
  private static final Path DOCS = Path.of("docs/run-directory.md");

  @Test
  void a_passed_a_parked_and_a_stopped_run_are_as_published() throws IOException {
    try (var box = Sandbox.open()) {
      var steps = List.of("claim-done Not yet.", "write done.txt done", "claim-done It is done.");
      box.launchDemo("fix", steps, "--wait");
      assertThat(box.state("fix")).isEqualTo("parked");
      box.workcell("resume", "fix", "--wait");
      assertThat(box.state("fix")).isEqualTo("passed");
      box.launchDemo("long", List.of("say hello", "hang"), "--no-verify", "--allow-dirty");
      box.workcell("stop", "long");
      assertThat(box.state("long")).isEqualTo("stopped");

      var fix = names(box.cell("fix"), "");
      var stopped = names(box.cell("long"), "");
      var published = published();
      for (var found : List.of(fix, stopped)) {
        assertThat(published.all()).as("each file of a real run is published").containsAll(found);
      }
      assertThat(fix).as("each published file is there").containsAll(published.always());
      assertThat(stopped).containsAll(published.always());
      assertThat(names(box.home(), "(?s)(app|s|claims|cells|supervisor)/.*"))
          .containsExactlyInAnyOrderElementsOf(published.ofTheHome());

      fits("cell", box.cell("fix").resolve("cell.json"), box.cell("long").resolve("cell.json"));
      fits(
          "status",
          box.run("fix", 1).resolve("status.json"),
          box.run("fix", 2).resolve("status.json"),
          box.run("long", 1).resolve("status.json"));
      fitsEachLine(
          box.cell("fix").resolve("journal.jsonl"),
          box.run("fix", 1).resolve("journal.jsonl"),
          box.run("fix", 2).resolve("journal.jsonl"),
          box.cell("long").resolve("journal.jsonl"),
          box.run("long", 1).resolve("journal.jsonl"));
    }
  }

  private static void fits(String schema, Path... files) throws IOException {
    for (var file : files) {
      assertThat(Schema.of(schema).faults(Files.readString(file))).as("%s", file).isEmpty();
    }
  }

  private static void fitsEachLine(Path... files) throws IOException {
    for (var file : files) {
      for (var line : Files.readAllLines(file)) {
        assertThat(Schema.of("journal").faults(line)).as("%s: %s", file, line).isEmpty();
      }
    }
  }

  /// Names below `root` with the numbers of runs and attempts as published; directories that hold
  /// something are left out, `except` too.
  private static Set<String> names(Path root, String except) throws IOException {
    var found = new TreeSet<String>();
    try (var files = Files.walk(root)) {
      for (var file : files.filter(f -> !f.equals(root)).toList()) {
        var name = root.relativize(file).toString().replaceFirst("runs/[0-9]+", "runs/0001");
        if (!name.matches(except) && !name.matches("runs(/0001(/attempts(/1)?)?)?")) {
          found.add(name);
        }
      }
    }
    return found;
  }

  /// The tree of the page.
  record Published(Set<String> all, Set<String> always, Set<String> ofTheHome) {}

  private static Published published() throws IOException {
    var text = Files.readString(DOCS);
    var tree = text.substring(text.indexOf("```text\n") + 8);
    var all = new TreeSet<String>();
    var always = new TreeSet<String>();
    var home = new TreeSet<String>();
    var path = new ArrayDeque<String>();
    for (var line : tree.substring(0, tree.indexOf("```")).lines().skip(1).toList()) {
      var depth = (line.length() - line.stripLeading().length()) / 2 - 1;
      var name = line.strip().split(" +", 2)[0];
      while (path.size() > depth) {
        path.removeLast();
      }
      path.addLast(name.replaceAll("[/?]+$", ""));
      var parts = new ArrayList<>(path);
      if (parts.size() == 1) {
        home.add(parts.getFirst().replace("/NAME", ""));
        continue;
      }
      var below = String.join("/", parts.subList(1, parts.size()));
      if (!below.matches("runs/0001(/attempts/1)?")) {
        all.add(below);
        if (!name.endsWith("?")) {
          always.add(below);
        }
      }
    }
    assertThat(all).hasSizeGreaterThan(20);
    return new Published(all, always, home);
  }
}
