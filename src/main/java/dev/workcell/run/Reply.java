package dev.workcell.run;

import java.util.Map;

/// What came back when something was sent.
public sealed interface Reply {
  /// The receiver answered.
  ///
  /// @param status of HTTP, or the exit code of a program
  /// @param headers names in lower case
  /// @param body what it said, cut
  record Answered(int status, Map<String, String> headers, String body) implements Reply {
    public Answered {
      headers = Map.copyOf(headers);
    }
  }

  /// There is no answer.
  ///
  /// @param text the words of the system, for people
  record Failed(Failure failure, String text) implements Reply {}

  /// Why there is none.
  enum Failure {
    CONNECTION_REFUSED,
    UNKNOWN_HOST,
    NO_ROUTE,
    TLS,
    /// Within the time limit nothing came; it may have arrived.
    TIMED_OUT,
    /// The connection ended without an answer; it may have arrived.
    CUT_OFF,
    /// The address is none.
    BAD_ADDRESS,
    /// The program could not be started.
    NOT_STARTED;

    /// Whether it may have arrived all the same.
    public boolean mayHaveArrived() {
      return this == TIMED_OUT || this == CUT_OFF;
    }
  }
}
