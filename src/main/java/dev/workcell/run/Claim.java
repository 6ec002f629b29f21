package dev.workcell.run;

import java.util.Optional;

/// What the agent says of its own work. Never a verdict.
///
/// @param says whether it says that it is done
/// @param text its own words, as far as it left any
public record Claim(Says says, Optional<String> text) {
  public static final Claim UNKNOWN = new Claim(Says.UNKNOWN, Optional.empty());

  public boolean ok() {
    return says == Says.OK;
  }

  /// The three answers; `UNKNOWN` is `null` in status.json.
  public enum Says {
    OK,
    NOT_OK,
    UNKNOWN
  }
}
