package dev.workcell.faults;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/// What came of the rounds of one row.
///
/// @param broken what was seen in each round that broke the promise
record Tally(int rounds, List<String> broken) {
  Tally {
    broken = List.copyOf(broken);
  }

  /// Plays the rounds; a broken one does not keep the others from being played.
  static Tally of(Row row, int rounds) {
    try (var players = Executors.newFixedThreadPool(row.atOnce())) {
      var played = IntStream.range(0, rounds).mapToObj(n -> players.submit(round(row, n))).toList();
      return new Tally(rounds, played.stream().map(Tally::seen).filter(s -> !s.isEmpty()).toList());
    }
  }

  int kept() {
    return rounds - broken.size();
  }

  private static Callable<String> round(Row row, int number) {
    return () -> {
      try (var round = Round.open(number)) {
        row.injection().into(round);
      }
      return "";
    };
  }

  private static String seen(Future<String> played) {
    try {
      return played.get();
    } catch (ExecutionException e) {
      return String.valueOf(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
