package dev.workcell.supervise;

import dev.workcell.run.AttemptId;
import dev.workcell.run.CellName;

/// The names of salvage refs: `refs/workcell/<cell>-<id>/<run>-<attempt>-<n>`; n = 0 is the
/// baseline.
final class Salvages {
  private Salvages() {}

  static String prefix(CellName cell, String id) {
    return "refs/workcell/%s-%s/".formatted(cell, id);
  }

  static String ref(CellName cell, String id, int run, int attempt, int n) {
    return "%s%s-%d-%d".formatted(prefix(cell, id), AttemptId.runName(run), attempt, n);
  }
}
