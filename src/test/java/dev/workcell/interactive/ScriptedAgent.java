package dev.workcell.interactive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/// A small agent with a screen, a composer and hooks, that plays a part: a program of its own, in a
/// terminal. Each turn takes one line of the part; what it is told it notes, a line each, in base64.
///
///     ScriptedAgent DIRECTORY PROMPT
///
/// Lines: `done` (the turn ends), `write FILE TEXT` (the same, with a file), `ask QUESTION` (until
/// Enter), `hang`, `swallow N` (the next N Enters are lost, then as `done`), `exit CODE`.
public final class ScriptedAgent {
  private static final String PASTE = "\u001b[200~";
  private static final String PASTED = "\u001b[201~";
  private static final int FOLDS = 300;

  private final Path directory;
  private final Deque<String> part;
  private final StringBuilder composer = new StringBuilder();
  private String status = "";
  private String question = "";
  private int swallow;

  private ScriptedAgent(Path directory, Deque<String> part) {
    this.directory = directory;
    this.part = part;
  }

  public static void main(String[] words) throws IOException, InterruptedException {
    var directory = Path.of(words[0]);
    new ProcessBuilder("stty", "raw", "-echo").inheritIO().start().waitFor();
    var agent =
        new ScriptedAgent(
            directory, new ArrayDeque<>(Files.readAllLines(directory.resolve("part"))));
    hook("start", Map.of("session", "s-" + ProcessHandle.current().pid()));
    agent.told(words[1]);
    agent.live();
  }

  /// A turn begins.
  private void told(String text) throws IOException {
    var line = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "\n";
    Files.writeString(
        directory.resolve("told"), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    hook("prompt", Map.of());
    status = "working, esc to interrupt";
    draw();
    play(part.isEmpty() ? "done" : part.removeFirst());
  }

  private void play(String step) throws IOException {
    var words = step.split(" ", 3);
    switch (words[0]) {
      case "write" -> {
        Files.writeString(Path.of(words[1]), words[2] + "\n");
        ended("wrote " + words[1]);
      }
      case "ask" -> {
        question = step.substring(4);
        hook("ask", Map.of("text", question));
        draw();
      }
      case "swallow" -> {
        swallow = Integer.parseInt(words[1]);
        ended("done");
      }
      case "exit" -> System.exit(Integer.parseInt(words[1]));
      case "hang" -> draw();
      default -> ended("done");
    }
  }

  private void ended(String words) throws IOException {
    status = "";
    hook("stop", Map.of("text", words));
    draw();
  }

  private void live() throws IOException {
    var bytes = new byte[8192];
    var seen = "";
    while (true) {
      var count = System.in.read(bytes);
      if (count < 0) {
        return;
      }
      // one character is one byte here, so that nothing is lost between two reads
      seen += new String(bytes, 0, count, StandardCharsets.ISO_8859_1);
      seen = taken(seen);
    }
  }

  /// Takes whole keys and pastes.
  ///
  /// @return what is not whole yet
  private String taken(String seen) throws IOException {
    var at = 0;
    while (at < seen.length()) {
      if (seen.startsWith(PASTE, at)) {
        var end = seen.indexOf(PASTED, at);
        if (end < 0) {
          return seen.substring(at);
        }
        composer.append(seen, at + PASTE.length(), end);
        at = end + PASTED.length();
      } else if (PASTE.startsWith(seen.substring(at))) {
        return seen.substring(at);
      } else {
        key(seen.charAt(at));
        at++;
      }
    }
    draw();
    return "";
  }

  private void key(char key) throws IOException {
    if (key != '\r') {
      composer.append(key);
    } else if (!question.isEmpty()) {
      question = "";
      ended("answered");
    } else if (swallow > 0) {
      swallow--;
    } else if (!composer.isEmpty()) {
      var text = text();
      composer.setLength(0);
      told(text);
    }
  }

  private String text() {
    return new String(
        composer.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private void draw() {
    var text = text();
    var shown = text.length() > FOLDS ? "[Pasted " + text.length() + "]" : text;
    var lines =
        question.isEmpty()
            ? List.of(status, "> " + shown.replace("\n", "\r\n  "))
            : List.of("? " + question, "Enter to confirm");
    System.out.print("\u001b[2J\u001b[H" + String.join("\r\n", lines));
    System.out.flush();
  }

  private static void hook(String event, Map<String, String> fields) throws IOException {
    var line = new StringBuilder("{\"event\":\"" + event + "\"");
    fields.forEach((key, value) -> line.append(",\"" + key + "\":\"" + value + "\""));
    Files.writeString(
        Path.of(System.getenv("WORKCELL_HOOKS")),
        line + "}\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
