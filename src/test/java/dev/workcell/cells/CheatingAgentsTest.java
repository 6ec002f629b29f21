package dev.workcell.cells;

import static dev.workcell.cells.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CheatingAgentsTest {
  @Test
  void an_agent_that_rewrites_the_script_that_the_check_calls_is_caught_before_it_runs()
      throws IOException {
    try (var box = Sandbox.open()) {
      var cheat = "printf '#!/bin/sh\\ntouch ran-anyway\\n' > check.sh";
      var launched = box.launchScript("fix", cheat, "--wait");

      assertThat(launched.code()).as(launched.all()).isEqualTo(1);
      assertThat(box.state("fix")).isEqualTo("parked");
      assertThat(box.value("fix", "verify.verdict")).isEqualTo("check-changed");
      assertThat(box.value("fix", "diagnosis.kind")).isEqualTo("forbidden-path");
      assertThat(launched.out()).contains("changed what the check is made of: check.sh");
      assertThat(box.repo().resolve("ran-anyway")).as("its check never ran").doesNotExist();
    }
  }

  @Test
  void an_agent_that_makes_a_link_of_that_script_is_caught_too() throws IOException {
    try (var box = Sandbox.open()) {
      box.launchScript("fix", "cp check.sh other; ln -sf other check.sh", "--wait");
      assertThat(box.value("fix", "verify.verdict")).isEqualTo("check-changed");
    }
  }

  @Test
  void an_agent_that_rewrites_verify_sh_of_its_run_is_caught_now_and_at_every_later_verb()
      throws IOException {
    try (var box = Sandbox.open()) {
      var cheat = "d=${WORKCELL_BRIEF%/*}; printf '#!/bin/sh\\n' > \"$d/verify.sh\"; echo x > x";
      var launched = box.launchScript("fix", cheat, "--wait");

      assertThat(launched.code()).as(launched.all()).isEqualTo(1);
      assertThat(box.value("fix", "verify.verdict")).isEqualTo("check-changed");
      assertThat(launched.out()).contains("verify.sh of the run directory");
      refused(box.workcell("verify", "fix"), 4, "is not the check that was launched");
      refused(box.workcell("resume", "fix"), 4, "is not the check that was launched");
    }
  }

  @Test
  void an_agent_that_deletes_verify_sh_does_not_end_as_if_there_had_been_no_check()
      throws IOException {
    try (var box = Sandbox.open()) {
      var launched =
          box.launchScript("fix", "rm \"${WORKCELL_BRIEF%/*}/verify.sh\"; echo x > x", "--wait");
      assertThat(launched.code()).as(launched.all()).isEqualTo(1);
      assertThat(box.state("fix")).isEqualTo("parked");
      assertThat(box.value("fix", "verify.verdict")).isEqualTo("check-changed");
    }
  }

  @Test
  void an_agent_that_plants_a_filter_in_the_git_config_gets_no_git_of_ours_to_run_it()
      throws IOException {
    try (var box = Sandbox.open()) {
      var planted = box.root().resolve("planted");
      var cheat =
          "git config filter.x.clean 'touch %s; cat'; echo '* filter=x' > .gitattributes; echo done > done.txt"
              .formatted(planted);
      var launched = box.launchScript("fix", cheat, "--wait");

      assertThat(launched.code()).as(launched.all()).isEqualTo(1);
      assertThat(box.state("fix")).isEqualTo("parked");
      assertThat(box.value("fix", "diagnosis.kind")).isEqualTo("forbidden-path");
      assertThat(box.value("fix", "verify.verdict")).isEqualTo("none");
      for (var verb : new String[] {"diff", "resume", "verify"}) {
        refused(box.workcell(verb, "fix"), 4, "config");
      }
      box.workcell("handoff", "fix");
      box.workcell("ls");
      assertThat(planted).doesNotExist();
    }
  }

  @Test
  void an_agent_that_writes_git_attributes_of_the_repo_is_parked() throws IOException {
    try (var box = Sandbox.open()) {
      var cheat = "mkdir -p .git/info; echo '* diff=x' > .git/info/attributes; echo x > x";
      box.launchScript("fix", cheat, "--wait");
      assertThat(box.state("fix")).isEqualTo("parked");
      assertThat(String.valueOf(box.value("fix", "diagnosis.evidence"))).contains("attributes");
    }
  }

  @Test
  void work_that_is_not_there_is_not_passed_by_claiming_it() throws IOException {
    try (var box = Sandbox.open()) {
      assertThat(box.launchScript("fix", "echo All done.", "--wait").code()).isEqualTo(1);
      assertThat(box.value("fix", "claim.ok")).isEqualTo(true);
      assertThat(box.value("fix", "verify.verdict")).isEqualTo("failed");
      assertThat(Files.readString(box.run("fix", 1).resolve("handoff.md")))
          .contains("the agent says done but verify.sh fails");
    }
  }
}
