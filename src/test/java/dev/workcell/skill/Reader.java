package dev.workcell.skill;

import dev.workcell.Sandbox;
import dev.workcell.skill.Page.Block;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// Somebody who follows a page: one shell in which block after block is pasted, so that variables
/// and the directory stay. A command that ends with another code than its comment says (`# exit 1:
/// …`, else 0) ends it.
final class Reader implements AutoCloseable {
  private static final Pattern EXIT = Pattern.compile("(?m)^(.*?)[ \\t]+# exit (\\d+)\\b.*$");

  private final Path scripts;
  private final Process shell;
  private int count;

  /// The shell begins in the sandbox's HOME.
  Reader(Sandbox box) throws IOException {
    this(box, Readers.home(box));
  }

  Reader(Sandbox box, Path directory) throws IOException {
    this.scripts = Files.createTempDirectory(box.root(), "blocks");
    var builder = new ProcessBuilder("sh").directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(box.environment());
    builder.redirectErrorStream(true).redirectOutput(scripts.resolve("out").toFile());
    this.shell = builder.start();
    tell("set -eu");
  }

  /// Pastes a block and waits for its end.
  ///
  /// @return what it printed
  String follow(Block block) {
    return follow(block.text());
  }

  String follow(String text) {
    count++;
    var file = scripts.resolve("block-%02d.sh".formatted(count));
    var done = scripts.resolve("done-%02d".formatted(count));
    var from = printed(0).length();
    try {
      Files.writeString(file, checked(text));
      tell(". '%s' </dev/null\n: >'%s'".formatted(file, done));
      for (var left = 3000; !Files.exists(done); left--) {
        if (!shell.isAlive() || left == 0) {
          throw new AssertionError(
              "%s\nended with %s\n%s"
                  .formatted(text, shell.isAlive() ? "nothing" : shell.exitValue(), printed(from)));
        }
        shell.waitFor(40, TimeUnit.MILLISECONDS);
      }
      return printed(from);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String checked(String text) {
    return EXIT.matcher(text)
        .replaceAll(
            "$1 && code=0 || code=\\$?; [ \"\\$code\" -eq $2 ] || { echo \"not $2: \\$code\"; exit 99; }");
  }

  private void tell(String line) throws IOException {
    var in = shell.getOutputStream();
    in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    in.flush();
  }

  private String printed(int from) {
    try {
      return Files.readString(scripts.resolve("out")).substring(from);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    shell.getOutputStream().close();
    shell.destroy();
  }
}
