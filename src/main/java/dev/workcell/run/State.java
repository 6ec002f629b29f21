package dev.workcell.run;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// Where a run stands. One variant per state of the published table; each carries only what is true
/// of that state.
public sealed interface State {
  /// The artifacts are written; no agent was started yet.
  record Prepared() implements State {}

  /// The wrapper has taken the attempt; the agent has not been heard yet.
  record Starting() implements State {}

  /// The first output of the agent was seen.
  record Working() implements State {}

  /// The live agent waits for a person.
  record Asking(String question) implements State {}

  /// Nothing happens until `due`, or until the agent that waits by itself goes on.
  record Waiting(Optional<Instant> due, Waiter by) implements State {}

  /// A settle holds a claim: leftovers, end tree, verify.
  record Verifying() implements State {}

  /// A remedy is in progress under a claim.
  record Recovering() implements State {}

  /// Claim ok and verify.sh exit 0, run by us on the recorded HEAD and tree.
  record Passed() implements State {}

  /// Claim ok, and no check was asked for.
  record Unverified() implements State {}

  /// A person is needed.
  record Parked() implements State {}

  /// The operator stopped it; only the operator starts it again.
  record Stopped() implements State {}

  /// Who waits.
  enum Waiter {
    SUPERVISOR,
    AGENT
  }

  /// The word of the published table.
  default String word() {
    return getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /// Whether only the operator moves it on from here.
  default boolean settled() {
    return this instanceof Passed
        || this instanceof Unverified
        || this instanceof Parked
        || this instanceof Stopped;
  }

  /// Whether the last attempt was decided on and the next has not begun: the supervisor's move.
  default boolean betweenAttempts() {
    return this instanceof Recovering
        || (this instanceof Waiting waiting && waiting.by() == Waiter.SUPERVISOR);
  }

  /// Whether an agent of this run may be alive in this state.
  default boolean mayHaveAgent() {
    return this instanceof Prepared
        || this instanceof Starting
        || this instanceof Working
        || this instanceof Asking
        || (this instanceof Waiting waiting && waiting.by() == Waiter.AGENT);
  }
}
