package dev.workcell.many;

import static dev.workcell.Sandbox.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import dev.workcell.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// Twelve workcells over four repos, under the supervisor.
@DisplayNameGeneration(ReplaceUnderscores.class)
class TwelveOverFourTest {
  private static final String FILE =
      """
      group: twelve
      max-parallel: 3
      shared: {constraints: [Leave README alone], done: [the check passes], agent: demo}
      cells:
        a1: {repo: a, objective: Make a1, verify: ./check.sh}
        a2: {repo: a, objective: Make a2, verify: ./check.sh, after: [a1]}
        a3: {repo: a, objective: Make a3, verify: ./check.sh, after: [a2, b1]}
        b1: {repo: b, objective: Make b1, verify: ./check.sh}
        b2: {repo: b, objective: Make b2, verify: ./check.sh}
        b3: {repo: b, objective: Make b3, verify: ./check.sh, after: [c1]}
        c1: {repo: c, objective: Make c1, agent: limited, verify: ./check.sh}
        c2: {repo: c, objective: Make c2, verify: ./check.sh, after: [c1]}
        c3: {repo: c, objective: Make c3, no-verify: true, after: [c2]}
        d1: {repo: d, objective: Make d1, verify: 'false'}
        d2: {repo: d, objective: Make d2, verify: ./check.sh, after: [d1]}
        d3: {repo: d, objective: Make d3, verify: ./check.sh, after: [c3, d2]}
      """;

  @Test
  void end_as_their_file_says_and_a_second_up_changes_nothing() throws IOException {
    try (var box = Sandbox.open().supervised()) {
      for (var repo : List.of("a", "b", "c", "d")) {
        Many.repo(box, repo);
      }
      Many.recipe(box, "limited", "say one", "limit 4", "write demo.txt two", "claim-done");
      quick(box);
      Many.file(box, FILE);

      var waited = Many.up(box, "--wait");

      assertThat(waited.code()).as(waited.all()).isEqualTo(1);
      for (var name : List.of("a1", "a2", "a3", "b1", "b2", "b3", "c1", "c2")) {
        assertThat(box.state(name)).as(name + waited.all()).isEqualTo("passed");
      }
      assertThat(box.state("c3")).isEqualTo("unverified");
      assertThat(box.state("d1")).isEqualTo("parked");
      assertThat(box.cell("d2")).doesNotExist();
      assertThat(box.cell("d3")).doesNotExist();
      assertThat(waited.out()).contains("twelve: 8 of 12 passed", "2 blocked");
      assertThat(box.workcell("ls", "--group", "twelve").out())
          .containsPattern("d2 +blocked +d1 is parked")
          .containsPattern("d3 +blocked +d2 is blocked \\(d1 is parked\\)");
      assertThat(box.value("c1", "budget.statedWaits")).as("it waited for the reset").isEqualTo(1L);
      inOrder(box, "a1", "a2", "a3");
      inOrder(box, "b1", "a3");
      inOrder(box, "c1", "c2", "c3");
      inOrder(box, "c1", "b3");
      var spans = new ArrayList<List<Instant>>();
      for (var name : List.of("a1", "a2", "a3", "b1", "b2", "b3", "c2", "c3", "d1")) {
        spans.addAll(Many.spans(box, name));
      }
      spans.add(Many.spans(box, "c1").getFirst());
      assertThat(Many.mostAtOnce(spans)).isBetween(2L, 3L);
      var plan = box.home().resolve("groups/twelve.json");
      assertThat(Schema.of("group").faults(Files.readString(plan))).isEmpty();
      assertThat(Schema.of("cell").faults(Files.readString(box.cell("a1").resolve("cell.json"))))
          .isEmpty();

      until("the supervisor has left", () -> box.marked("WORKCELL_HOME").isEmpty());
      var before = Many.journals(box);
      var again = Many.up(box);

      assertThat(again.code()).as(again.all()).isZero();
      assertThat(again.out()).doesNotContain("launched", "changed");
      until("the supervisor has left", () -> box.marked("WORKCELL_HOME").isEmpty());
      assertThat(Many.journals(box)).isEqualTo(before);
      assertThat(box.marked("WORKCELL_RUN")).isEmpty();
    }
  }

  private static void inOrder(Sandbox box, String... names) throws IOException {
    for (var i = 1; i < names.length; i++) {
      assertThat(Many.spans(box, names[i]).getFirst().getFirst())
          .as(names[i] + " after " + names[i - 1])
          .isAfterOrEqualTo(Many.spans(box, names[i - 1]).getLast().getLast());
    }
  }

  /// Remedies that come sooner than in life.
  private static void quick(Sandbox box) throws IOException {
    var own = Path.of(box.environment().get("HOME"), ".config/workcell/recovery");
    Files.createDirectories(own);
    var pages = Path.of("skill/session-supervisor/recovery");
    var limit = Files.readString(pages.resolve("rate-limit.md"));
    assertThat(limit).contains("margin: 15s, jitter: 30s");
    Files.writeString(
        own.resolve("rate-limit.md"),
        limit.replace("margin: 15s, jitter: 30s", "margin: 0s, jitter: 0s"));
  }
}
