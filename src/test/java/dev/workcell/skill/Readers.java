package dev.workcell.skill;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Homes to read in.
final class Readers {
  /// Prints what the real agents print, as far as the recipes read it, and makes done.txt; with a
  /// file `agent-fails` in HOME it ends with 1 and does not; it waits as long as there is a file
  /// `agent-waits`.
  private static final String WORK =
      """
      case " $* " in *" --version "*) echo 1.0.0; exit 0 ;; esac
      tries=0
      while [ -e "$HOME/agent-waits" ] && [ $tries -lt 1200 ]; do sleep 0.1; tries=$((tries + 1)); done
      good=true code=0
      if [ -e "$HOME/agent-fails" ]; then good=false code=1; else echo done >done.txt; fi
      """;

  private static final String CLAUDE =
      WORK
          + """
          echo '{"type":"system","subtype":"init","session_id":"s-1","claude_code_version":"1.0.0"}'
          [ $good = true ] && error=false || error=true
          echo '{"type":"result","subtype":"success","is_error":'$error',"result":"It is done."}'
          exit $code
          """;

  private static final String CODEX =
      WORK
          + """
          echo '{"type":"thread.started","thread_id":"t-1"}'
          echo '{"type":"item.completed","item":{"type":"agent_message","text":"It is done."}}'
          [ $good = true ] && word=completed || word=failed
          echo '{"type":"turn.'$word'","error":{"message":"no luck"}}'
          exit $code
          """;

  private static final String GEMINI =
      WORK
          + """
          echo '{"type":"init","session_id":"g-1","model":"m"}'
          echo '{"type":"message","role":"assistant","content":"It is ","delta":true}'
          echo '{"type":"message","role":"assistant","content":"done.","delta":true}'
          [ $good = true ] && word=success || word=error
          echo '{"type":"result","status":"'$word'","stats":{"output_tokens":2}}'
          exit $code
          """;

  private static final String OPENCODE =
      WORK
          + """
          echo '{"type":"text","sessionID":"o-1","part":{"text":"It is done."}}'
          [ $good = true ] && word=stop || word=error
          echo '{"type":"step_finish","sessionID":"o-1","part":{"reason":"'$word'"}}'
          exit $code
          """;

  private static final String PI =
      WORK
          + """
          text='[{"type":"text","text":"It is done."}]'
          echo '{"type":"session","id":"p-1"}'
          echo '{"type":"message_end","message":{"role":"assistant","content":'$text'}}'
          [ $good = true ] && word=stop || word=error
          echo '{"type":"turn_end","message":{"role":"assistant","stopReason":"'$word'"}}'
          exit $code
          """;

  private static final String COPILOT =
      WORK
          + """
          echo '{"type":"assistant.message","data":{"content":"It is done."}}'
          echo '{"type":"result","sessionId":"c-1","exitCode":'$code'}'
          exit $code
          """;

  private static final String GOOSE =
      WORK
          + """
          text='[{"type":"text","text":"It is done."}]'
          echo '{"type":"message","message":{"role":"assistant","content":'$text'}}'
          [ $good = true ] && word=complete || word=error
          echo '{"type":"'$word'","error":"no luck"}'
          exit $code
          """;

  private static final String QWEN =
      WORK
          + """
          echo '{"type":"system","subtype":"init","session_id":"q-1","qwen_code_version":"1.0.0"}'
          [ $good = true ] && words='It is done.' || words='[API Error: 500]'
          echo '{"type":"result","session_id":"q-1","is_error":false,"result":"'"$words"'"}'
          exit $code
          """;

  private Readers() {}

  /// An empty HOME, with the program on PATH.
  static Sandbox emptyHome() throws IOException {
    var box = Sandbox.open();
    return box.with("PATH", program(box) + ":" + box.environment().get("PATH"));
  }

  /// A HOME with the skill, agents that need no account, and the repositories that pages speak of.
  static Sandbox busyHome() throws IOException {
    var box = Sandbox.open();
    var bin = Files.createDirectories(box.root().resolve("bin"));
    box.script(bin.resolve("claude"), CLAUDE);
    box.script(bin.resolve("codex"), CODEX);
    box.script(bin.resolve("copilot"), COPILOT);
    box.script(bin.resolve("gemini"), GEMINI);
    box.script(bin.resolve("goose"), GOOSE);
    box.script(bin.resolve("aider"), WORK + "exit $code");
    box.script(bin.resolve("amp"), CLAUDE);
    box.script(bin.resolve("cursor-agent"), CLAUDE);
    box.script(bin.resolve("opencode"), OPENCODE);
    box.script(bin.resolve("pi"), PI);
    box.script(bin.resolve("qwen"), QWEN);
    box.script(bin.resolve("my-agent"), WORK + "exit $code");
    box.with("PATH", program(box) + ":" + bin + ":" + box.environment().get("PATH"));
    box.with("ANTHROPIC_API_KEY", "sk-none").with("OPENAI_API_KEY", "sk-none");
    for (var name : List.of("shop", "api", "web")) {
      var copied = home(box).resolve("src").resolve(name);
      Files.createDirectories(copied.getParent());
      run(box, "git", "clone", "-q", box.repo().toString(), copied.toString());
      run(box, "git", "-C", copied.toString(), "config", "user.name", "Somebody");
      run(box, "git", "-C", copied.toString(), "config", "user.email", "somebody@localhost");
    }
    run(
        box,
        "workcell",
        "skill",
        "install",
        "--to",
        home(box).resolve(".agents/skills").toString());
    return box;
  }

  /// From now on there is no workcell on PATH.
  static void withoutWorkcell(Sandbox box) {
    var path = String.valueOf(box.environment().get("PATH"));
    box.with("PATH", path.replace(program(box) + ":", ""));
  }

  static Path home(Sandbox box) {
    return Path.of(String.valueOf(box.environment().get("HOME")));
  }

  private static String program(Sandbox box) {
    return String.valueOf(Path.of(box.argv().getFirst()).getParent());
  }

  private static void run(Sandbox box, String... words) {
    var done = box.exec(words[0].equals("workcell") ? program(box, words) : List.of(words));
    if (done.code() != 0) {
      throw new IllegalStateException(done.all());
    }
  }

  private static List<String> program(Sandbox box, String... words) {
    return box.argv(List.of(words).subList(1, words.length).toArray(String[]::new));
  }
}
