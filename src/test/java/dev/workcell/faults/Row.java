package dev.workcell.faults;

import java.io.IOException;

/// One row of the kill matrix: what is broken, what is promised, and who breaks it.
///
/// @param id how the row is named in docs/faults.md and in test reports
/// @param mostRounds more rounds than this are not run
/// @param alone it fills the machine, so nothing else is played beside one of its rounds
record Row(
    String id, String fault, String promise, int mostRounds, boolean alone, Injection injection) {
  /// Breaks something in one round and asserts what is promised.
  interface Injection {
    void into(Round round) throws IOException;
  }

  static Row of(String id, String fault, String promise, Injection injection) {
    return new Row(id, fault, promise, Integer.MAX_VALUE, false, injection);
  }

  /// For a row that fills the machine: its rounds run alone, and not more of them than this.
  Row costly(int rounds) {
    return new Row(id, fault, promise, rounds, true, injection);
  }

  @Override
  public String toString() {
    return id;
  }
}
