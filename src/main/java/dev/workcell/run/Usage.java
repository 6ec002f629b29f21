package dev.workcell.run;

import java.util.Optional;

/// What the agent says that it used. Agents count differently: with some, input holds what came
/// from a cache, with others not; what they do not tell is empty.
///
/// @param tokens input and output together
/// @param cached input that was read from a cache
/// @param costUsd what it cost, as the agent reckons
/// @param turns answers of the model
/// @param model the last one
public record Usage(
    Optional<Long> tokens,
    Optional<Long> input,
    Optional<Long> output,
    Optional<Long> cached,
    Optional<Double> costUsd,
    Optional<Long> turns,
    Optional<String> model) {

  public static final Usage UNKNOWN =
      new Usage(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /// This and what was used after it.
  public Usage plus(Usage later) {
    return new Usage(
        sum(tokens, later.tokens),
        sum(input, later.input),
        sum(output, later.output),
        sum(cached, later.cached),
        costUsd.isEmpty() || later.costUsd.isEmpty()
            ? costUsd.or(() -> later.costUsd)
            : Optional.of(costUsd.get() + later.costUsd.get()),
        sum(turns, later.turns),
        later.model.or(() -> model));
  }

  private static Optional<Long> sum(Optional<Long> one, Optional<Long> other) {
    return one.isEmpty() || other.isEmpty()
        ? one.or(() -> other)
        : Optional.of(one.get() + other.get());
  }
}
