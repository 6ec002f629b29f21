package dev.workcell.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ConfigHashesTest {
  @TempDir Path base;
  private TestRepo repo;

  @BeforeEach
  void make() throws IOException {
    repo = TestRepo.in(base);
  }

  @Test
  void nothing_changes_by_our_own_work_and_no_git_is_started_to_see_that() throws IOException {
    var recorded = repo.git.configHashes(repo.top);
    assertThat(recorded)
        .containsEntry(file(".git/info/attributes"), "absent")
        .containsEntry(file(".git/config.worktree"), "absent")
        .containsKey(file(".git/config"));
    assertThat(recorded.keySet()).noneMatch(name -> name.contains("home"));
    repo.write("a.txt", "changed\n").git.salvage(repo.top, "refs/workcell/t/1");
    var started = repo.commands.started.size();

    assertThat(repo.git.changedConfigs(recorded)).isEmpty();
    assertThat(repo.commands.started).hasSize(started);
  }

  @Test
  void a_filter_that_an_attempt_defined_is_noticed_before_any_git_runs_it() throws IOException {
    var recorded = repo.git.configHashes(repo.top);
    repo.run("config", "filter.evil.clean", "touch /nowhere/x");

    assertThat(repo.git.changedConfigs(recorded)).containsExactly(file(".git/config"));
  }

  @Test
  void attributes_and_the_configuration_of_the_work_tree_are_noticed_when_they_appear()
      throws IOException {
    var recorded = repo.git.configHashes(repo.top);
    repo.write(".git/info/attributes", "* filter=evil\n")
        .write(".git/config.worktree", "[a]\nb=1\n");

    assertThat(repo.git.changedConfigs(recorded))
        .containsExactly(file(".git/config.worktree"), file(".git/info/attributes"));
  }

  @Test
  void included_files_are_noticed_also_those_that_were_missing_or_not_in_force()
      throws IOException {
    repo.write("shared.cfg", "[include]\npath = deeper.cfg\n").write("deeper.cfg", "[a]\nb = 1\n");
    repo.run("config", "--add", "include.path", "../shared.cfg");
    repo.run("config", "--add", "include.path", "../missing.cfg");
    repo.run("config", "includeIf.onbranch:other.path", "other.cfg");
    repo.run("config", "--add", "include.path", "~/mine.cfg");
    var recorded = repo.git.configHashes(repo.top);
    repo.write("deeper.cfg", "[a]\nb = 2\n")
        .write("missing.cfg", "[a]\n")
        .write(".git/other.cfg", "");
    Files.writeString(repo.base.resolve("home/mine.cfg"), "");

    assertThat(repo.git.changedConfigs(recorded))
        .containsExactlyInAnyOrder(
            repo.base.resolve("home/mine.cfg").toString(),
            file("deeper.cfg"),
            file("missing.cfg"),
            file(".git/other.cfg"));
  }

  @Test
  void a_filter_program_that_lies_in_the_repo_is_one_of_the_files() throws IOException {
    repo.write("tools/clean.sh", "cat\n");
    repo.run("config", "filter.ok.clean", "sh 'tools/clean.sh' %f");
    var recorded = repo.git.configHashes(repo.top);
    repo.write("tools/clean.sh", "touch x\n");

    assertThat(repo.git.changedConfigs(recorded)).containsExactly(file("tools/clean.sh"));
  }

  @Test
  void a_linked_work_tree_that_is_pointed_at_another_git_directory_is_noticed() throws IOException {
    var linked = repo.base.resolve("linked");
    repo.git.addWorktree(repo.top, linked, "side");
    var recorded = repo.git.configHashes(linked);
    assertThat(recorded).containsKey(file(".git/config"));
    Files.writeString(linked.resolve(".git"), "gitdir: /elsewhere\n");

    assertThat(repo.git.changedConfigs(recorded)).isEqualTo(List.of(linked + "/.git"));
  }

  @Test
  void a_configuration_that_became_a_pipe_is_changed_and_not_waited_for() throws IOException {
    var recorded = repo.git.configHashes(repo.top);
    Files.delete(repo.top.resolve(".git/config"));
    var made =
        new ProcessBuilder("mkfifo", file(".git/config")).inheritIO().start().onExit().join();
    assertThat(made.exitValue()).isZero();

    assertThat(repo.git.changedConfigs(recorded)).containsExactly(file(".git/config"));
  }

  private String file(String name) {
    return repo.top.resolve(name).toString();
  }
}
