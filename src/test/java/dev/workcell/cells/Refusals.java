package dev.workcell.cells;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import dev.workcell.Sandbox.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/// What every refusal owes: what, why and mend on stderr, the right exit code, nothing half-made.
final class Refusals {
  private Refusals() {}

  /// A refusal that says `why`, whatever it left.
  static void refused(Result result, int code, String... why) {
    assertThat(result.code()).as(result.all()).isEqualTo(code);
    assertThat(result.out()).as("a refusal prints nothing on stdout").isEmpty();
    assertThat(result.err().lines().toList())
        .as(result.all())
        .hasSizeGreaterThanOrEqualTo(3)
        .satisfies(lines -> assertThat(lines.getFirst()).isNotBlank())
        .anyMatch(line -> line.matches("  why:  .+"))
        .anyMatch(line -> line.matches("  mend: .+"));
    assertThat(result.err())
        .contains(why)
        .doesNotContain("\tat ", "Exception", "java.", "Optional[");
    assertThat(result.err().chars().filter(c -> c < 0x20 && c != '\n')).isEmpty();
  }

  /// No workcell, no draft, no ref, no holder, no process, and the repo as it was.
  static void nothingMade(Sandbox box) throws IOException {
    for (var part : List.of("cells", "s", "worktrees")) {
      var directory = box.home().resolve(part);
      if (Files.exists(directory)) {
        try (var entries = Files.list(directory)) {
          assertThat(entries).as("entries of " + part).isEmpty();
        }
      }
    }
    assertThat(box.processes()).as("processes").isEmpty();
    assertThat(box.git("for-each-ref", "refs/workcell", "refs/heads/workcell")).isEmpty();
    assertThat(box.repo().resolve(".git/workcell-holder")).doesNotExist();
    assertThat(box.git("worktree", "list").lines()).hasSize(1);
    assertThat(box.git("stash", "list")).isEmpty();
  }
}
