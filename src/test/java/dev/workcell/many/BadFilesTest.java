package dev.workcell.many;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// A file of many workcells that is wrong is refused with every fault at its line, and nothing is
/// changed.
@DisplayNameGeneration(ReplaceUnderscores.class)
class BadFilesTest {
  private Sandbox box;

  @BeforeEach
  void open() throws IOException {
    box = Sandbox.open();
    Many.repo(box, "a");
  }

  @AfterEach
  void close() throws IOException {
    box.close();
  }

  @Test
  void everything_that_is_wrong_is_told_at_once_with_its_line() throws IOException {
    box.launchDemo("taken", List.of("claim-done"), "--no-verify", "--wait");
    Many.file(
        box,
        """
        group: Bad Name
        max-parallel: 0
        paralel: 3
        cells:
          one: {repo: nowhere, objective: o, constraints: [c], done: [d], verify: 'true'}
          two: {repo: a, constraints: [c], done: [d], verify: 'true', after: [onne]}
          three: {repo: a, objective: o, constraints: [c], done: [d], after: [four]}
          four: {repo: a, objective: o, constraints: [c], done: [d], verify: x, after: [three]}
          five: {repo: a, brief: none.md, verify: 'true', after: [four]}
          five: {repo: a, brief: none.md, verify: 'true', after: [four]}
          six: {objective: o, constraints: [c], done: [d], verify: 'true', worktree: maybe}
          taken: {repo: a, objective: o, constraints: [c], done: [d], verify: 'true', after: [five]}
          Seven: {repo: a}
          eight: {repo: a, objective: o, done: [d], verify: 'true', agent: nobody, after: [taken]}
          nine: {repo: a, objective: o, constraints: [c], done: [d], verify: 'true', worktree: false}
          ten: {repo: a, objective: o, constraints: [c], done: [d], verify: 'true', worktree: false}
          eleven:
            repo: a
            objective: o
            constraints: [c]
            done: [d]
            verify: 'true'
            notice: me
            env: [NOT_SET_ANYWHERE]
            worktree: true
        """);

    var up = Many.up(box, "--no-daemon");

    assertThat(up.code()).as(up.all()).isEqualTo(2);
    assertThat(up.out()).isEmpty();
    assertThat(up.err())
        .contains("cells.yaml was refused and nothing was changed")
        .contains("line 1: group: 'Bad Name' is no name")
        .contains("line 2: max-parallel is no number from 1 to 500: 0")
        .contains("line 3: 'paralel' is no key here")
        .containsPattern("line 5: one: .*/nowhere")
        .contains("line 6: two has neither a brief nor an objective")
        .contains(
            "line 6: two comes after 'onne', which is no cell here\n          mend: after: [one]")
        .contains("line 7: three has no check, nor your word that there is none")
        .contains("these wait for each other: three after four after three")
        .containsPattern("line 9: five: .*none.md is no brief: it is not there")
        .contains("line 10: 'five' is there twice")
        .contains("line 11: six names no repo")
        .contains("line 11: worktree: 'maybe' is none of auto, true, false")
        .contains("line 12: there is a workcell taken already, of no group: unverified")
        .contains("line 13: 'Seven' is no name of a workcell")
        .contains("line 14: eight: ", "Constraints")
        .contains("line 16: nine and ten would work in")
        .containsPattern("line 2[0-9]: 'notice' is no key here")
        .contains("no variable of that name is set here")
        .doesNotContain("\tat ", "Exception", "Optional[");
    assertThat(box.home().resolve("groups")).isEmptyDirectory();
    assertThat(box.workcell("ls").out().lines()).hasSize(2);
  }

  @Test
  void what_is_no_yaml_or_no_file_is_refused() throws IOException {
    Many.file(box, "cells: {one: [\n");
    assertThat(Many.up(box).err()).containsPattern("line [12]: ");
    Many.file(box, "- one\n");
    assertThat(Many.up(box).err()).contains("there are no keys and values");
    Many.file(box, "group: g\n");
    assertThat(Many.up(box).err()).contains("there are no cells");
    Files.delete(box.root().resolve("cells.yaml"));
    assertThat(Many.up(box).err()).contains("it is not there");
    var ls = box.workcell("ls", "--group", "nothing");
    assertThat(ls.code()).isEqualTo(3);
    assertThat(ls.err()).contains("there is no group nothing");
    assertThat(box.workcell("down", "../x").code()).isEqualTo(2);
  }

  @Test
  void two_files_do_not_share_a_group() throws IOException {
    var text =
        "group: g\ncells: {one: {repo: a, objective: o, constraints: [c], done: [d], no-verify: true}}\n";
    Many.file(box, text);
    assertThat(Many.up(box, "--no-daemon", "--wait").code()).isZero();
    var other = Files.writeString(box.root().resolve("other.yaml"), text);

    var up = box.workcell("up", other.toString(), "--no-daemon");

    assertThat(up.code()).as(up.all()).isEqualTo(4);
    assertThat(up.err()).contains("there is a group g already", "cells.yaml");
  }

  @Test
  void the_rules_of_a_repo_must_be_trusted_and_then_give_the_check_and_the_environment()
      throws IOException {
    var repo = box.root().resolve("a");
    Files.writeString(
        repo.resolve("SUPERVISOR.md"),
        "---\nverify: test -f demo.txt\nenv: [MY_VAR]\n---\nBe kind.\n");
    Many.git(box, repo, "add", "-A");
    Many.git(box, repo, "commit", "-q", "-m", "rules");
    Many.file(box, "cells: {one: {repo: a, objective: o, constraints: [c], done: [d]}}\n");
    box.with("MY_VAR", "hello");

    var untrusted = Many.up(box, "--no-daemon");
    assertThat(untrusted.code()).as(untrusted.all()).isEqualTo(2);
    assertThat(untrusted.err()).contains("line 1: one: ", "is not trusted", "mend: workcell trust");

    assertThat(box.workcell("trust", repo.toString(), "--yes").code()).isZero();
    var up = Many.up(box, "--no-daemon", "--wait");
    assertThat(up.code()).as(up.all()).isZero();
    assertThat(box.cell("one").resolve("env")).content().contains("hello");
  }
}
