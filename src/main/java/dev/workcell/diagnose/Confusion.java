package dev.workcell.diagnose;

import dev.workcell.diagnose.Outcome.Stands;
import dev.workcell.run.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How well readings agree with the truth, case by case.
public record Confusion(List<Judged> cases) {
  public Confusion {
    cases = List.copyOf(cases);
  }

  /// One case.
  ///
  /// @param textMode it was recorded in a mode without a report of its own, which no recipe asks
  ///   for; there to read nothing of an end that went well is right
  public record Judged(String name, Outcome truth, Outcome read, boolean textMode) {
    /// Why the reading is wrong; empty when it is right.
    public Optional<String> wrong() {
      if (textMode && unreadable() && truth.stands() != Stands.FAILED) {
        return Optional.empty();
      }
      if (read.stands() != truth.stands()) {
        return Optional.of("%s read as %s".formatted(word(truth), word(read)));
      }
      if (needsKind() && !read.kind().equals(truth.kind())) {
        return Optional.of("%s read as %s".formatted(word(truth), word(read)));
      }
      if (truth.resetAt().isPresent() && !read.resetAt().equals(truth.resetAt())) {
        return Optional.of(
            "reset at %s read as %s"
                .formatted(
                    truth.resetAt().get(), read.resetAt().map(Object::toString).orElse("none")));
      }
      if (truth.sessionId().isPresent() && !read.sessionId().equals(truth.sessionId())) {
        return Optional.of(
            "session %s read as %s"
                .formatted(truth.sessionId().get(), read.sessionId().orElse("none")));
      }
      return Optional.empty();
    }

    /// Whether acting on the reading would do harm.
    public boolean dangerous() {
      var is = truth.stands();
      var as = read.stands();
      var doneForFailed = as == Stands.DONE && is != Stands.DONE;
      var failedForDone = is == Stands.DONE && (as == Stands.FAILED || as == Stands.EMPTY);
      var deadForAlive = is.lives() && (as == Stands.ENDED || as == Stands.FAILED);
      var waits = is == Stands.ASKING || is == Stands.WAITING;
      var stuckForWaiting = waits && as != is && as != Stands.UNREADABLE && !textMode;
      var typedInto = is == Stands.ASKING && (as == Stands.IDLE || as == Stands.TYPED);
      var noReset =
          truth.resetAt().isPresent()
              && as != Stands.UNREADABLE
              && !read.resetAt().equals(truth.resetAt());
      return doneForFailed
          || failedForDone
          || deadForAlive
          || stuckForWaiting
          || typedInto
          || noReset;
    }

    private boolean unreadable() {
      return read.stands() == Stands.UNREADABLE || read.stands() == Stands.ALIVE;
    }

    /// In text mode a retry does not tell what it is about.
    private boolean needsKind() {
      return switch (truth.stands()) {
        case WAITING -> !textMode || read.kind().isPresent();
        case FAILED, TROUBLED, ENDED -> truth.kind().isPresent();
        case DONE, EMPTY, ALIVE, STARTING, WORKING, IDLE, TYPED, ASKING, UNREADABLE -> false;
      };
    }
  }

  public List<Judged> misses() {
    return cases.stream().filter(c -> c.wrong().isPresent()).toList();
  }

  public List<Judged> dangers() {
    return cases.stream().filter(Judged::dangerous).toList();
  }

  /// `153 of 155 right (98.7 %), 0 dangerous`.
  public String summary() {
    var right = cases.size() - misses().size();
    var percent = cases.isEmpty() ? 0 : 1000L * right / cases.size();
    return "%d of %d right (%d.%d %%), %d dangerous"
        .formatted(right, cases.size(), percent / 10, percent % 10, dangers().size());
  }

  /// Rows of the truth, columns of the readings, in the words of the pages.
  public List<List<String>> table() {
    var rows = cases.stream().map(c -> word(c.truth)).distinct().sorted().toList();
    var columns = cases.stream().map(c -> word(c.read)).distinct().sorted().toList();
    var table = new ArrayList<List<String>>();
    var head = new ArrayList<>(List.of("really was"));
    head.addAll(columns);
    table.add(head);
    for (var row : rows) {
      var cells = new ArrayList<>(List.of(row));
      for (var column : columns) {
        var count =
            cases.stream()
                .filter(c -> word(c.truth).equals(row) && word(c.read).equals(column))
                .count();
        cells.add(count == 0 ? "" : Long.toString(count));
      }
      table.add(cells);
    }
    return table;
  }

  private static String word(Outcome outcome) {
    var stands = Words.of(outcome.stands());
    return switch (outcome.stands()) {
      case FAILED, WAITING, TROUBLED, ENDED ->
          stands + outcome.kind().map(k -> " " + Words.of(k)).orElse("");
      case DONE, EMPTY, ALIVE, STARTING, WORKING, IDLE, TYPED, ASKING, UNREADABLE -> stands;
    };
  }
}
