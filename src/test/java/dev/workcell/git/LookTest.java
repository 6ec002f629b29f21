package dev.workcell.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workcell.git.Sorted.Limits;
import dev.workcell.supervise.Repos.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LookTest {
  @TempDir Path base;
  private TestRepo repo;

  @BeforeEach
  void make() throws IOException {
    repo = TestRepo.in(base);
  }

  @Test
  void a_clean_work_tree_is_its_head_and_costs_two_gits() throws IOException {
    var seen = repo.git.look(repo.top);

    assertThat(seen.head()).isEqualTo(repo.head());
    assertThat(seen.branch()).contains("main");
    assertThat(seen.tree()).isEqualTo(repo.run("rev-parse", "HEAD^{tree}"));
    assertThat(seen.dirty()).isFalse();
    assertThat(repo.commands.started).hasSize(2);
  }

  @Test
  void looking_changes_neither_index_nor_head_nor_refs_nor_files() throws IOException {
    repo.write("a.txt", "staged\n").run("add", "a.txt");
    repo.write("a.txt", "changed\n").write("new.txt", "new\n");
    var before = repo.state();

    assertThat(repo.git.look(repo.top).dirty()).isTrue();

    assertThat(repo.state()).isEqualTo(before);
    assertThat(repo.run("status", "--short")).isEqualTo("MM a.txt\n?? new.txt");
  }

  @Test
  void untracked_files_count_and_ignored_ones_do_not() throws IOException {
    repo.write(".gitignore", "*.log\n").commitAll();
    repo.write("deep/new.txt", "new\n").write("noise.log", "noise\n");

    assertThat(changes()).containsExactly(new Change('A', "deep/new.txt"));
  }

  @Test
  void deletions_and_changes_of_mode_and_type_count() throws IOException {
    repo.write("run.sh", "x\n").write("link", "x\n").write("file", "x\n").commitAll();
    Files.delete(repo.top.resolve("a.txt"));
    Files.setPosixFilePermissions(
        repo.top.resolve("run.sh"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.delete(repo.top.resolve("link"));
    Files.createSymbolicLink(repo.top.resolve("link"), Path.of("nowhere"));
    Files.delete(repo.top.resolve("file"));
    repo.write("file/inside", "x\n");

    assertThat(changes())
        .containsExactly(
            new Change('D', "a.txt"),
            new Change('D', "file"),
            new Change('A', "file/inside"),
            new Change('T', "link"),
            new Change('M', "run.sh"));
  }

  @Test
  void a_directory_that_became_a_link_to_its_copy_is_seen() throws IOException {
    Files.move(repo.top.resolve("dir"), repo.top.resolve("moved"));
    Files.createSymbolicLink(repo.top.resolve("dir"), Path.of("moved"));

    assertThat(changes())
        .containsExactly(
            new Change('A', "dir"), new Change('D', "dir/b.txt"), new Change('A', "moved/b.txt"));
  }

  @Test
  void a_change_of_the_same_size_in_the_same_instant_as_the_index_is_seen() throws IOException {
    repo.run("config", "core.trustctime", "false");
    var file = repo.top.resolve("a.txt");
    var then = FileTime.from(Instant.parse("2026-01-02T03:04:05Z"));
    repo.write("a.txt", "1\n");
    Files.setLastModifiedTime(file, then);
    repo.run("add", "a.txt");
    Files.setLastModifiedTime(repo.top.resolve(".git/index"), then);
    repo.write("a.txt", "2\n");
    Files.setLastModifiedTime(file, then);

    var tree = repo.git.look(repo.top).tree();

    assertThat(repo.run("cat-file", "-p", tree + ":a.txt")).isEqualTo("2");
  }

  @Test
  void strange_names_are_data() throws IOException {
    var names =
        new String[] {
          "#(touch x)",
          "$(touch x)",
          "-rf",
          ":(exclude)*",
          "`touch x`",
          "git~1",
          "new\nline",
          "qu\"o'te",
          "sp ace",
          "\u00e9\u4e16"
        };
    for (var name : names) {
      repo.write(name, "x\n");
    }

    assertThat(changes().stream().map(Change::path)).containsExactly(names);
    assertThat(repo.top.resolve("x")).doesNotExist();
  }

  @Test
  void names_that_are_not_utf8_are_taken_byte_for_byte() throws IOException {
    var file = new GitPath("caf\u00e9").under(repo.top);
    Files.writeString(file, "x\n");

    assertThat(changes()).containsExactly(new Change('A', "caf\ufffd"));
    assertThat(repo.git.salvage(repo.top, "refs/workcell/t/1").complete()).isTrue();
    assertThat(repo.run("ls-tree", "refs/workcell/t/1")).contains("\"caf\\351\"");
  }

  @Test
  void a_branch_with_an_odd_name_and_a_detached_head_are_told() throws IOException {
    repo.run("checkout", "-q", "-b", "fix/$(x)`y`\"'\u00e9");
    assertThat(repo.git.look(repo.top).branch()).contains("fix/$(x)`y`\"'\u00e9");

    repo.run("checkout", "-q", "--detach");
    assertThat(repo.git.look(repo.top).branch()).isEmpty();
  }

  @Test
  void an_index_lock_of_somebody_else_is_no_hindrance() throws IOException {
    Files.createFile(repo.top.resolve(".git/index.lock"));
    repo.write("a.txt", "changed\n");

    assertThat(changes()).containsExactly(new Change('M', "a.txt"));
  }

  @Test
  void a_split_index_and_a_lost_one_are_read_without_being_mended() throws IOException {
    repo.run("update-index", "--split-index");
    repo.write("new.txt", "new\n");
    var before = repo.state();
    assertThat(changes()).containsExactly(new Change('A', "new.txt"));
    assertThat(repo.state()).isEqualTo(before);

    Files.delete(repo.top.resolve(".git/index"));
    assertThat(changes()).containsExactly(new Change('A', "new.txt"));
    assertThat(repo.top.resolve(".git/index")).doesNotExist();
  }

  @Test
  void files_outside_a_sparse_checkout_are_not_taken_for_deleted() throws IOException {
    repo.write("other/c.txt", "c\n").commitAll();
    repo.run("sparse-checkout", "set", "dir");
    assertThat(repo.top.resolve("other")).doesNotExist();
    repo.write("dir/new.txt", "new\n").write("other/new.txt", "new\n");

    assertThat(changes())
        .containsExactly(new Change('A', "dir/new.txt"), new Change('A', "other/new.txt"));
  }

  @Test
  void line_ends_that_git_is_told_to_refuse_do_not_stop_it() throws IOException {
    repo.run("config", "core.autocrlf", "input");
    repo.run("config", "core.safecrlf", "true");
    repo.write("crlf.txt", "x\r\n");

    assertThat(changes()).containsExactly(new Change('A', "crlf.txt"));
  }

  @Test
  void a_repo_without_commits_is_an_error_that_says_so() throws IOException {
    var empty = TestRepo.empty(base, "empty", Limits.DEFAULT);

    assertThatThrownBy(() -> empty.git.look(empty.top))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("HEAD names no commit");
  }

  @Test
  void a_damaged_index_is_an_error_in_git_s_words() throws IOException {
    Files.writeString(repo.top.resolve(".git/index"), "garbage, long enough to be an index");

    assertThatThrownBy(() -> repo.git.look(repo.top))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("bad signature");
  }

  private List<Change> changes() throws IOException {
    var seen = repo.git.look(repo.top);
    assertThat(seen.dirty()).isTrue();
    return repo.git.changes(repo.top, seen.head(), seen.tree());
  }
}
