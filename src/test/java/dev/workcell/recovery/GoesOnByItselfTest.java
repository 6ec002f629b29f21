package dev.workcell.recovery;

import static dev.workcell.Sandbox.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What does not pass goes on without a person, under the supervisor that the launch started.
@DisplayNameGeneration(ReplaceUnderscores.class)
@Execution(ExecutionMode.CONCURRENT)
class GoesOnByItselfTest {
  private Sandbox sandbox;

  @BeforeEach
  void open() throws IOException {
    sandbox = Sandbox.open().supervised();
  }

  @AfterEach
  void close() throws IOException {
    sandbox.close();
  }

  @Test
  void an_agent_that_stops_half_way_is_told_to_go_on_and_passes() throws IOException {
    sandbox.write("check.sh", "grep -q two done.txt\n");
    sandbox.launchDemo(
        "half",
        List.of("append done.txt one", "stop-here", "append done.txt two", "claim-done"),
        "--verify",
        "sh check.sh",
        "--allow-dirty");

    until("it passed", () -> sandbox.state("half").equals("passed"));

    assertThat(sandbox.value("half", "attempt")).isEqualTo(2L);
    assertThat(Files.readString(sandbox.repo().resolve("done.txt"))).isEqualTo("one\ntwo\n");
    assertThat(prompt("half", 2)).contains("First make the check pass", "verify.sh ended with");
    assertThat(sandbox.workcell("why", "half").out())
        .contains("diagnosis partial-completion", "next continue at", "attempt 2: continue after");
    assertThat((List<?>) sandbox.value("half", "notices")).as("one viewer for both").isEmpty();
    until("the supervisor has left", () -> sandbox.marked("WORKCELL_HOME").isEmpty());
  }

  @Test
  void a_page_of_the_operator_that_is_wrong_gives_way_to_the_built_in_one_and_is_told()
      throws IOException {
    var pages = sandbox.root().resolve("home/.config/workcell/recovery");
    Files.createDirectories(pages);
    Files.writeString(pages.resolve("partial-completion.md"), "---\ntitle: no remedies\n---\n");
    sandbox.write("check.sh", "grep -q two done.txt\n");
    sandbox.launchDemo(
        "wrong",
        List.of("append done.txt one", "stop-here", "append done.txt two", "claim-done"),
        "--verify",
        "sh check.sh",
        "--allow-dirty");

    until("it passed", () -> sandbox.state("wrong").equals("passed"));

    assertThat(sandbox.workcell("why", "wrong").out())
        .contains("next continue at", "not by the own page:", "partial-completion.md");
  }

  @Test
  void a_limit_is_waited_for_and_spends_nothing() throws IOException {
    page("rate-limit", "margin: 15s, jitter: 30s", "margin: 0s, jitter: 0s");
    sandbox.launchDemo(
        "limit",
        List.of("append a.txt one", "limit 3", "append a.txt two", "claim-done"),
        "--verify",
        "grep -q two a.txt");

    until("it passed", () -> sandbox.state("limit").equals("passed"));
    assertThat(Files.readString(sandbox.run("limit", 1).resolve("journal.jsonl")))
        .containsPattern("\"event\":\"settled\".*\"rate-limit\".*\"wait-until\"");
    assertThat(sandbox.value("limit", "attempt")).isEqualTo(2L);
    assertThat(sandbox.value("limit", "budget.statedWaits")).isEqualTo(1L);
    assertThat(String.valueOf(sandbox.value("limit", "budget.sinceProgress")))
        .doesNotContain("rate-limit");
  }

  @Test
  void a_waiting_run_that_the_operator_stops_is_never_started_again() throws IOException {
    sandbox.launchDemo("stop", List.of("append a.txt one", "limit 1", "claim-done"));
    until("it waits", () -> sandbox.state("stop").equals("waiting"));

    var stopped = sandbox.workcell("stop", "stop");

    assertThat(stopped.code()).as(stopped.all()).isZero();
    assertThat(sandbox.state("stop")).isEqualTo("stopped");
    until("the supervisor has left", () -> sandbox.marked("WORKCELL_HOME").isEmpty());
    assertThat(sandbox.value("stop", "attempt")).isEqualTo(1L);
  }

  @Test
  void what_somebody_else_changed_between_two_attempts_is_saved_and_a_person_is_asked()
      throws IOException {
    sandbox.launchDemo("dirty", List.of("append a.txt one", "limit 1", "claim-done"));
    until("it waits", () -> sandbox.state("dirty").equals("waiting"));
    sandbox.write("mine.txt", "work of a person\n");

    until("it is parked", () -> sandbox.state("dirty").equals("parked"));

    assertThat(sandbox.value("dirty", "diagnosis.kind")).isEqualTo("dirty-repo");
    assertThat((String) sandbox.value("dirty", "because")).contains("A mine.txt", "refs/workcell/");
    assertThat(Files.readString(sandbox.repo().resolve("mine.txt"))).contains("work of a person");
  }

  @Test
  void a_refused_credential_holds_the_run_until_it_changes_and_one_probe_goes_first()
      throws IOException {
    page("auth-failure", "first: 10s", "first: 1s");
    var key = Path.of(sandbox.environment().get("HOME"), ".demo-key");
    Files.writeString(key, "wrong\n");
    sandbox.launchDemo(
        "auth",
        List.of("auth", "auth", "append a.txt one", "claim-done"),
        "--verify",
        "test -f a.txt");
    until("it is held", () -> sandbox.state("auth").equals("parked"));
    assertThat(sandbox.value("auth", "attempt")).as("one more try, then a person").isEqualTo(2L);
    assertThat(sandbox.value("auth", "diagnosis.kind")).isEqualTo("auth-failure");

    Files.writeString(key, "right\n");
    sandbox.workcell("check");
    until("it passed", () -> sandbox.state("auth").equals("passed"));

    assertThat(sandbox.workcell("why", "auth").out())
        .contains("the credential was refused", "the credential changed since it was refused");
  }

  /// The built-in page with another length, as the operator's own.
  private void page(String kind, String from, String to) throws IOException {
    var own = Path.of(sandbox.environment().get("HOME"), ".config/workcell/recovery");
    Files.createDirectories(own);
    var text = Files.readString(Path.of("skill/session-supervisor/recovery", kind + ".md"));
    assertThat(text).contains(from);
    Files.writeString(own.resolve(kind + ".md"), text.replace(from, to));
  }

  @Test
  void a_waiting_workcell_whose_files_are_taken_away_does_not_keep_its_supervisor()
      throws IOException {
    sandbox.launchDemo("gone", List.of("append a.txt one", "limit 60", "claim-done"));
    until("it waits", () -> sandbox.state("gone").equals("waiting"));

    var cells = sandbox.home().resolve("cells");
    Files.move(cells.resolve("gone"), sandbox.repo().resolveSibling("gone"));

    var live = sandbox.home().resolve("supervisor").resolve("live");
    until("the supervisor has left", () -> !Files.exists(live));
  }

  private String prompt(String name, int attempt) throws IOException {
    return Files.readString(sandbox.run(name, 1).resolve("attempts/" + attempt + "/prompt.md"));
  }
}
