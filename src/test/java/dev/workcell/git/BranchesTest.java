package dev.workcell.git;

import static dev.workcell.run.Refusal.Kind.CONFLICT;
import static dev.workcell.run.Refusal.Kind.MISSING;
import static dev.workcell.run.Refusal.Kind.USAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.workcell.run.Refusal;
import dev.workcell.supervise.Repos.Form;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BranchesTest {
  @TempDir Path base;
  private TestRepo repo;
  private String start = "";

  @BeforeEach
  void make() throws IOException {
    repo = TestRepo.in(base);
    start = repo.head();
  }

  @Test
  void taking_a_tree_moves_the_branch_and_leaves_nothing_to_commit() throws IOException {
    repo.write("a.txt", "changed\n").write("new.txt", "new\n");
    var commit = takenCommit("subject\n\n$(touch x) `touch x` #(touch x) é\n");

    repo.git.advance(repo.top, start, commit);

    assertThat(repo.head()).isEqualTo(commit);
    assertThat(repo.run("status", "--short", "--branch")).isEqualTo("## main");
    assertThat(repo.run("log", "-1", "--format=%an <%ae>%n%B"))
        .isEqualTo("Op <op@example.com>\nsubject\n\n$(touch x) `touch x` #(touch x) é");
  }

  @Test
  void a_try_after_a_crash_between_branch_and_index_ends_the_move() throws IOException {
    repo.write("a.txt", "changed\n");
    var commit = takenCommit("m");
    repo.run("update-ref", "HEAD", commit);
    assertThat(repo.run("status", "--short")).isNotEmpty();

    repo.git.advance(repo.top, start, commit);

    assertThat(repo.run("status", "--short")).isEmpty();
  }

  @Test
  void a_head_that_moved_meanwhile_is_left_alone() throws IOException {
    repo.write("a.txt", "changed\n");
    var commit = takenCommit("m");
    repo.commitAll();
    var moved = repo.head();

    var refusal = refused(() -> repo.git.advance(repo.top, start, commit));

    assertThat(refusal.kind()).isEqualTo(CONFLICT);
    assertThat(refusal.why()).contains("HEAD is " + moved, start);
    assertThat(repo.head()).isEqualTo(moved);
  }

  @Test
  void an_index_lock_refuses_before_anything_moves() throws IOException {
    repo.write("a.txt", "changed\n");
    var commit = takenCommit("m");
    Files.createFile(repo.top.resolve(".git/index.lock"));

    var refusal = refused(() -> repo.git.advance(repo.top, start, commit));

    assertThat(refusal.why()).contains("index.lock exists");
    assertThat(repo.head()).isEqualTo(start);
  }

  @Test
  void an_operator_without_a_name_is_told_how_to_get_one() throws IOException {
    Files.delete(repo.base.resolve("home/.gitconfig"));

    var refusal = refused(() -> takenCommit("m"));

    assertThat(refusal.kind()).isEqualTo(MISSING);
    assertThat(refusal.mend()).startsWith("git config --global user.name");
  }

  @Test
  void a_branch_is_created_once_and_only_with_a_valid_name() throws IOException {
    repo.git.createBranch(repo.top, "fix/$(x)'é", start);
    assertThat(repo.run("rev-parse", "refs/heads/fix/$(x)'é")).isEqualTo(start);

    assertThat(refused(() -> repo.git.createBranch(repo.top, "main", start)).kind())
        .isEqualTo(CONFLICT);
    assertThat(refused(() -> repo.git.createBranch(repo.top, "main/x", start)).kind())
        .isEqualTo(CONFLICT);
    for (var bad : new String[] {"", "-d", "HEAD", "a..b", "a b", "@{-1}", "x.lock", "a\nb"}) {
      assertThat(refused(() -> repo.git.createBranch(repo.top, bad, start)).kind())
          .as(bad)
          .isEqualTo(USAGE);
    }
  }

  @Test
  void a_fast_forward_brings_the_files() throws IOException {
    var commit = commitOnSide("a.txt", "side\n");

    repo.git.fastForward(repo.top, commit);

    assertThat(repo.head()).isEqualTo(commit);
    assertThat(repo.top.resolve("a.txt")).hasContent("side\n");
    assertThat(repo.run("status", "--short", "--branch")).isEqualTo("## main");
  }

  @Test
  void a_fast_forward_over_local_files_is_refused_also_over_ignored_ones() throws IOException {
    repo.write(".gitignore", "*.key\n").commitAll();
    var commit = commitOnSide("my.key", "theirs\n");
    repo.write("my.key", "mine\n");

    var refusal = refused(() -> repo.git.fastForward(repo.top, commit));

    assertThat(refusal.kind()).isEqualTo(CONFLICT);
    assertThat(refusal.why()).contains("my.key");
    assertThat(repo.top.resolve("my.key")).hasContent("mine\n");

    var other = commitOnSide("a.txt", "side\n");
    repo.write("a.txt", "mine\n");
    assertThat(refused(() -> repo.git.fastForward(repo.top, other)).why()).contains("a.txt");
  }

  @Test
  void what_is_no_fast_forward_is_refused() throws IOException {
    var commit = commitOnSide("a.txt", "side\n");
    repo.write("dir/b.txt", "mine\n").commitAll();

    var refusal = refused(() -> repo.git.fastForward(repo.top, commit));

    assertThat(refusal.why()).contains("no fast-forward");
    assertThat(refusal.mend()).isEqualTo("git -C " + repo.top + " merge " + commit);
  }

  @Test
  void a_patch_applies_with_binary_files_and_with_text_that_is_not_utf8() throws IOException {
    Files.write(repo.top.resolve("bin"), new byte[] {0, 1, 2});
    Files.write(repo.top.resolve("latin"), "caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    repo.write("é \"x\"", "x\n").write("a.txt", "changed\n");
    var seen = repo.git.look(repo.top);
    var patch = repo.git.diff(repo.top, seen.head(), seen.tree(), Form.PATCH);
    Files.writeString(repo.base.resolve("p.patch"), patch);
    repo.run("clone", "-q", ".", "../clone");
    var clone = repo.base.resolve("clone");

    repo.runIn(clone, "apply", "../p.patch");

    assertThat(repo.git.look(clone).tree()).isEqualTo(seen.tree());
  }

  @Test
  void a_diff_comes_as_a_statistic_or_in_colours() throws IOException {
    repo.run("config", "diff.noprefix", "true");
    repo.write("a.txt", "changed\n");
    var tree = repo.git.look(repo.top).tree();

    assertThat(repo.git.diff(repo.top, start, tree, Form.STAT))
        .contains("a.txt | 2 +-", "1 file changed");
    assertThat(repo.git.diff(repo.top, start, tree, Form.COLOURED)).contains("\u001b[32m+");
  }

  private String takenCommit(String message) throws IOException {
    return repo.git.commit(repo.top, repo.git.look(repo.top).tree(), start, message);
  }

  /// A commit on top of the current one that this work tree has not.
  private String commitOnSide(String file, String text) throws IOException {
    var side = Files.createTempDirectory(repo.base, "side");
    repo.run("worktree", "add", "-q", "--detach", side.toString());
    Files.writeString(side.resolve(file), text);
    repo.runIn(side, "add", "-f", file);
    repo.runIn(side, "commit", "-q", "-m", "side");
    return repo.runIn(side, "rev-parse", "HEAD");
  }

  private static Refusal refused(ThrowingCallable act) {
    var refusal = catchThrowableOfType(Refusal.class, act);
    assertThat(refusal).isNotNull();
    return refusal;
  }
}
