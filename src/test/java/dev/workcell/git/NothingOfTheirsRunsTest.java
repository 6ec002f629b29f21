package dev.workcell.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.supervise.Repos.Form;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class NothingOfTheirsRunsTest {
  private static final String REF = "refs/workcell/fix-0011aabb/0001-1-1";

  @TempDir Path base;
  private TestRepo repo;
  private Path marker;

  @BeforeEach
  void make() throws IOException {
    repo = TestRepo.in(base);
    marker = repo.base.resolve("marker");
  }

  @Test
  void no_hook_runs_whatever_we_do() throws IOException {
    for (var hook :
        List.of(
            "post-index-change",
            "pre-commit",
            "commit-msg",
            "post-commit",
            "post-checkout",
            "post-merge",
            "reference-transaction",
            "pre-auto-gc")) {
      repo.trap(repo.top.resolve(".git/hooks/" + hook), marker);
    }
    everything();

    assertThat(marker).doesNotExist();
    repo.run("checkout", "-q", "--detach");
    assertThat(marker).as("the trap itself works").exists();
  }

  @Test
  void no_fsmonitor_external_diff_textconv_or_pager_runs() throws IOException {
    var trap = repo.trap(repo.top.resolve("trap.sh"), marker).toString();
    repo.write(".gitattributes", "*.txt diff=evil\n").commitAll();
    repo.run("config", "core.fsmonitor", trap);
    repo.run("config", "diff.external", trap);
    repo.run("config", "diff.evil.command", trap);
    repo.run("config", "diff.evil.textconv", trap);
    repo.run("config", "core.pager", trap);
    repo.run("config", "commit.gpgSign", "true");
    repo.run("config", "gpg.program", trap);
    Files.deleteIfExists(marker);
    everything();

    assertThat(marker).doesNotExist();
    repo.run("diff", "--ext-diff", "HEAD~1");
    assertThat(marker).as("the trap itself works").exists();
  }

  @Test
  void a_filter_in_a_repo_that_the_agent_made_into_a_submodule_does_not_run() throws IOException {
    var inner = Files.createDirectory(repo.top.resolve("inner"));
    repo.runIn(inner, "init", "-q");
    repo.write("inner/.gitattributes", "*.x filter=evil\n").write("inner/f.x", "1\n");
    repo.runIn(inner, "add", "-A");
    repo.runIn(inner, "commit", "-q", "-m", "inside");
    repo.run("add", "-A");
    var trap = repo.trap(repo.base.resolve("trap.sh"), marker).toString();
    repo.runIn(inner, "config", "filter.evil.clean", trap);
    repo.runIn(inner, "config", "filter.evil.required", "true");
    repo.runIn(inner, "config", "core.fsmonitor", trap);
    repo.write("inner/f.x", "2\n");

    repo.git.look(repo.top);
    var salvage = repo.git.salvage(repo.top, REF);

    assertThat(salvage.omitted())
        .containsExactly(
            "inner (submodule at a commit that only its own repo holds)",
            "inner (submodule with changed files)");
    assertThat(marker).doesNotExist();
    repo.runIn(inner, "status");
    assertThat(marker).as("the trap itself works").exists();
  }

  @Test
  void git_variables_of_ours_do_not_reach_git() throws IOException {
    var environment = new HashMap<>(repo.environment());
    environment.put("GIT_DIR", "/nowhere");
    environment.put("GIT_EXTERNAL_DIFF", "/nowhere");
    var git = new Git(repo.commands, environment);

    assertThat(git.look(repo.top).dirty()).isFalse();

    assertThat(repo.commands.started.getLast().environment().keySet())
        .filteredOn(name -> name.startsWith("GIT_"))
        .containsExactlyInAnyOrder("GIT_OPTIONAL_LOCKS", "GIT_TERMINAL_PROMPT");
  }

  private void everything() throws IOException {
    repo.write("a.txt", "changed\n").write("new.txt", "new\n");
    var git = repo.git;
    git.open(repo.top);
    git.configHashes(repo.top);
    var seen = git.look(repo.top);
    git.salvage(repo.top, REF);
    for (var form : Form.values()) {
      assertThat(git.diff(repo.top, seen.head(), seen.tree(), form)).contains("a.txt");
    }
    git.changes(repo.top, seen.head(), seen.tree());
    var linked = repo.base.resolve("linked");
    git.addWorktree(repo.top, linked, "side");
    var commit = git.commit(repo.top, seen.tree(), seen.head(), "message");
    git.createBranch(repo.top, "kept", commit);
    git.advance(repo.top, seen.head(), commit);
    git.fastForward(linked, commit);
    git.removeWorktree(repo.top, linked, "side");
    git.deleteRefs(repo.top, git.refs(repo.top, "refs/workcell/"));
  }
}
