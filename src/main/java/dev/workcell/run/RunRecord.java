package dev.workcell.run;

import dev.workcell.run.Event.AgentAsks;
import dev.workcell.run.Event.AgentSeen;
import dev.workcell.run.Event.AgentWaits;
import dev.workcell.run.Event.AttemptCut;
import dev.workcell.run.Event.AttemptEnded;
import dev.workcell.run.Event.AttemptPrepared;
import dev.workcell.run.Event.AttemptStarted;
import dev.workcell.run.Event.AttemptVoided;
import dev.workcell.run.Event.BaselineTaken;
import dev.workcell.run.Event.CredentialRefused;
import dev.workcell.run.Event.Leftover;
import dev.workcell.run.Event.LeftoversFound;
import dev.workcell.run.Event.Noticed;
import dev.workcell.run.Event.OutputRead;
import dev.workcell.run.Event.Settled;
import dev.workcell.run.Event.TextSaid;
import dev.workcell.run.Event.TreeRecorded;
import dev.workcell.run.Event.TurnEnded;
import dev.workcell.run.Event.Verified;
import dev.workcell.run.Event.WorkClaimed;
import dev.workcell.run.Event.WorkTaken;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the journal of one run adds up to. Made by replay alone, so it can be lost and made again.
///
/// @param seq the last journal line it knows; 0 before the first
/// @param since when `state` was entered
/// @param worker who holds the claim on long work, if anyone does
/// @param rejected the remedies that were not taken, and why
/// @param cut why we ended the attempt ourselves, if we did
/// @param turn what an interactive agent said when it was done, if it was
/// @param says the texts for the agent, in the order in which they were first said
/// @param refused the fingerprint of the credential that the provider refused
/// @param spent what the attempts before this one used
/// @param history what was tried in this run
public record RunRecord(
    int seq,
    int attempt,
    State state,
    Optional<Instant> since,
    String because,
    Optional<AttemptPrepared> prepared,
    Optional<BaselineTaken> baseline,
    Optional<ProcessIdentity> wrapper,
    Optional<Exit> exit,
    Optional<WorkClaimed> worker,
    List<Leftover> leftovers,
    Optional<TreeRecorded> end,
    Optional<OutputRead> output,
    Optional<Verification> verification,
    Optional<Diagnosis> diagnosis,
    Optional<Next> next,
    Optional<WorkTaken> taken,
    List<String> notices,
    List<String> rejected,
    Optional<Diagnosis> cut,
    Optional<TurnEnded> turn,
    List<Say> says,
    Optional<String> refused,
    Usage spent,
    History history) {

  private static final RunRecord EMPTY =
      new RunRecord(
          0,
          0,
          new State.Prepared(),
          Optional.empty(),
          "the run directory is being written",
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Usage.UNKNOWN,
          History.NONE);

  public RunRecord {
    rejected = List.copyOf(rejected);
    leftovers = List.copyOf(leftovers);
    notices = List.copyOf(notices);
    says = List.copyOf(says);
  }

  /// Replays a journal. A line of an attempt that is no longer the current one changes nothing but
  /// the line count.
  public static RunRecord of(List<JournalLine> lines) {
    var record = EMPTY;
    for (var line : lines) {
      record = record.after(line);
    }
    return record;
  }

  /// This record one line later.
  public RunRecord after(JournalLine line) {
    var next = new Draft(this);
    next.seq = line.seq();
    var event = line.event();
    if (event instanceof AttemptPrepared begun && begun.attempt() > attempt) {
      next.begin(begun, line.at());
    } else if (event.attempt() == attempt) {
      next.apply(event, line.at());
    }
    return next.record();
  }

  /// The agent's own name for its conversation.
  public Optional<String> sessionId() {
    return output.flatMap(OutputRead::sessionId);
  }

  /// What all attempts of this run used, as far as the agent said so.
  public Usage usage() {
    return output.isEmpty() ? spent : spent.plus(output.get().usage());
  }

  /// What the agent says.
  public Claim claim() {
    return output.map(OutputRead::claim).orElse(Claim.UNKNOWN);
  }

  /// The record while one line is applied.
  private static final class Draft {
    private int seq;
    private int attempt;
    private State state;
    private Optional<Instant> since;
    private String because;
    private Optional<AttemptPrepared> prepared;
    private Optional<BaselineTaken> baseline;
    private Optional<ProcessIdentity> wrapper;
    private Optional<Exit> exit;
    private Optional<WorkClaimed> worker;
    private List<Leftover> leftovers;
    private Optional<TreeRecorded> end;
    private Optional<OutputRead> output;
    private Usage spent;
    private Optional<Verification> verification;
    private Optional<Diagnosis> diagnosis;
    private Optional<Next> next;
    private Optional<WorkTaken> taken;
    private List<String> notices;
    private List<String> rejected;
    private Optional<Diagnosis> cut;
    private Optional<TurnEnded> turn;
    private List<Say> says;
    private Optional<String> refused;
    private History history;

    Draft(RunRecord from) {
      seq = from.seq;
      attempt = from.attempt;
      state = from.state;
      since = from.since;
      because = from.because;
      prepared = from.prepared;
      baseline = from.baseline;
      wrapper = from.wrapper;
      exit = from.exit;
      worker = from.worker;
      leftovers = from.leftovers;
      end = from.end;
      output = from.output;
      spent = from.spent;
      verification = from.verification;
      diagnosis = from.diagnosis;
      next = from.next;
      taken = from.taken;
      notices = from.notices;
      rejected = from.rejected;
      cut = from.cut;
      turn = from.turn;
      says = from.says;
      refused = from.refused;
      history = from.history;
    }

    /// A new attempt starts clean; the conversation of the agent and the baseline stay known.
    void begin(AttemptPrepared begun, Instant at) {
      attempt = begun.attempt();
      prepared = Optional.of(begun);
      enter(new State.Prepared(), begun.because(), at);
      wrapper = Optional.empty();
      exit = Optional.empty();
      worker = Optional.empty();
      leftovers = List.of();
      end = Optional.empty();
      spent = output.isEmpty() ? spent : spent.plus(output.get().usage());
      output = output.map(read -> conversation(begun.attempt(), read));
      verification = Optional.empty();
      diagnosis = Optional.empty();
      next = Optional.empty();
      rejected = List.of();
      cut = Optional.empty();
      turn = Optional.empty();
      refused = Optional.empty();
      history = history.after(begun);
    }

    /// What stays true of the agent's output: which conversation it is.
    private static OutputRead conversation(int attempt, OutputRead read) {
      return new OutputRead(
          attempt,
          Claim.UNKNOWN,
          read.sessionId(),
          read.version(),
          Usage.UNKNOWN,
          Optional.empty(),
          List.of());
    }

    void apply(Event event, Instant at) {
      history = history.after(event);
      if (event instanceof BaselineTaken found) {
        baseline = Optional.of(found);
      } else if (event instanceof AttemptStarted started) {
        wrapper = Optional.of(started.wrapper());
        enter(new State.Starting(), "the wrapper has taken the attempt", at);
      } else if (event instanceof AgentSeen) {
        enter(new State.Working(), "the first output of the agent was seen", at);
      } else if (event instanceof AttemptEnded ended) {
        exit = Optional.of(ended.exit());
      } else if (event instanceof WorkClaimed claimed) {
        worker = Optional.of(claimed);
        switch (claimed.work()) {
          case SETTLE, VERIFY -> enter(new State.Verifying(), "the attempt is settled now", at);
          case RECOVER -> enter(new State.Recovering(), "a remedy is in progress", at);
        }
      } else if (event instanceof LeftoversFound found) {
        leftovers = found.leftovers();
      } else if (event instanceof TreeRecorded recorded) {
        end = Optional.of(recorded);
      } else if (event instanceof OutputRead read) {
        output = Optional.of(read);
      } else if (event instanceof Verified verified) {
        verification = Optional.of(verified.verification());
      } else if (event instanceof Settled settled) {
        worker = Optional.empty();
        diagnosis = settled.diagnosis();
        next = settled.next();
        rejected = settled.rejected();
        enter(settled.state(), settled.because(), at);
      } else if (event instanceof WorkTaken took) {
        taken = Optional.of(took);
      } else if (event instanceof Noticed noticed) {
        notices = longer(notices, noticed.what());
      } else if (event instanceof AttemptVoided voided) {
        because = voided.because();
      } else if (event instanceof AgentWaits waits) {
        enter(new State.Waiting(waits.until(), State.Waiter.AGENT), waits.because(), at);
      } else if (event instanceof AgentAsks asks) {
        enter(new State.Asking(asks.question()), because(asks.question()), at);
      } else if (event instanceof TurnEnded ended) {
        turn = Optional.of(ended);
      } else if (event instanceof TextSaid said) {
        says = with(new Say(said.id(), said.attempt(), said.step(), said.because()));
      } else if (event instanceof AttemptCut ended) {
        cut = Optional.of(ended.diagnosis());
      } else if (event instanceof CredentialRefused it) {
        refused = Optional.of(it.credential());
      }
    }

    private static String because(String question) {
      return question.isEmpty() ? "the agent waits for a person" : "the agent asks: " + question;
    }

    private List<Say> with(Say latest) {
      var all = new java.util.ArrayList<>(says);
      for (var i = 0; i < all.size(); i++) {
        if (all.get(i).id().equals(latest.id())) {
          all.set(i, latest);
          return all;
        }
      }
      all.add(latest);
      return all;
    }

    private static List<String> longer(List<String> list, String last) {
      var longer = new java.util.ArrayList<>(list);
      longer.add(last);
      return longer;
    }

    private void enter(State to, String why, Instant at) {
      if (!to.word().equals(state.word()) || since.isEmpty()) {
        since = Optional.of(at);
      }
      state = to;
      because = why;
    }

    RunRecord record() {
      return new RunRecord(
          seq,
          attempt,
          state,
          since,
          because,
          prepared,
          baseline,
          wrapper,
          exit,
          worker,
          leftovers,
          end,
          output,
          verification,
          diagnosis,
          next,
          taken,
          notices,
          rejected,
          cut,
          turn,
          says,
          refused,
          spent,
          history);
    }
  }
}
