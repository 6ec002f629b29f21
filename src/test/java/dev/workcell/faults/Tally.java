package dev.workcell.faults;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;

/// What came of the rounds of one row.
///
/// @param broken what was seen in each round that broke the promise
record Tally(int rounds, List<String> broken) {
  Tally {
    broken = List.copyOf(broken);
  }

  /// How many rounds of all rows are played beside each other: they mostly wait.
  private static final int PLACES = Integer.getInteger("faults.places", 4);

  private static final Semaphore FREE = new Semaphore(PLACES, true);

  /// Plays the rounds; a broken one does not keep the others from being played.
  static Tally of(Row row, int rounds) {
    try (var players = Executors.newVirtualThreadPerTaskExecutor()) {
      var played = IntStream.range(0, rounds).mapToObj(n -> players.submit(round(row, n))).toList();
      return new Tally(rounds, played.stream().map(Tally::seen).filter(s -> !s.isEmpty()).toList());
    }
  }

  int kept() {
    return rounds - broken.size();
  }

  private static Callable<String> round(Row row, int number) {
    var places = row.alone() ? PLACES : 1;
    return () -> {
      FREE.acquire(places);
      try (var round = Round.open(number)) {
        row.injection().into(round);
      } finally {
        FREE.release(places);
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
