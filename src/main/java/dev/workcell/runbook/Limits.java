package dev.workcell.runbook;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/// What a run may spend before no further attempt is begun. An attempt that is under way is not
/// ended by them.
///
/// @param hours wall time since the run began
/// @param tokens all that the agent says it used, over all attempts
/// @param costUsd likewise
public record Limits(
    Optional<Duration> hours,
    Optional<Long> tokens,
    Optional<BigDecimal> costUsd,
    Optional<Integer> attempts) {
  public static final Limits NONE =
      new Limits(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  static Limits of(FrontMatter front) {
    return new Limits(
        number(front, "hours", "[1-9][0-9]{0,3}").map(t -> Duration.ofHours(Long.parseLong(t))),
        number(front, "tokens", "[1-9][0-9]{0,14}").map(Long::parseLong),
        number(front, "cost-usd", "[0-9]{1,6}(\\.[0-9]{1,4})?").map(BigDecimal::new),
        number(front, "attempts", "[1-9]|1[0-2]").map(Integer::parseInt));
  }

  private static Optional<String> number(FrontMatter front, String key, String form) {
    var text = front.optText(key);
    if (text.isPresent() && !text.get().matches(form)) {
      var why =
          key.equals("attempts") ? "%s is no number from 1 to 12: %s" : "%s is no number here: %s";
      throw front.refused(front.line(key), why.formatted(key, text.get()));
    }
    return text;
  }
}
