package dev.workcell.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workcell.run.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LinkedWorkTreesTest {
  @TempDir Path base;
  private TestRepo repo;
  private Path linked = Path.of("");

  @BeforeEach
  void make() throws IOException {
    repo = TestRepo.in(base);
    linked = repo.base.resolve("-li nked $(touch x)");
  }

  @Test
  void one_is_added_on_its_own_branch_at_head_and_removed_with_all_it_holds() throws IOException {
    repo.git.addWorktree(repo.top, linked, "cell/fix");
    assertThat(linked.resolve("a.txt")).hasContent("a\n");
    var seen = repo.git.look(linked);
    assertThat(seen.branch()).contains("cell/fix");
    assertThat(seen.head()).isEqualTo(repo.head());
    Files.writeString(linked.resolve("a.txt"), "changed\n");
    repo.runIn(linked, "commit", "-q", "-a", "-m", "unmerged");
    Files.writeString(linked.resolve("untracked"), "x\n");
    Files.createDirectory(linked.resolve("nested"));
    repo.runIn(linked.resolve("nested"), "init", "-q");

    repo.git.removeWorktree(repo.top, linked, "cell/fix");

    assertThat(linked).doesNotExist();
    assertThat(repo.run("branch", "--format=%(refname:short)")).isEqualTo("main");
    assertThat(repo.run("worktree", "list")).doesNotContain("nked");
  }

  @Test
  void removing_again_or_after_the_directory_was_lost_is_fine() throws IOException {
    repo.git.addWorktree(repo.top, linked, "side");
    repo.git.removeWorktree(repo.top, linked, "side");
    repo.git.removeWorktree(repo.top, linked, "side");

    var other = repo.base.resolve("other");
    repo.git.addWorktree(repo.top, other, "side");
    Files.move(other, repo.base.resolve("moved"));
    repo.git.removeWorktree(repo.top, other, "side");

    assertThat(repo.run("branch", "--format=%(refname:short)")).isEqualTo("main");
  }

  @Test
  void one_whose_git_file_was_deleted_can_be_removed() throws IOException {
    repo.git.addWorktree(repo.top, linked, "side");
    Files.delete(linked.resolve(".git"));

    repo.git.removeWorktree(repo.top, linked, "side");

    assertThat(linked).doesNotExist();
  }

  @Test
  void the_main_work_tree_and_a_branch_in_use_are_never_removed() throws IOException {
    assertThatThrownBy(() -> repo.git.removeWorktree(repo.top, repo.top, "main"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("main working tree");
    repo.git.addWorktree(repo.top, linked, "side");
    assertThatThrownBy(() -> repo.git.removeWorktree(repo.top, linked, "main"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("checked out");

    assertThat(repo.top.resolve("a.txt")).exists();
    assertThat(repo.head()).isNotEmpty();
  }

  @Test
  void a_branch_or_place_that_is_taken_is_refused_and_leaves_nothing_behind() throws IOException {
    assertThatThrownBy(() -> repo.git.addWorktree(repo.top, linked, "main"))
        .isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> repo.git.addWorktree(repo.top, linked, "a..b"))
        .isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> repo.git.addWorktree(repo.top, repo.base, "side"))
        .isInstanceOf(Refusal.class);
    assertThatThrownBy(
            () -> repo.git.addWorktree(repo.top, repo.top.resolve("a.txt/below"), "side"))
        .isInstanceOf(IOException.class);

    assertThat(linked).doesNotExist();
    assertThat(repo.run("branch", "--format=%(refname:short)")).isEqualTo("main");
  }
}
