package dev.workcell.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.workcell.git.Sorted.Limits;
import dev.workcell.run.Salvage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SalvageTest {
  private static final String REF = "refs/workcell/fix-0011aabb/0001-1-1";

  @TempDir Path base;
  private TestRepo repo;

  @BeforeEach
  void make() throws IOException {
    repo = TestRepo.in(base);
  }

  @Test
  void it_is_a_commit_of_the_looked_at_tree_on_top_of_head_under_our_name() throws IOException {
    repo.write("a.txt", "changed\n").write("new.txt", "new\n");
    var index = Files.readAllBytes(repo.top.resolve(".git/index"));

    var salvage = repo.git.salvage(repo.top, REF);

    assertThat(salvage)
        .isEqualTo(new Salvage(REF, repo.run("rev-parse", REF), true, salvage.omitted()));
    assertThat(salvage.omitted()).isEmpty();
    assertThat(repo.run("rev-parse", REF + "^{tree}")).isEqualTo(repo.git.look(repo.top).tree());
    assertThat(repo.run("rev-parse", REF + "^")).isEqualTo(repo.head());
    assertThat(repo.run("log", "-1", "--format=%an <%ae> %cn <%ce>", REF))
        .isEqualTo("workcell <workcell@localhost> workcell <workcell@localhost>");
    assertThat(repo.run("log", "-1", "--format=%s", "main")).isEqualTo("work");
    assertThat(Files.readAllBytes(repo.top.resolve(".git/index"))).isEqualTo(index);
    assertThat(repo.run("show", REF + ":new.txt")).isEqualTo("new");
  }

  @Test
  void of_a_clean_tree_it_is_head_itself() throws IOException {
    var salvage = repo.git.salvage(repo.top, REF);

    assertThat(salvage.commit()).isEqualTo(repo.head());
    assertThat(repo.run("rev-parse", REF)).isEqualTo(repo.head());
  }

  @Test
  void a_salvage_is_never_overwritten() throws IOException {
    var first = repo.git.salvage(repo.top, REF);
    repo.write("a.txt", "changed\n");

    assertThatThrownBy(() -> repo.git.salvage(repo.top, REF))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("already exists");
    assertThat(repo.run("rev-parse", REF)).isEqualTo(first.commit());
  }

  @Test
  void a_branch_of_the_user_cannot_be_named() {
    assertThat(
            catchThrowableOfType(
                IllegalArgumentException.class,
                () -> repo.git.salvage(repo.top, "refs/heads/main")))
        .isNotNull();
  }

  @Test
  void nested_repos_and_large_files_are_listed_and_not_stored() throws IOException {
    Files.createDirectories(repo.top.resolve("vendor/lib"));
    repo.runIn(repo.top.resolve("vendor/lib"), "init", "-q");
    repo.write("vendor/lib/c.txt", "c\n").sparse("big.bin", 60L << 20).write("new.txt", "new\n");

    var salvage = repo.git.salvage(repo.top, REF);

    assertThat(salvage.complete()).isFalse();
    assertThat(salvage.omitted())
        .containsExactly(
            "big.bin (untracked, 62914560 bytes, over the 52428800 a file)",
            "vendor/lib/ (nested repo with a .git of its own)");
    assertThat(repo.run("rev-parse", REF + "^{tree}")).isEqualTo(repo.git.look(repo.top).tree());
    assertThat(repo.run("ls-tree", "-r", "--name-only", REF))
        .isEqualTo("a.txt\ndir/b.txt\nnew.txt");
  }

  @Test
  void untracked_files_beyond_the_limit_in_all_are_listed() throws IOException {
    var small = TestRepo.in(base, "small", new Limits(10, 15));
    small.write("1", "0123456789").write("2", "0123456789").write("3", "01234");

    assertThat(small.git.salvage(small.top, REF).omitted())
        .containsExactly("2 (untracked, 10 bytes, over the 15 in all)");
    assertThat(small.run("ls-tree", "--name-only", REF)).isEqualTo("1\n3\na.txt\ndir");
  }

  @Test
  void a_submodule_with_other_files_or_another_commit_is_listed() throws IOException {
    repo.run("clone", "-q", ".", "../lib");
    repo.run("submodule", "--quiet", "add", "../lib", "lib");
    repo.commitAll();
    assertThat(repo.git.salvage(repo.top, REF).complete()).as("an unchanged submodule").isTrue();

    repo.write("lib/a.txt", "changed\n");
    assertThat(repo.git.look(repo.top).dirty()).isFalse();
    assertThat(repo.git.salvage(repo.top, REF + "1").omitted())
        .containsExactly("lib (submodule with changed files)");

    repo.runIn(repo.top.resolve("lib"), "commit", "-q", "-a", "-m", "inside");
    assertThat(repo.git.look(repo.top).dirty()).isTrue();
    assertThat(repo.git.salvage(repo.top, REF + "2").omitted())
        .containsExactly("lib (submodule at a commit that only its own repo holds)");
  }

  @Test
  void a_file_hidden_behind_an_index_flag_is_listed_once_it_is_changed() throws IOException {
    repo.run("update-index", "--assume-unchanged", "a.txt");
    repo.run("update-index", "--skip-worktree", "dir/b.txt");
    assertThat(repo.git.salvage(repo.top, REF).complete()).isTrue();

    repo.write("a.txt", "changed\n").write("dir/b.txt", "changed\n");

    assertThat(repo.git.salvage(repo.top, REF + "1").omitted())
        .containsExactly(
            "a.txt (changed behind assume-unchanged)", "dir/b.txt (changed behind skip-worktree)");
  }

  @Test
  void a_work_tree_in_the_middle_of_a_conflict_is_saved_as_its_files_are() throws IOException {
    repo.run("checkout", "-q", "-b", "other");
    repo.write("a.txt", "theirs\n").commitAll();
    repo.run("checkout", "-q", "main");
    repo.write("a.txt", "ours\n").commitAll();
    assertThatThrownBy(() -> repo.run("merge", "other")).isInstanceOf(IOException.class);

    var salvage = repo.git.salvage(repo.top, REF);

    assertThat(salvage.omitted())
        .containsExactly("a.txt (unmerged: its file is stored, the sides of the conflict are not)");
    assertThat(repo.run("show", REF + ":a.txt")).contains("<<<<<<<", "ours", "theirs");
    assertThat(repo.run("status", "--short")).isEqualTo("UU a.txt");
  }

  @Test
  void refs_are_listed_by_number_and_deleted_together() throws IOException {
    for (var attempt : new int[] {1, 10, 2}) {
      repo.git.salvage(repo.top, "refs/workcell/fix-0011aabb/0001-" + attempt + "-1");
    }
    repo.git.salvage(repo.top, "refs/workcell/fix-0011aabbcc/0001-1-1");

    var refs = repo.git.refs(repo.top, "refs/workcell/fix-0011aabb/");
    assertThat(refs.stream().map(ref -> ref.substring(27)))
        .containsExactly("0001-1-1", "0001-2-1", "0001-10-1");

    repo.git.deleteRefs(repo.top, refs);
    assertThat(repo.git.refs(repo.top, "refs/workcell/"))
        .containsExactly("refs/workcell/fix-0011aabbcc/0001-1-1");
    repo.git.deleteRefs(repo.top, refs);
  }
}
