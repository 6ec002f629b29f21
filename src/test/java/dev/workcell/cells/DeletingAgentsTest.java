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
class DeletingAgentsTest {
  private static final String EMPTIED = "the run directory was emptied while the agent worked";

  @Test
  void an_agent_that_empties_its_run_directory_is_parked_with_its_work_saved() throws IOException {
    try (var box = Sandbox.open()) {
      var agent = "echo done > done.txt; rm -rf \"${WORKCELL_BRIEF%/*}\"/*";
      var launched = box.launchScript("fix", agent, "--wait");

      assertThat(launched.code()).as(launched.all()).isEqualTo(1);
      assertThat(launched.all()).contains(EMPTIED).doesNotContain("\tat ");
      assertThat(box.state("fix")).isEqualTo("parked");
      assertThat(box.value("fix", "diagnosis.kind")).isEqualTo("vanished");
      assertThat(box.value("fix", "repo.salvage.ref")).asString().startsWith("refs/workcell/");
      assertThat(box.run("fix", 1).resolve("status.json")).content().contains(EMPTIED);
      assertThat(box.run("fix", 1).resolve("handoff.md")).content().contains(EMPTIED);
      assertThat(box.processes()).isEmpty();

      refused(box.workcell("verify", "fix"), 4, "is not the check that was launched");
      refused(box.workcell("resume", "fix"), 4, "is not the check that was launched");
      assertThat(box.workcell("rm", "fix").code()).isEqualTo(0);
    }
  }

  @Test
  void without_a_check_it_does_not_end_unverified_either_and_a_new_brief_goes_on()
      throws IOException {
    try (var box = Sandbox.open()) {
      var agent = "rm -rf \"${WORKCELL_BRIEF%/*}\"; echo x >> x";
      var launched = box.launchScript("fix", agent, "--no-verify", "--wait");
      assertThat(launched.code()).as(launched.all()).isEqualTo(1);
      assertThat(box.state("fix")).isEqualTo("parked");
      assertThat(box.value("fix", "because")).asString().contains(EMPTIED);
      refused(box.workcell("resume", "fix"), 4, "its brief is lost", "--brief FILE");
    }
  }

  @Test
  void while_the_agent_still_works_the_verbs_say_it_and_stop_still_stops() throws IOException {
    try (var box = Sandbox.open()) {
      var agent = "rm -rf \"${WORKCELL_BRIEF%/*}\"/*; : > emptied; while :; do sleep 1; done";
      box.launchScript("fix", agent);
      Sandbox.until("it is emptied", () -> Files.exists(box.repo().resolve("emptied")));

      var shown = box.workcell("show", "fix");
      assertThat(shown.code()).as(shown.all()).isEqualTo(0);
      assertThat(shown.out()).contains(EMPTIED);
      var stopped = box.workcell("stop", "fix");
      assertThat(stopped.code()).as(stopped.all()).isEqualTo(0);
      assertThat(box.state("fix")).isEqualTo("stopped");
      assertThat(box.processes()).isEmpty();
    }
  }

  @Test
  void an_agent_that_deletes_only_its_attempt_still_comes_to_rest() throws IOException {
    try (var box = Sandbox.open()) {
      var agent = "echo done > done.txt; rm -rf \"${WORKCELL_BRIEF%/*}\"/attempts";
      var launched = box.launchScript("fix", agent, "--wait");
      assertThat(launched.code()).as(launched.all()).isEqualTo(0);
      assertThat(box.workcell("show", "fix").out()).contains("attempts/1 was deleted");
      assertThat(box.processes()).isEmpty();
    }
  }

  @Test
  void an_agent_that_deletes_its_whole_workcell_leaves_word_and_no_process() throws IOException {
    try (var box = Sandbox.open()) {
      var agent = "rm -rf \"${WORKCELL_BRIEF%/runs/*}\"; echo done > done.txt";
      var launched = box.launchScript("fix", agent, "--wait");

      refused(launched(launched), 3, "workcell fix");
      box.untilAllEnded();
      refused(box.workcell("show", "fix"), 3, "its files were deleted while its agent worked");
      assertThat(box.workcell("ls").code()).isEqualTo(0);

      var again = box.launchDemo("fix", java.util.List.of("claim-done"), "--allow-dirty", "--wait");
      assertThat(again.code()).as(again.all()).isEqualTo(0);
    }
  }

  /// Only what it says of the refusal.
  private static Sandbox.Result launched(Sandbox.Result all) {
    return new Sandbox.Result(all.code(), "", all.err());
  }

  @Test
  void an_agent_that_fills_the_disk_is_parked_as_that_and_its_exit_is_recorded()
      throws IOException {
    Root.required();
    try (var box = Sandbox.open()) {
      Files.createDirectories(box.home());
      box.with("H", box.home().toString());
      var script =
          """
          mount -t tmpfs -o mode=700,size=260m none "$H" || exit 99
          "$@"; echo "launch: $?"; "$1" show fix --json; cat "$H"/cells/fix/runs/0001/attempts/1/exit
          """;
      var agent =
          box.script(
              box.root().resolve("filler"),
              "echo done > done.txt; head -c 400000000 /dev/zero | tr '\\0' x | fold -w 60000");
      var words =
          box.argv(box.launching("fix", "--wait", "--agent", "command", "--", agent.toString()));
      var done = Root.inOwnMounts(box, script, words);

      assertThat(done.out()).contains("launch: 1", "\"state\": \"parked\"", "\nend\n");
      assertThat(done.out()).contains("\"kind\": \"disk-full\"", "KiB free");
      assertThat(done.err()).isEmpty();
      assertThat(box.processes()).isEmpty();
    }
  }
}
