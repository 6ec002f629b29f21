package dev.workcell.sim;

import dev.workcell.run.DiagnosisKind;
import dev.workcell.run.Event.AttemptPrepared;
import dev.workcell.run.Event.AttemptVoided;
import dev.workcell.run.Event.BaselineTaken;
import dev.workcell.run.Event.Settled;
import dev.workcell.run.Event.TreeRecorded;
import dev.workcell.run.Event.Verified;
import dev.workcell.run.Next.Remedy;
import dev.workcell.run.State;
import dev.workcell.run.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// The budgets of a run, counted from its journal in another way than the program counts them.
final class Budgets {
  private static final int ATTEMPTS = 12;
  private static final int VOIDED = 18;
  private static final int STATED_WAITS = 12;
  private static final int CONTINUES = 3;

  private final Stage stage;
  private final Papers papers;
  private final int run;

  Budgets(Stage stage, Papers papers, int run) {
    this.stage = stage;
    this.papers = papers;
    this.run = run;
  }

  void hold() {
    var lines = papers.runs.get(run).lines;
    var lives = lines.stream().filter(l -> l.event() instanceof AttemptPrepared).count();
    var voided = lines.stream().filter(l -> l.event() instanceof AttemptVoided).count();
    var stated = settled().stream().filter(Budgets::stated).count();
    check(voided <= VOIDED, "%d attempts that never began".formatted(voided));
    check(stated <= STATED_WAITS, "%d waits to a stated time".formatted(stated));
    check(
        lives - voided - stated <= ATTEMPTS,
        "%d attempts, of which %d after a stated wait".formatted(lives - voided, stated));
    sinceProgress();
  }

  private List<Settled> settled() {
    return papers.runs.get(run).lines.stream()
        .map(l -> l.event())
        .filter(Settled.class::isInstance)
        .map(Settled.class::cast)
        .filter(s -> s.state() instanceof State.Waiting)
        .toList();
  }

  private static boolean stated(Settled it) {
    return it.next().orElseThrow().remedy() == Remedy.WAIT_UNTIL
        && it.diagnosis().orElseThrow().resetAt().isPresent();
  }

  private static DiagnosisKind kind(Settled it) {
    return it.diagnosis().orElseThrow().kind();
  }

  /// Each diagnosis since the last progress, and `continue` since the last other verdict.
  private void sinceProgress() {
    var spent = new EnumMap<DiagnosisKind, Integer>(DiagnosisKind.class);
    var trees = new HashSet<String>();
    Optional<Verdict> best = Optional.empty();
    var verdict = "";
    var continues = 0;
    var decided = new ArrayList<Settled>();
    for (var line : papers.runs.get(run).lines) {
      switch (line.event()) {
        case BaselineTaken it -> trees.add(it.facts().tree());
        case TreeRecorded it -> {
          if (trees.add(it.facts().tree())) {
            spent.clear();
          }
        }
        case Verified it -> {
          var said = it.verification();
          if (best.isEmpty() || said.verdict().betterThan(best.get())) {
            best = Optional.of(said.verdict());
            spent.clear();
          }
          var words = said.verdict() + " " + said.exitCode();
          continues = words.equals(verdict) ? continues : 0;
          verdict = words;
        }
        case Settled it -> {
          if (it.state() instanceof State.Waiting) {
            decided.add(it);
            if (!stated(it)) {
              spent.merge(it.diagnosis().orElseThrow().kind(), 1, Integer::sum);
            }
            continues += it.next().orElseThrow().remedy() == Remedy.CONTINUE ? 1 : 0;
            check(continues <= CONTINUES, "%d continues for %s".formatted(continues, verdict));
          }
        }
        case AttemptVoided _ -> {
          var last = decided.isEmpty() ? DiagnosisKind.VANISHED : kind(decided.getLast());
          if (last != DiagnosisKind.VANISHED && !stated(decided.getLast())) {
            spent.computeIfPresent(last, (k, n) -> n - 1);
          }
        }
        default -> {}
      }
    }
    spent.forEach((kind, times) ->
        check(times <= stage.page(kind).budget(), "%d remedies for %s".formatted(times, kind)));
  }

  private void check(boolean kept, String broken) {
    if (!kept) {
      throw new AssertionError("over budget: " + broken + "\n" + Promises.story(papers));
    }
  }
}
