package dev.workcell.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What happened to a workcell: the journal is a list of these and is the truth.
public sealed interface Event {

  /// The fence: which attempt it speaks of; 0 when it speaks of the whole workcell.
  default int attempt() {
    return 0;
  }

  // ---- the journal of the workcell

  /// A pass at the objective began.
  record RunBegun(int run, String objective, String because) implements Event {}

  /// The operator changed what is wanted.
  record WantedSet(Wanted wanted, String because) implements Event {}

  // ---- the journal of one run

  /// Everything for this attempt is on disk; `launcher` is about to start its wrapper.
  ///
  /// @param settings what the agent was given
  /// @param logStart where its output begins in agent.log, in bytes
  record AttemptPrepared(
      int attempt, ProcessIdentity launcher, Settings settings, long logStart, String because)
      implements Event {}

  /// The work tree as the attempt found it.
  record BaselineTaken(int attempt, TreeFacts facts, Optional<Salvage> salvage) implements Event {}

  /// The number was given up; nothing was or will be started under it.
  record AttemptVoided(int attempt, String because) implements Event {}

  /// The wrapper took the attempt.
  record AttemptStarted(int attempt, ProcessIdentity wrapper) implements Event {}

  /// The first output of the agent.
  record AgentSeen(int attempt) implements Event {}

  /// The attempt is over.
  record AttemptEnded(int attempt, Exit exit) implements Event {}

  /// `by` began work that takes longer than a lock may be held.
  record WorkClaimed(int attempt, Work work, ProcessIdentity by) implements Event {}

  /// What was left of the tree and was ended, or could not be.
  record LeftoversFound(int attempt, List<Leftover> leftovers) implements Event {
    public LeftoversFound {
      leftovers = List.copyOf(leftovers);
    }
  }

  /// The work tree as the attempt left it.
  record TreeRecorded(int attempt, TreeFacts facts, boolean changed, Optional<Salvage> salvage)
      implements Event {}

  /// What the agent's own output says.
  record OutputRead(
      int attempt,
      Claim claim,
      Optional<String> sessionId,
      Optional<String> version,
      Usage usage,
      Optional<Diagnosis> diagnosis,
      List<String> denied)
      implements Event {
    public OutputRead {
      denied = List.copyOf(denied);
    }
  }

  /// What our own check says.
  record Verified(int attempt, Verification verification) implements Event {}

  /// What became of an ended attempt: it rests, or it waits for its next remedy. This is the
  /// decision.
  ///
  /// @param rejected the remedies that the playbook names before `next`, and why not
  record Settled(
      int attempt,
      State state,
      String because,
      Optional<Diagnosis> diagnosis,
      Optional<Next> next,
      List<String> rejected)
      implements Event {
    public Settled {
      rejected = List.copyOf(rejected);
    }
  }

  /// The live agent waits by itself: for a limit, for the network. `AgentSeen` ends it.
  record AgentWaits(int attempt, String because, Optional<Instant> until) implements Event {}

  /// The live agent waits for a person: for a permission, an answer, a login. `AgentSeen` ends it.
  ///
  /// @param question its own words, as far as it shows any
  record AgentAsks(int attempt, String question) implements Event {}

  /// An interactive agent says that it is done and stands idle; it is ended now, and judged.
  ///
  /// @param words what it said last
  record TurnEnded(int attempt, String words) implements Event {}

  /// One step on the way of a text to the agent, journaled before it is taken.
  ///
  /// @param id names the text, which lies in the run's `says`
  record TextSaid(int attempt, String id, Say.Step step, String because) implements Event {}

  /// We are about to end the attempt, because of this.
  record AttemptCut(int attempt, Diagnosis diagnosis) implements Event {}

  /// The provider refused this credential, by its fingerprint.
  record CredentialRefused(int attempt, String credential) implements Event {}

  /// The machine, or we, stood still; silence is measured anew from here.
  record Slept(int attempt, Duration gap) implements Event {}

  /// The verified tree went to the operator.
  record WorkTaken(int attempt, String how) implements Event {}

  /// In the journal of the workcell: line `line` of the run's journal is told to `receivers`.
  ///
  /// @param cause what failed, in one or two words
  record NoticeQueued(int run, int line, NoticeKind kind, String cause, List<String> receivers)
      implements Event {
    public NoticeQueued {
      receivers = List.copyOf(receivers);
    }
  }

  /// In the journal of the workcell: what became of that at one receiver.
  ///
  /// @param said the words of or about the receiver
  record NoticeDelivered(int run, int line, String receiver, Delivery delivery, String said)
      implements Event {}

  /// What was noticed and must not be lost: a rebuilt file, a contradiction.
  record Noticed(int attempt, String what) implements Event {}

  /// Long work that is claimed.
  enum Work {
    SETTLE,
    VERIFY,
    RECOVER
  }

  /// A process that outlived its attempt.
  record Leftover(long pid, String command, Fate fate) {
    /// What became of it.
    public enum Fate {
      TERMINATED,
      KILLED,
      ALIVE
    }
  }

  /// What the agent was given.
  ///
  /// @param program the file that was started
  record Settings(
      String recipe, String program, Permissions permissions, Mode mode, Optional<String> resumes) {
    /// How the agent is run.
    public enum Mode {
      HEADLESS,
      INTERACTIVE
    }
  }
}
