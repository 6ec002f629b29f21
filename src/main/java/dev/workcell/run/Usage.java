package dev.workcell.run;

import java.util.Optional;

/// What the agent says that it used.
public record Usage(Optional<Long> tokens, Optional<Double> costUsd) {
  public static final Usage UNKNOWN = new Usage(Optional.empty(), Optional.empty());
}
