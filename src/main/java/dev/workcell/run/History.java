package dev.workcell.run;

import dev.workcell.run.Event.AttemptPrepared;
import dev.workcell.run.Event.AttemptVoided;
import dev.workcell.run.Event.BaselineTaken;
import dev.workcell.run.Event.Settled;
import dev.workcell.run.Event.TreeRecorded;
import dev.workcell.run.Event.Verified;
import dev.workcell.run.Next.Remedy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// What was tried in a run so far, as far as it bounds what may be tried next. Progress, which is
/// an end tree never seen in this run or a better verdict, makes the remedies since then forgotten.
///
/// @param attempts lives of the agent that were prepared and not voided
/// @param trees every work tree that was seen
/// @param best the best verdict so far
/// @param verdict the last verdict, with the exit code that it was
/// @param continues remedies `continue` since that verdict has been the same
/// @param taken the remedies since the last progress
/// @param free waits to a stated time, which spend nothing
/// @param lastWasFree whether the last remedy was such a wait
/// @param left the work tree as the last attempt that was at it left it, or as it was at launch
public record History(
    int attempts,
    Set<String> trees,
    Optional<Verdict> best,
    Optional<Judged> verdict,
    int continues,
    List<Taken> taken,
    int free,
    boolean lastWasFree,
    Optional<String> left) {

  public static final History NONE =
      new History(
          0,
          Set.of(),
          Optional.empty(),
          Optional.empty(),
          0,
          List.of(),
          0,
          false,
          Optional.empty());

  public History {
    trees = Set.copyOf(trees);
    taken = List.copyOf(taken);
  }

  /// One remedy that was decided on.
  public record Taken(DiagnosisKind kind, Remedy remedy) {}

  /// A verdict, told apart by the exit code of the check.
  public record Judged(Verdict verdict, Optional<Integer> exitCode) {}

  /// How often `remedy` was taken for `kind` since the last progress.
  public int times(DiagnosisKind kind, Remedy remedy) {
    return (int) taken.stream().filter(t -> t.equals(new Taken(kind, remedy))).count();
  }

  /// How many remedies were taken for `kind` since the last progress.
  public int spent(DiagnosisKind kind) {
    return (int) taken.stream().filter(t -> t.kind() == kind).count();
  }

  History after(Event event) {
    if (event instanceof AttemptPrepared) {
      return new History(
          attempts + 1, trees, best, verdict, continues, taken, free, lastWasFree, left);
    }
    if (event instanceof AttemptVoided) {
      var undone = undoes() ? taken.subList(0, taken.size() - 1) : taken;
      return new History(attempts - 1, trees, best, verdict, continues, undone, free, false, left);
    }
    if (event instanceof BaselineTaken found) {
      return seen(found.facts().tree(), taken);
    }
    if (event instanceof TreeRecorded found) {
      var tree = found.facts().tree();
      return seen(tree, trees.contains(tree) ? taken : List.of());
    }
    if (event instanceof Verified verified) {
      return judged(verified.verification());
    }
    if (event instanceof Settled settled) {
      return decided(settled);
    }
    return this;
  }

  /// Whether the last remedy counts as not taken when its attempt is voided, since nothing was
  /// started. What came after another attempt that never began counts, or that would go on for
  /// ever.
  private boolean undoes() {
    return !taken.isEmpty() && !lastWasFree && taken.getLast().kind() != DiagnosisKind.VANISHED;
  }

  private History seen(String tree, List<Taken> since) {
    return new History(
        attempts,
        with(tree),
        best,
        verdict,
        continues,
        since,
        free,
        lastWasFree,
        Optional.of(tree));
  }

  private History judged(Verification it) {
    var better = best.isEmpty() || it.verdict().betterThan(best.get());
    var now = Optional.of(new Judged(it.verdict(), it.exitCode()));
    return new History(
        attempts,
        trees,
        better ? Optional.of(it.verdict()) : best,
        now,
        Objects.equals(now, verdict) ? continues : 0,
        better ? List.of() : taken,
        free,
        lastWasFree,
        it.treeAfter().or(() -> left));
  }

  private History decided(Settled it) {
    if (!(it.state() instanceof State.Waiting) || it.next().isEmpty() || it.diagnosis().isEmpty()) {
      return this;
    }
    var remedy = it.next().get().remedy();
    if (remedy == Remedy.WAIT_UNTIL && it.diagnosis().get().resetAt().isPresent()) {
      return new History(attempts, trees, best, verdict, continues, taken, free + 1, true, left);
    }
    var longer = new ArrayList<>(taken);
    longer.add(new Taken(it.diagnosis().get().kind(), remedy));
    return new History(
        attempts,
        trees,
        best,
        verdict,
        remedy == Remedy.CONTINUE ? continues + 1 : continues,
        longer,
        free,
        false,
        left);
  }

  private Set<String> with(String tree) {
    var more = new HashSet<>(trees);
    more.add(tree);
    return more;
  }
}
