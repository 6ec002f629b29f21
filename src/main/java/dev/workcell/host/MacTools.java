package dev.workcell.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.List;

/// Runs the small tools of macOS that tell facts. Never run on a Mac.
final class MacTools implements MacFacts.Ask {
  private static final Duration LONGEST = Duration.ofSeconds(10);

  @Override
  public String ask(List<String> argv) throws IOException {
    var builder = new ProcessBuilder(argv);
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/bin:/bin:/usr/sbin:/sbin");
    builder.environment().put("LC_ALL", "C");
    builder.redirectInput(Redirect.from(new File("/dev/null"))).redirectError(Redirect.DISCARD);
    var process = builder.start();
    var out = Printed.by(process.getInputStream());
    try {
      if (process.waitFor(LONGEST)) {
        return new String(out.toItsEnd(), UTF_8);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while asking " + argv.getFirst());
    } finally {
      process.destroyForcibly();
    }
    throw new IOException(argv.getFirst() + " did not answer within " + LONGEST);
  }
}
