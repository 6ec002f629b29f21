package dev.workcell.sim;

import dev.workcell.supervise.Outputs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the scripted agents wrote. verify.sh and credentials have what makes them told apart.
record ScriptedOutputs(Home place, Credential credential) implements Outputs {
  /// The credential that all agents share; the provider may refuse it until it changes.
  static final class Credential {
    boolean refused;
    int renewed;
  }

  @Override
  public long bytes(Path file, long from, long to, Bytes sink) {
    var log = place.log(file);
    for (var n = log.at(from); n < log.lines.size() && log.starts.get(n) < to; n++) {
      var line = (log.lines.get(n) + "\n").getBytes(StandardCharsets.UTF_8);
      sink.take(line, 0, line.length);
    }
    return from;
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
