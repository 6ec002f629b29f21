package dev.workcell.supervise;

import dev.workcell.run.Reply;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Port: takes a request to where it belongs and brings what comes back. It never follows to
/// another place and never tries twice.
public interface Courier {
  Reply send(Errand errand, Duration limit) throws InterruptedException;

  /// A request of HTTP. It may hold secrets.
  record Errand(String method, String url, Map<String, String> headers, Optional<String> body) {
    public Errand {
      headers = Map.copyOf(headers);
    }

    /// Without what may be secret.
    @Override
    public String toString() {
      return "Errand[%s]".formatted(method);
    }
  }
}
