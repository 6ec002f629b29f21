package dev.workcell.cells;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// What Codex tells only in its own session file, with a script in the part of Codex.
@DisplayNameGeneration(ReplaceUnderscores.class)
class CodexSessionFileTest {
  private static final String START = "{\"type\":\"thread.started\",\"thread_id\":\"abc-1\"}";

  @Test
  void what_its_sandbox_refused_is_named_and_is_no_trouble() throws IOException {
    try (var box = Sandbox.open()) {
      codex(
          box,
          """
          session_line '{"type":"response_item","payload":{"type":"function_call_output","call_id":"c1","output":"Process exited with code 2\\nsh: 1: cannot create /etc/x: Read-only file system"}}'
          session_line '{"type":"response_item","payload":{"type":"function_call_output","call_id":"c2","output":"all is well"}}'
          session_line '{"type":"response_item","payload":{"type":"message","content":"the words Read-only file system alone"}}'
          echo '2026-11-22T10:47:08Z ERROR codex_core::tools::router: error=patch rejected: writing outside of the project' >&2
          echo '{"type":"item.completed","item":{"type":"agent_message","text":"Done."}}'
          echo '{"type":"turn.completed","usage":{"input_tokens":2,"output_tokens":3}}'
          echo done > done.txt
          """);

      var launched = box.workcell(box.launching("fix", "--agent", "codex", "--wait"));

      assertThat(launched.code()).as(launched.all()).isZero();
      assertThat(String.valueOf(box.value("fix", "agent.denied")))
          .contains("cannot create /etc/x: Read-only file system")
          .contains("patch rejected")
          .doesNotContain("all is well")
          .doesNotContain("alone");
      assertThat(box.value("fix", "diagnosis")).isNull();
      assertThat(box.value("fix", "agent.sessionId")).isEqualTo("abc-1");
    }
  }

  @Test
  void it_knows_the_reset_time_of_a_limit_to_the_second_but_a_full_window_alone_is_no_limit()
      throws IOException {
    try (var box = Sandbox.open()) {
      var full =
          """
          session_line '{"type":"event_msg","payload":{"type":"token_count","rate_limits":{"primary":{"used_percent":100.0,"resets_at":1795352669}}}}'
          """;
      codex(
          box,
          full
              + """
              echo '{"type":"turn.failed","error":{"message":"You’ve hit your usage limit, or try again at 1:04 PM."}}'
              exit 1
              """);
      box.workcell(box.launching("limited", "--agent", "codex", "--wait"));
      assertThat(box.value("limited", "diagnosis.kind")).isEqualTo("rate-limit");
      assertThat(box.value("limited", "diagnosis.resetAt")).isEqualTo("2026-11-22T13:04:29Z");

      codex(box, full + "echo '{\"type\":\"turn.completed\"}'");
      box.workcell(box.launching("silent", "--agent", "codex", "--wait"));
      assertThat(box.value("silent", "diagnosis.kind")).isEqualTo("partial-completion");
    }
  }

  static void codex(Sandbox box, String body) throws IOException {
    var bin = Files.createDirectories(box.root().resolve("bin"));
    box.script(
        bin.resolve("codex"),
        """
        [ "$1" != --version ] || { echo codex-cli 0.169.0; exit 0; }
        day=$HOME/.codex/sessions/2026/11/22
        mkdir -p "$day"
        session_line() { printf '%%s\\n' "$1" >>"$day/rollout-2026-11-22T10-47-00-abc-1.jsonl"; }
        echo '%s'
        %s
        """
            .formatted(START, body));
    var path = String.valueOf(box.environment().get("PATH"));
    if (!path.startsWith(bin.toString())) {
      box.with("PATH", bin + ":" + path);
    }
  }
}
