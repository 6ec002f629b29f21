package dev.workcell.wrapper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// Agents that are gone almost before they were there; bench/exits does the same a thousand times.
@DisplayNameGeneration(ReplaceUnderscores.class)
class ExitsAtOnceTest {
  private static final String LOUD = "yes 'line of the agent' | head -c 1048576; exit ";

  @Test
  void sixty_agents_print_a_megabyte_and_exit_and_each_byte_and_code_is_there() throws Exception {
    var expected = sha256("line of the agent\n".repeat(58_255).substring(0, 1 << 20));
    for (var n = 0; n < 60; n++) {
      try (var attempt = Attempt.make().ran(LOUD + n % 7)) {
        assertThat(attempt.exit()).isEqualTo("code %d by agent synced yes end", n % 7);
        assertThat(sha256(attempt.log())).isEqualTo(expected);
        assertThat(attempt.directory.resolve("start")).exists();
      }
    }
  }

  @Test
  void three_of_them_through_whole_launches() throws Exception {
    var expected = sha256("line of the agent\n".repeat(58_255).substring(0, 1 << 20));
    for (var code : List.of(0, 1, 255)) {
      try (var box = Sandbox.open()) {
        box.launchScript("fix", LOUD + code, "--no-verify", "--wait");

        assertThat(box.value("fix", "exit.code")).isEqualTo((long) code);
        assertThat(box.value("fix", "exit.by")).isEqualTo("agent");
        assertThat(sha256(Files.readString(box.run("fix", 1).resolve("agent.log"))))
            .isEqualTo(expected);
        assertThat(box.run("fix", 1).resolve("attempts/1/start")).exists();
        assertThat(box.processes()).as("nothing is left running").isEmpty();
      }
    }
  }

  @Test
  void three_that_exit_at_once_through_whole_launches() throws IOException {
    for (var end : List.of("exit 0", "exit 255", "kill -9 $$")) {
      try (var box = Sandbox.open()) {
        box.launchScript("fix", end, "--no-verify", "--wait");

        var code = end.equals("kill -9 $$") ? 137L : Long.parseLong(end.substring(5));
        assertThat(box.value("fix", "exit.code")).isEqualTo(code);
        assertThat(box.value("fix", "exit.by")).isEqualTo("agent");
      }
    }
  }

  private static String sha256(String text) throws NoSuchAlgorithmException {
    var digest = MessageDigest.getInstance("SHA-256");
    return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
