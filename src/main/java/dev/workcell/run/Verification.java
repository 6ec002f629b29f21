package dev.workcell.run;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One run of verify.sh, or the reason why there was none.
///
/// @param exitCode empty when it was not run or did not end by itself
/// @param duration wall time of the deciding run; zero when there was none
/// @param head HEAD when it was judged
/// @param tree the judged tree: tracked and untracked files, not the ignored ones
/// @param treeAfter the tree that the check left behind
/// @param changed paths that speak against the verdict: of a changed check, or changed by the check
/// @param logSha256 hash of verify.log
/// @param because one sentence for people
public record Verification(
    Verdict verdict,
    Optional<Integer> exitCode,
    Duration duration,
    Optional<String> head,
    Optional<String> tree,
    Optional<String> treeAfter,
    List<String> changed,
    Optional<String> logSha256,
    String because) {

  public Verification {
    changed = List.copyOf(changed);
  }

  /// No run of the check, and why.
  public static Verification none(String because) {
    return new Verification(
        Verdict.NONE,
        Optional.empty(),
        Duration.ZERO,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        because);
  }

  public boolean passed() {
    return verdict == Verdict.PASSED;
  }
}
