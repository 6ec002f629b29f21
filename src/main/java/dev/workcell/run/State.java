package dev.workcell.run;

import java.time.Instant;
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
    return switch (this) {
      case Prepared _ -> "prepared";
      case Starting _ -> "starting";
      case Working _ -> "working";
      case Asking _ -> "asking";
      case Waiting _ -> "waiting";
      case Verifying _ -> "verifying";
      case Recovering _ -> "recovering";
      case Passed _ -> "passed";
      case Unverified _ -> "unverified";
      case Parked _ -> "parked";
      case Stopped _ -> "stopped";
    };
  }

  /// Whether only the operator moves it on from here.
  default boolean settled() {
    return switch (this) {
      case Passed _, Unverified _, Parked _, Stopped _ -> true;
      case Prepared _, Starting _, Working _, Asking _, Waiting _, Verifying _, Recovering _ ->
          false;
    };
  }

  /// Whether an agent of this run may be alive in this state.
  default boolean mayHaveAgent() {
    return switch (this) {
      case Prepared _, Starting _, Working _, Asking _ -> true;
      case Waiting waiting -> waiting.by() == Waiter.AGENT;
      case Verifying _, Recovering _, Passed _, Unverified _, Parked _, Stopped _ -> false;
    };
  }
}
