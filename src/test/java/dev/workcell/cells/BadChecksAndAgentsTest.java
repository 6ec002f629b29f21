package dev.workcell.cells;

import static dev.workcell.cells.Refusals.nothingMade;
import static dev.workcell.cells.Refusals.refused;

import dev.workcell.Sandbox;
import dev.workcell.Sandbox.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BadChecksAndAgentsTest {
  @Test
  void a_check_that_is_not_there_or_cannot_run_is_refused() throws IOException {
    try (var box = Sandbox.open()) {
      var outside = Files.writeString(box.root().resolve("outside.sh"), "#!/bin/sh\ntrue\n");
      refused(launch(box, "--verify", "./nothere.sh"), 2, "nothere.sh is not there");
      refused(launch(box, "--verify", "/nowhere/check"), 2, "/nowhere/check is not there");
      refused(launch(box, "--verify", "./README --x"), 2, "is not executable", "chmod +x");
      refused(launch(box, "--verify", outside.toString()), 2, "is not executable", "chmod +x");
      refused(launch(box, "--verify", " "), 2, "--verify is empty");
      Files.write(outside, new byte[] {0x7f, 'E', 'L', 'F', 0, (byte) 0x80});
      Files.setPosixFilePermissions(outside, PosixFilePermissions.fromString("rwxr-xr-x"));
      refused(launch(box, "--verify", outside.toString()), 2, "is a binary, not a script");
      nothingMade(box);
    }
  }

  @Test
  void a_launch_says_by_what_it_is_judged_or_that_nothing_judges_it() throws IOException {
    try (var box = Sandbox.open()) {
      refused(launch(box), 2, "neither --verify nor --no-verify was given");
      refused(launch(box, "--verify", "true", "--no-verify"), 2, "were both given");
      nothingMade(box);
    }
  }

  @Test
  void an_agent_that_is_not_on_this_machine_is_refused() throws IOException {
    try (var box = Sandbox.open()) {
      var path = box.environment().getOrDefault("PATH", "");
      refused(
          launch(box, "--no-verify", "--agent", "command", "--", "no-such-agent", "x"),
          5,
          "no executable 'no-such-agent' in PATH=" + path);
      refused(
          launch(box, "--no-verify", "--agent", "command", "--", "./README"),
          5,
          "no executable './README'");
      refused(launch(box, "--no-verify", "--agent", "nobody"), 3, "there is no recipe 'nobody'");
      refused(launch(box, "--no-verify", "--agent", "../x"), 3, "there is no recipe '../x'");
      refused(launch(box, "--no-verify", "--agent", "command"), 2, "nothing stands after --");
      refused(launch(box, "--no-verify", "--", "true"), 2, "takes no command line");
      refused(launch(box, "--no-verify", "--permissions", "all"), 2, "neither safe nor full");
      refused(launch(box, "--no-verify", "--env", "NOT_SET"), 2, "no variable of that name");
      nothingMade(box);
    }
  }

  private static Result launch(Sandbox box, String... more) {
    var words =
        new java.util.ArrayList<>(
            java.util.List.of("launch", "fix", "--repo", box.repo().toString()));
    words.addAll(java.util.List.of("--objective", "o", "--constraint", "c", "--done", "d"));
    words.addAll(java.util.List.of(more));
    return box.workcell(words.toArray(String[]::new));
  }
}
