package dev.workcell.playbook;

import dev.workcell.diagnose.Report;
import dev.workcell.run.Claim;
import dev.workcell.run.Claim.Says;
import dev.workcell.run.Diagnosis;
import dev.workcell.run.DiagnosisKind;
import dev.workcell.run.Event.Leftover;
import dev.workcell.run.Event.Settled;
import dev.workcell.run.Exit;
import dev.workcell.run.Exit.Witness;
import dev.workcell.run.Supervision;
import dev.workcell.run.Usage;
import dev.workcell.run.Verdict;
import dev.workcell.run.Verification;
import dev.workcell.run.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An ended attempt for tests: says done, ended with 0, changed the tree, verify.sh passed.
final class Attempts {
  static final Instant AT = Instant.parse("2026-11-22T12:00:00Z");

  private Wanted wanted = Wanted.RUNNING;
  private Says says = Says.OK;
  private Witness by = Witness.AGENT;
  private int code;
  private Report.Ending ending = Report.Ending.TOLD_DONE;
  private Optional<Diagnosis> told = Optional.empty();
  private boolean hasCheck = true;
  private boolean changed = true;
  private Verdict verdict = Verdict.PASSED;
  private List<String> checkFiles = List.of();
  private Optional<String> trouble = Optional.empty();
  private final List<String> forbidden = new ArrayList<>();
  private final List<Leftover> leftovers = new ArrayList<>();

  static Attempts attempt() {
    return new Attempts();
  }

  Attempts stopped() {
    wanted = Wanted.STOPPED;
    return this;
  }

  Attempts says(Says value) {
    says = value;
    ending = value == Says.OK ? Report.Ending.TOLD_DONE : Report.Ending.TOLD_FAILED;
    return this;
  }

  Attempts ending(Report.Ending value) {
    ending = value;
    return this;
  }

  Attempts by(Witness value) {
    by = value;
    return this;
  }

  Attempts code(int value) {
    code = value;
    return this;
  }

  Attempts told(DiagnosisKind kind) {
    var evidence = new Diagnosis.Evidence("agent.log:1", AT, "what it said");
    return told(new Diagnosis(kind, Optional.of(AT.plusSeconds(3600)), List.of(evidence)));
  }

  Attempts told(Diagnosis value) {
    told = Optional.of(value);
    return this;
  }

  Attempts withoutCheck() {
    hasCheck = false;
    return this;
  }

  Attempts unchanged() {
    changed = false;
    return this;
  }

  Attempts verdict(Verdict value, String... files) {
    verdict = value;
    checkFiles = List.of(files);
    return this;
  }

  Attempts forbidden(String file) {
    forbidden.add(file);
    return this;
  }

  Attempts trouble(String why) {
    trouble = Optional.of(why);
    return this;
  }

  Attempts leftover(Leftover.Fate fate) {
    leftovers.add(new Leftover(4242, "a server", fate));
    return this;
  }

  Settled settle() {
    var exit =
        by == Witness.AGENT || by == Witness.SIGNAL ? Optional.of(code) : Optional.<Integer>empty();
    var report =
        new Report(
            new Claim(says, Optional.of("words")),
            ending,
            Optional.empty(),
            Optional.empty(),
            Usage.UNKNOWN,
            told,
            List.of());
    var verification =
        new Verification(
            verdict,
            verdict == Verdict.FAILED ? Optional.of(3) : Optional.empty(),
            Duration.ZERO,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            checkFiles,
            Optional.empty(),
            "because of " + verdict);
    var found =
        new Settlement(
                1,
                wanted,
                new Exit(exit, by, Optional.of(AT)),
                report,
                hasCheck,
                changed,
                forbidden,
                List.of(),
                leftovers,
                trouble,
                Optional.empty(),
                verification)
            .find(AT);
    return switch (found) {
      case Finding.Rest(var settled) -> settled;
      case Finding.Trouble it ->
          Playbook.settled(
              1,
              it,
              Pages.playbook(it.diagnosis().kind(), AT).decide(it.diagnosis(), it.because()),
              Supervision.UNATTENDED);
    };
  }
}
