package dev.workcell.git;

import static dev.workcell.run.Refusal.Kind.CONFLICT;
import static dev.workcell.run.Refusal.Kind.MISSING;
import static dev.workcell.run.Refusal.Kind.NOT_FOUND;
import static dev.workcell.run.Refusal.Kind.USAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.workcell.git.Sorted.Limits;
import dev.workcell.run.Refusal;
import dev.workcell.supervise.Commands.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class OpenRepoTest {
  @TempDir Path base;

  @Test
  void a_subdirectory_opens_the_work_tree_with_one_git() throws IOException {
    var repo = TestRepo.in(base);

    var opened = repo.git.open(repo.top.resolve("dir"));

    assertThat(opened.workTree()).isEqualTo(repo.top);
    assertThat(opened.gitDir()).isEqualTo(repo.top.resolve(".git"));
    assertThat(opened.commonDir()).isEqualTo(opened.gitDir());
    assertThat(repo.commands.started).hasSize(1);
  }

  @Test
  void a_linked_work_tree_has_its_own_git_directory_and_the_common_one() throws IOException {
    var repo = TestRepo.in(base);
    var linked = repo.base.resolve("linked");
    repo.git.addWorktree(repo.top, linked, "side");

    var opened = repo.git.open(linked);

    assertThat(opened.workTree()).isEqualTo(linked);
    assertThat(opened.gitDir()).isEqualTo(repo.top.resolve(".git/worktrees/linked"));
    assertThat(opened.commonDir()).isEqualTo(repo.top.resolve(".git"));
  }

  @Test
  void a_symbolic_link_and_a_name_with_odd_characters_are_followed_to_the_real_path()
      throws IOException {
    var repo = TestRepo.in(base, "it's `x` $(touch x) \"é\" #(y)\nz", Limits.DEFAULT);
    var link = Files.createSymbolicLink(repo.base.resolve("link"), repo.top);

    assertThat(repo.git.open(link.resolve("dir")).workTree()).isEqualTo(repo.top);
    assertThat(repo.git.look(repo.top).dirty()).isFalse();
  }

  @Test
  void a_missing_path_is_refused() throws IOException {
    var repo = TestRepo.in(base);
    var refusal = refused(repo, repo.base.resolve("no/such\u001b[31m"));

    assertThat(refusal.kind()).isEqualTo(NOT_FOUND);
    assertThat(refusal.what()).contains("no/such?[31m").doesNotContain("\u001b");
    assertThat(refusal.mend()).isEqualTo("ls " + repo.base);
  }

  @Test
  void a_file_is_refused() throws IOException {
    var repo = TestRepo.in(base);
    var refusal = refused(repo, repo.top.resolve("a.txt"));

    assertThat(refusal.kind()).isEqualTo(USAGE);
    assertThat(refusal.mend()).isEqualTo("git -C " + repo.top + " rev-parse --show-toplevel");
  }

  @Test
  void a_directory_without_a_repo_is_refused_and_the_mend_works() throws IOException {
    var repo = TestRepo.in(base);
    var plain = Files.createDirectory(repo.base.resolve("plain dir"));

    var refusal = refused(repo, plain);

    assertThat(refusal.kind()).isEqualTo(CONFLICT);
    assertThat(refusal.why()).contains("not a git repo");
    mend(repo, refusal);
    assertThat(repo.git.open(plain).workTree()).isEqualTo(plain);
  }

  @Test
  void a_bare_repo_is_refused_and_the_mend_makes_a_work_tree() throws IOException {
    var repo = TestRepo.in(base);
    repo.run("clone", "-q", "--bare", ".", "../bare.git");
    var bare = repo.base.resolve("bare.git");

    var refusal = refused(repo, bare);

    assertThat(refusal.why()).contains("bare");
    mend(repo, refusal);
    assertThat(repo.git.open(repo.base.resolve("bare.git-work")).commonDir()).isEqualTo(bare);
  }

  @Test
  void a_repo_without_commits_is_refused_and_the_mend_works() throws IOException {
    var repo = TestRepo.empty(base, "new", Limits.DEFAULT);

    var refusal = refused(repo, repo.top);

    assertThat(refusal.why()).contains("no commits");
    mend(repo, refusal);
    assertThat(repo.git.open(repo.top).workTree()).isEqualTo(repo.top);
  }

  @Test
  void a_path_inside_a_git_directory_is_refused() throws IOException {
    var repo = TestRepo.in(base);
    var refusal = refused(repo, repo.top.resolve(".git/refs"));

    assertThat(refusal.why()).contains("inside a git directory");
    assertThat(refusal.mend()).isEqualTo("cd " + repo.top);
  }

  @Test
  void a_merge_in_progress_is_refused_and_the_mend_ends_it() throws IOException {
    var repo = conflicting();
    fails(repo, "merge", "other");
    abortedByItsMend(repo, "a merge");
  }

  @Test
  void a_rebase_in_progress_is_refused_and_the_mend_ends_it() throws IOException {
    var repo = conflicting();
    fails(repo, "rebase", "other");
    abortedByItsMend(repo, "a rebase");
  }

  @Test
  void a_rebase_of_the_old_kind_is_refused_and_the_mend_ends_it() throws IOException {
    var repo = conflicting();
    fails(repo, "rebase", "--apply", "other");
    abortedByItsMend(repo, "a rebase");
  }

  @Test
  void a_cherry_pick_in_progress_is_refused_and_the_mend_ends_it() throws IOException {
    var repo = conflicting();
    fails(repo, "cherry-pick", "other");
    abortedByItsMend(repo, "a cherry-pick");
  }

  @Test
  void a_revert_in_progress_is_refused_and_the_mend_ends_it() throws IOException {
    var repo = conflicting();
    fails(repo, "revert", "--no-edit", "HEAD~1");
    abortedByItsMend(repo, "a revert");
  }

  @Test
  void a_bisect_in_progress_is_refused_and_the_mend_ends_it() throws IOException {
    var repo = conflicting();
    repo.run("bisect", "start");
    abortedByItsMend(repo, "a bisect");
  }

  @Test
  void a_merge_in_another_work_tree_of_the_repo_is_none_of_ours() throws IOException {
    var repo = conflicting();
    var linked = repo.base.resolve("linked");
    repo.git.addWorktree(repo.top, linked, "side");
    fails(repo, "merge", "other");

    assertThat(repo.git.open(linked).workTree()).isEqualTo(linked);
  }

  @Test
  void a_repo_of_another_user_is_refused_and_the_mend_works() throws IOException {
    var repo = TestRepo.in(base);
    assumeTrue(Files.getAttribute(base, "unix:uid").equals(0), "only root gives files away");
    for (var path : List.of(repo.top, repo.top.resolve(".git"))) {
      Files.setAttribute(path, "unix:uid", 12345);
    }

    var refusal = refused(repo, repo.top);

    assertThat(refusal.why()).contains("dubious ownership");
    mend(repo, refusal);
    assertThat(repo.git.open(repo.top).workTree()).isEqualTo(repo.top);
  }

  @Test
  void a_read_only_mount_is_refused() throws IOException {
    var repo = TestRepo.in(base);
    var mount = Files.createDirectory(repo.base.resolve("mount")).toString();
    assumeTrue(shell(repo, "mount --bind repo mount && mount -o remount,ro,bind mount"), "mount");
    try {
      var refusal = refused(repo, Path.of(mount));

      assertThat(refusal.why()).contains("read-only: " + mount + "/.git");
    } finally {
      assertThat(shell(repo, "umount mount")).isTrue();
    }
  }

  @Test
  void a_machine_without_git_is_named_as_such() throws IOException {
    var repo = TestRepo.in(base);
    var none = new Git(new NoPrograms(), Map.of());

    var refusal = catchThrowableOfType(Refusal.class, () -> none.open(repo.top));

    assertThat(refusal.kind()).isEqualTo(MISSING);
    assertThat(refusal.mend()).isEqualTo("git --version");
  }

  private TestRepo conflicting() throws IOException {
    var repo = TestRepo.in(base);
    repo.run("checkout", "-q", "-b", "other");
    repo.write("a.txt", "theirs\n").commitAll();
    repo.run("checkout", "-q", "main");
    repo.write("a.txt", "ours\n").commitAll();
    repo.write("a.txt", "ours again\n").commitAll();
    return repo;
  }

  private static void fails(TestRepo repo, String... words) {
    assertThat(catchThrowableOfType(IOException.class, () -> repo.run(words))).isNotNull();
  }

  private static void abortedByItsMend(TestRepo repo, String what) throws IOException {
    var refusal = refused(repo, repo.top);
    assertThat(refusal.kind()).isEqualTo(CONFLICT);
    assertThat(refusal.why()).startsWith(what + " is in progress: " + repo.top + "/.git/");
    mend(repo, refusal);
    assertThat(repo.git.open(repo.top).workTree()).isEqualTo(repo.top);
  }

  private static Refusal refused(TestRepo repo, Path path) {
    var refusal = catchThrowableOfType(Refusal.class, () -> repo.git.open(path));
    assertThat(refusal).as("refusal of " + path).isNotNull();
    return refusal;
  }

  private static void mend(TestRepo repo, Refusal refusal) throws IOException {
    assertThat(shell(repo, refusal.mend())).as(refusal.mend()).isTrue();
  }

  private static boolean shell(TestRepo repo, String script) throws IOException {
    var environment = repo.environment();
    return repo.commands.run(Command.of(List.of("sh", "-c", script), repo.base, environment)).ok();
  }
}
