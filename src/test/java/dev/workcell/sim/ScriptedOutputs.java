package dev.workcell.sim;

import dev.workcell.diagnose.LineParser;
import dev.workcell.supervise.Outputs;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the scripted agents wrote. verify.sh and credentials have what makes them told apart.
record ScriptedOutputs(Home place, Credential credential, LineParser parser) implements Outputs {
  /// The credential that all agents share; the provider may refuse it until it changes.
  static final class Credential {
    boolean refused;
    int renewed;
  }

  @Override
  public void lines(Path file, long from, Sink sink) {
    linesBetween(file, from, Long.MAX_VALUE, sink);
  }

  @Override
  public void linesBetween(Path file, long from, long to, Sink sink) {
    var log = place.log(file);
    var first = log.at(from);
    for (var n = first; n < log.lines.size() && log.starts.get(n) < to; n++) {
      sink.line(n - first + 1, log.lines.get(n));
    }
  }

  @Override
  public long wholeLines(Path file, long from, Sink sink) {
    lines(file, from, sink);
    return place.log(file).size;
  }

  @Override
  public List<Path> matching(String pattern) {
    return List.of();
  }

  @Override
  public List<String> tail(Path file, int lines) {
    return file.endsWith("verify.log") ? List.of("1 test failed") : List.of();
  }

  @Override
  public long size(Path file) {
    return isCredential(file) ? 1 : place.log(file).size;
  }

  @Override
  public Optional<Instant> changed(Path file) {
    return Optional.empty();
  }

  @Override
  public String sha256(Path file) {
    return isCredential(file) ? "credential " + credential.renewed : sha256OfTheCheck();
  }

  static String sha256OfTheCheck() {
    return "c".repeat(64);
  }

  private static boolean isCredential(Path file) {
    return file.startsWith("/home/somebody");
  }
}
