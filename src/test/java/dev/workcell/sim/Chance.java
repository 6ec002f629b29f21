package dev.workcell.sim;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/// What the seed decides.
final class Chance {
  private final Random random;

  Chance(long seed) {
    this.random = new Random(seed);
  }

  boolean of(double probability) {
    return random.nextDouble() < probability;
  }

  int from(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  Duration upTo(Duration longest) {
    return Duration.ofMillis((long) (random.nextDouble() * longest.toMillis()));
  }

  Duration between(Duration least, Duration most) {
    return least.plus(upTo(most.minus(least)));
  }

  /// The time until something that comes once in `mean`.
  Duration about(Duration mean) {
    return Duration.ofMillis((long) (-Math.log(1 - random.nextDouble()) * mean.toMillis()) + 1);
  }

  <T> T one(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  /// One of them, by its weight.
  <T> T weighed(List<Weight<T>> all) {
    var left = random.nextDouble() * all.stream().mapToDouble(Weight::weight).sum();
    for (var each : all) {
      left -= each.weight;
      if (left < 0) {
        return each.what;
      }
    }
    return all.getLast().what;
  }

  /// Something that may be chosen, and how often.
  record Weight<T>(double weight, T what) {}
}
