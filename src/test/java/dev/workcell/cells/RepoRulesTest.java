package dev.workcell.cells;

import static dev.workcell.cells.Refusals.nothingMade;
import static dev.workcell.cells.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RepoRulesTest {
  private static final String[] NO_CHECK = {
    "launch", "fix", "--objective", "o", "--constraint", "c", "--done", "d", "--wait", "--repo"
  };

  @Test
  void a_trusted_page_gives_the_check_the_agent_the_setup_and_the_brief() throws IOException {
    try (var box =
        trusted("setup: echo ready >.ready\nverify: grep -q x .ready demo.txt\nrecipe: demo")) {
      var words = new java.util.ArrayList<>(java.util.List.of(NO_CHECK));
      words.add(box.repo().toString());
      var done = box.workcell(words.toArray(String[]::new));
      assertThat(box.state("fix")).as(done.all()).isIn("passed", "parked");
      assertThat(box.value("fix", "agent.recipe")).isEqualTo("demo");
      assertThat(Files.readString(box.run("fix", 1).resolve("verify.sh")))
          .contains(".ready demo.txt");
      assertThat(box.repo().resolve(".ready")).exists();
      assertThat(Files.readString(box.run("fix", 1).resolve("brief.md")))
          .contains("Enforced", "`SUPERVISOR.md`", "Advice", "Be kind.");
    }
  }

  @Test
  void a_setup_that_fails_launches_nothing_and_shows_its_tail() throws IOException {
    try (var box = trusted("setup: echo no such registry; exit 3")) {
      var done = box.workcell(box.launching("fix"));
      refused(done, 4, "setup of SUPERVISOR.md ended with 3: no such registry");
      nothingMade(box);
    }
  }

  @Test
  void a_setup_that_never_ends_is_ended_with_all_it_started() throws IOException {
    try (var box = trusted("setup: sleep 300 & sleep 300")) {
      box.with("WORKCELL_SETUP_LIMIT", "1");
      refused(box.workcell(box.launching("fix")), 4, "was ended after 1 s");
      box.untilAllEnded();
    }
  }

  @Test
  void a_repo_without_the_page_is_launched_in_as_ever_and_has_nothing_to_trust()
      throws IOException {
    try (var box = Sandbox.open()) {
      assertThat(box.workcell("trust", box.repo().toString()).out()).contains("nothing to trust");
      var done =
          box.launchDemo("fix", java.util.List.of("write done.txt done", "claim-done"), "--wait");
      assertThat(done.code()).as(done.all()).isEqualTo(0);
      assertThat(box.cell("fix").resolve("forbidden.json")).doesNotExist();
      assertThat(box.home().resolve("supervisor/trust.json")).doesNotExist();
    }
  }

  @Test
  void an_own_work_tree_is_made_only_from_what_was_trusted() throws IOException {
    try (var box = trusted("forbidden: [db/**]")) {
      box.write("SUPERVISOR.md", "---\nforbidden: []\n---\n");
      box.workcell("trust", box.repo().toString(), "--yes");
      refused(
          box.workcell(box.launching("fix", "--worktree")),
          4,
          "its HEAD",
          "SUPERVISOR.md (changed");
      nothingMade(box);
    }
  }

  @Test
  void in_an_own_work_tree_the_rules_hold_too() throws IOException {
    try (var box = trusted("forbidden: [db/**]")) {
      var done =
          box.launchScript(
              "fix", "mkdir db; echo x >db/x; echo done >done.txt", "--worktree", "--wait");
      assertThat(done.code()).as(done.all()).isEqualTo(1);
      assertThat(done.out()).contains("db/x (added)");
    }
  }

  @Test
  void a_run_goes_on_when_what_was_forbidden_is_as_it_was() throws IOException {
    try (var box = trusted("forbidden: [README]")) {
      box.launchScript(
          "fix", "echo done >done.txt; test -e again || echo x >>README; touch again", "--wait");
      assertThat(box.state("fix")).isEqualTo("parked");
      refused(
          box.workcell("resume", "fix"),
          4,
          "SUPERVISOR.md forbids what was touched: README (changed)");
      box.git("checkout", "-q", "README");
      var done = box.workcell("resume", "fix", "--allow-dirty", "--wait");
      assertThat(done.code()).as(done.all()).isEqualTo(0);
      assertThat(Files.readString(box.run("fix", 2).resolve("brief.md"))).contains("`README`");
    }
  }

  @Test
  void limits_end_a_run_between_two_attempts() throws IOException {
    try (var box = trusted("limits: {attempts: 2}").supervised()) {
      var done =
          box.launchDemo("fix", java.util.List.of("write a.txt $RANDOM", "exit 3"), "--wait");
      assertThat(done.code()).as(done.all()).isEqualTo(1);
      assertThat(box.state("fix")).isEqualTo("parked");
      assertThat(box.value("fix", "attempt")).isEqualTo(2L);
      assertThat(box.workcell("why", "fix").out()).contains("SUPERVISOR.md allows 2 attempts");
    }
  }

  @Test
  void a_person_at_a_terminal_is_asked_and_a_plain_enter_is_no() throws IOException {
    try (var box = Sandbox.open()) {
      box.write("SUPERVISOR.md", "---\nverify: ./check.sh\n---\n");
      try (var terminal = Terminal.open(box, 100, 40)) {
        for (var answer : new String[] {"", "y"}) {
          terminal.type(String.join(" ", box.argv("trust", box.repo().toString())));
          Sandbox.until("it asks", () -> terminal.screen().contains("Trust it? [y/N]"));
          terminal.keys(answer.isEmpty() ? new String[] {"Enter"} : new String[] {answer, "Enter"});
          Sandbox.until("it ended", terminal::ended);
          assertThat(terminal.screen()).contains(answer.isEmpty() ? "Not trusted." : "Trusted.");
        }
      }
      var again = box.workcell("trust", box.repo().toString());
      assertThat(again.code()).isEqualTo(0);
      assertThat(again.out()).contains("It is trusted, and nothing has changed since.");
    }
  }

  private static Sandbox trusted(String front) throws IOException {
    var box = Sandbox.open();
    box.write("SUPERVISOR.md", "---\n" + front + "\n---\nBe kind.\n");
    box.write(".gitignore", ".ready\n");
    box.git("add", "-A");
    box.git("commit", "-qm", "rules");
    var done = box.workcell("trust", box.repo().toString(), "--yes");
    assertThat(done.code()).as(done.all()).isEqualTo(0);
    return box;
  }
}
