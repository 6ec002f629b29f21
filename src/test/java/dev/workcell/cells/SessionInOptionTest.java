package dev.workcell.cells;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// Copilot takes the name of its conversation as a part of an option, with a script in its part.
@DisplayNameGeneration(ReplaceUnderscores.class)
class SessionInOptionTest {
  @Test
  void the_next_run_goes_on_with_the_conversation_of_the_first() throws IOException {
    try (var box = Sandbox.open()) {
      var bin = Files.createDirectories(box.root().resolve("bin"));
      box.script(
          bin.resolve("copilot"),
          """
          [ "$1" != --version ] || { echo 1.0.102; exit 0; }
          [ "$1" != --resume=c-1 ] || echo done >done.txt
          echo '{"type":"assistant.message","data":{"content":"Done."}}'
          echo '{"type":"result","sessionId":"c-1","exitCode":0}'
          """);
      box.with("PATH", bin + ":" + box.environment().get("PATH"));

      box.workcell(box.launching("fix", "--agent", "copilot", "--wait"));
      assertThat(box.state("fix")).isEqualTo("parked");
      assertThat(box.value("fix", "agent.sessionId")).isEqualTo("c-1");

      var resumed = box.workcell("resume", "fix", "--wait");
      assertThat(resumed.code()).as(resumed.all()).isZero();
      assertThat(box.state("fix")).isEqualTo("passed");
    }
  }
}
