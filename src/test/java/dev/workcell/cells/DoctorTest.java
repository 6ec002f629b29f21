package dev.workcell.cells;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// What `doctor` says of the agents on a machine.
@DisplayNameGeneration(ReplaceUnderscores.class)
class DoctorTest {
  private static final String MINE =
      """
      ---
      name: mine
      title: My agent
      binary: no-such-agent
      launch: [no-such-agent]
      ---
      """;

  @Test
  void each_agent_is_named_with_its_version_and_where_its_credential_is() throws IOException {
    try (var box = Sandbox.open()) {
      var bin = Files.createDirectories(box.root().resolve("bin"));
      box.script(bin.resolve("claude"), "echo '2.1.330 (Claude Code)'");
      box.script(bin.resolve("codex"), "echo 'codex-cli 0.1.0'");
      box.script(bin.resolve("pi"), "echo 0.73.1 >&2");
      box.script(bin.resolve("aider"), "echo 'aider 0.86.0'");
      box.with("PATH", bin + ":/usr/local/bin:/usr/bin:/bin").with("ANTHROPIC_API_KEY", "sk-none");
      var home = Path.of(String.valueOf(box.environment().get("HOME")));
      Files.createDirectories(home.resolve(".pi/agent"));
      Files.writeString(home.resolve(".pi/agent/auth.json"), "{}\n");
      var own = Files.createDirectories(home.resolve(".config/workcell/recipes"));
      Files.writeString(own.resolve("mine.md"), MINE);

      var said = box.workcell("doctor").out();

      assertThat(said)
          .containsPattern(
              "ok +Claude Code: 2.1.330 .*, the verified version; logged in, going by ANTHROPIC")
          .containsPattern("note +Codex: codex-cli 0.1.0 .*, verified was 0.169.0; not logged in")
          .contains("mend: codex login")
          .containsPattern("ok +pi: 0.73.1 .*, the verified version; logged in, going by ")
          .containsPattern("note +Aider: .* from documentation and is not verified")
          .containsPattern("note +not installed: .*My agent \\(no-such-agent\\)");
    }
  }

  @Test
  void an_empty_file_and_an_empty_variable_are_no_credential() throws IOException {
    try (var box = Sandbox.open()) {
      var bin = Files.createDirectories(box.root().resolve("bin"));
      box.script(bin.resolve("codex"), "echo 'codex-cli 0.169.0'");
      box.with("PATH", bin + ":/usr/local/bin:/usr/bin:/bin").with("OPENAI_API_KEY", "");
      var home = Path.of(String.valueOf(box.environment().get("HOME")));
      Files.createDirectories(home.resolve(".codex"));
      Files.createFile(home.resolve(".codex/auth.json"));

      assertThat(box.workcell("doctor").out())
          .containsPattern("note +Codex: .*, the verified version; not logged in: nothing in ")
          .contains("auth.json");
    }
  }
}
