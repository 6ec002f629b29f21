package dev.workcell.cells;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StubbornAgentsTest {
  @Test
  void a_dev_server_that_is_left_running_is_named_and_ended() throws IOException {
    try (var box = Sandbox.open()) {
      box.script(box.root().resolve("dev-server"), "while :; do sleep 1; done");
      box.launchScript("fix", "../dev-server >/dev/null 2>&1 & echo done > done.txt", "--wait");

      assertThat(box.state("fix")).isEqualTo("passed");
      assertThat(box.workcell("show", "fix").out()).containsPattern("left over .*dev-server");
      assertThat(box.run("fix", 1).resolve("handoff.md")).content().contains("dev-server");
      assertThat(box.processes()).as("nothing is left running").isEmpty();
    }
  }

  @Test
  void one_that_does_not_listen_to_term_is_killed() throws IOException {
    try (var box = Sandbox.open()) {
      box.script(box.root().resolve("deaf"), "trap '' TERM HUP; while :; do sleep 1; done");
      box.launchScript("fix", "setsid ../deaf >/dev/null 2>&1 & echo done > done.txt", "--wait");
      assertThat(String.valueOf(box.value("fix", "leftovers"))).contains("fate=killed");
      assertThat(box.processes()).isEmpty();
    }
  }

  @Test
  void an_agent_that_daemonises_is_found_by_its_environment_and_ended() throws IOException {
    try (var box = Sandbox.open()) {
      var daemon = "(setsid sh -c '(exec ../daemon) & exit' </dev/null >/dev/null 2>&1 &)";
      box.script(box.root().resolve("daemon"), "cd /; while :; do sleep 1; done");
      box.launchScript("fix", daemon + "\nsleep 0.3\necho done > done.txt", "--wait");
      assertThat(String.valueOf(box.value("fix", "leftovers"))).contains("daemon");
      assertThat(box.processes()).isEmpty();
    }
  }

  @Test
  void a_workcell_that_the_agent_launches_is_its_own_and_outlives_the_stop_of_the_outer()
      throws IOException {
    try (var box = Sandbox.open()) {
      var inner = box.root().resolve("inner");
      box.exec(List.of("cp", "-a", box.repo().toString(), inner.toString()));
      var program = box.argv().getFirst();
      var agent =
          """
          '%s' launch inner --repo '%s' --objective o --constraint c --done d --no-verify \
            --agent command -- sh -c 'while [ ! -e go-on ]; do sleep 0.1; done'
          while :; do sleep 1; done
          """
              .formatted(program, inner);
      box.launchScript("outer", agent);
      Sandbox.until(
          "the inner one works",
          () -> Files.exists(box.run("inner", 1).resolve("attempts/1/start")));

      var stopped = box.workcell("stop", "outer");
      assertThat(stopped.code()).as(stopped.all()).isEqualTo(0);
      assertThat(box.state("outer")).isEqualTo("stopped");
      assertThat(String.valueOf(box.value("outer", "leftovers"))).doesNotContain("go-on");
      assertThat(Files.readString(box.cell("inner").resolve("cell.json")))
          .containsPattern("\"parent\": \"[0-9a-f]{8}/outer/0001/1\"");
      assertThat(box.state("inner")).isIn("starting", "working");

      Files.createFile(inner.resolve("go-on"));
      box.settle("inner");
      assertThat(box.state("inner")).isEqualTo("unverified");
      box.untilAllEnded();
    }
  }

  @Test
  void a_nested_repo_and_a_large_file_are_named_as_not_saved_and_stay_where_they_are()
      throws IOException {
    try (var box = Sandbox.open()) {
      var agent =
          """
          echo done > done.txt
          truncate -s 60M large.bin
          git init -q nested && cd nested && echo x > x && git add x
          git -c user.name=a -c user.email=a@b commit -qm x
          """;
      box.launchScript("fix", agent, "--wait");
      assertThat(box.value("fix", "repo.salvage.complete")).isEqualTo(false);
      assertThat(String.valueOf(box.value("fix", "repo.salvage.omitted"))).contains("large.bin");
      assertThat(box.repo().resolve("large.bin")).hasSize(60L << 20);
      assertThat(box.repo().resolve("nested/x")).exists();
      assertThat(box.run("fix", 1).resolve("handoff.md")).content().contains("large.bin");
    }
  }
}
