package dev.workcell.playbook;

import dev.workcell.diagnose.Report;
import dev.workcell.run.Diagnosis;
import dev.workcell.run.Diagnosis.Evidence;
import dev.workcell.run.DiagnosisKind;
import dev.workcell.run.Event.Leftover;
import dev.workcell.run.Event.Settled;
import dev.workcell.run.Exit;
import dev.workcell.run.Next;
import dev.workcell.run.Next.Remedy;
import dev.workcell.run.State;
import dev.workcell.run.Verification;
import dev.workcell.run.Wanted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where an ended attempt comes to rest: everything that is known of it, turned into a state.
///
/// @param hasCheck whether the run has a verify.sh
/// @param changed whether the attempt changed the tree
/// @param forbidden what the attempt touched that it may not: git configuration files
/// @param touched what the attempt touched of what the repo's own rules forbid
/// @param trouble why the work tree could not be looked at, if so
/// @param cut why we ended the attempt ourselves, if we did
public record Settlement(
    int attempt,
    Wanted wanted,
    Exit exit,
    Report report,
    boolean hasCheck,
    boolean changed,
    List<String> forbidden,
    List<String> touched,
    List<Leftover> leftovers,
    Optional<String> trouble,
    Optional<Diagnosis> cut,
    Verification verification) {

  private static final int MOST_NAMED = 5;

  public Settlement {
    forbidden = List.copyOf(forbidden);
    touched = List.copyOf(touched);
    leftovers = List.copyOf(leftovers);
  }

  /// The end of the attempt. `at` stamps evidence that has no time of its own.
  public Finding find(Instant at) {
    if (wanted == Wanted.STOPPED) {
      return settled(new State.Stopped(), "the operator stopped it");
    }
    if (!forbidden.isEmpty()) {
      return parked(
          "the attempt changed the configuration of git, so nothing of git was run there",
          forbidden(at, "git configuration", forbidden),
          Remedy.ASK_OPERATOR);
    }
    if (!touched.isEmpty()) {
      return parked(
          "SUPERVISOR.md forbids what was touched: " + named(touched),
          forbidden(at, "forbidden", touched),
          Remedy.ASK_OPERATOR);
    }
    if (trouble.isPresent()) {
      return parked(
          "the work tree could not be looked at: " + trouble.get(),
          diagnosis(DiagnosisKind.DIRTY_REPO, at, "git", trouble.get()),
          Remedy.ASK_OPERATOR);
    }
    var alive = leftovers.stream().filter(l -> l.fate() == Leftover.Fate.ALIVE).findFirst();
    if (alive.isPresent()) {
      return parked(
          "pid %d of the attempt could not be ended".formatted(alive.get().pid()),
          diagnosis(DiagnosisKind.STUCK, at, "processes", alive.get().command()),
          Remedy.ASK_OPERATOR);
    }
    return switch (verification.verdict()) {
      case PASSED -> report.claim().ok() ? passed() : unfinished(at);
      case NONE -> report.claim().ok() && !hasCheck ? unverified() : unfinished(at);
      case CHECK_CHANGED ->
          parked(
              verification.because(),
              forbidden(at, "check", verification.changed()),
              Remedy.ASK_OPERATOR);
      case COULD_NOT_RUN ->
          report.claim().ok()
              ? parked(
                  "the check could not run: " + verification.because(),
                  diagnosis(
                      DiagnosisKind.PARTIAL_COMPLETION, at, "verify.sh", verification.because()),
                  Remedy.ASK_OPERATOR)
              : unfinished(at);
      case FAILED, TIMED_OUT -> unfinished(at);
    };
  }

  private Finding passed() {
    return settled(
        new State.Passed(),
        changed
            ? "the agent says done and verify.sh agrees"
            : "the agent says done and verify.sh agrees: already true at launch, nothing changed");
  }

  private Finding unverified() {
    return settled(new State.Unverified(), "the agent says done; there is no check (--no-verify)");
  }

  private Finding unfinished(Instant at) {
    var found = diagnosis(at);
    return new Finding.Trouble(found, because(found));
  }

  /// What the agent told comes first, then what its end shows, then what the check shows.
  private Diagnosis diagnosis(Instant at) {
    if (report.trouble().isPresent() && report.ending() != Report.Ending.TOLD_DONE) {
      return report.trouble().get();
    }
    if (cut.isPresent()) {
      return cut.get();
    }
    return switch (exit.by()) {
      case SIGNAL ->
          diagnosis(DiagnosisKind.VANISHED, at, "exit", "the wrapper was told to end by a signal");
      case VANISHED ->
          diagnosis(
              DiagnosisKind.VANISHED,
              at,
              "processes",
              "wrapper and agent are gone, no exit record");
      case REBOOTED ->
          diagnosis(DiagnosisKind.REBOOTED, at, "boot", "the machine was started anew");
      case NEVER_STARTED ->
          diagnosis(DiagnosisKind.VANISHED, at, "attempt", "the agent was never started");
      case AGENT ->
          crashed()
              ? diagnosis(
                  DiagnosisKind.CRASHED,
                  at,
                  "exit",
                  "the agent ended with %d and said nothing of its end".formatted(code()))
              : diagnosis(
                  DiagnosisKind.PARTIAL_COMPLETION, at, "verify.sh", verification.because());
    };
  }

  private boolean crashed() {
    return code() > 128 || (code() != 0 && report.ending() == Report.Ending.SILENT);
  }

  private int code() {
    return exit.code().orElse(0);
  }

  private String because(Diagnosis found) {
    return switch (found.kind()) {
      case RATE_LIMIT ->
          found.resetAt().isPresent()
              ? "the provider's limit is reached until " + found.resetAt().get()
              : "the provider's limit is reached, without a stated end";
      case AUTH_FAILURE -> "the provider does not accept the credential";
      case PARTIAL_COMPLETION -> partial();
      case VANISHED ->
          "the attempt vanished (%s)"
              .formatted(found.evidence().isEmpty() ? "" : found.evidence().getFirst().text());
      case REBOOTED -> "the machine was started anew while the agent worked";
      case CRASHED -> "the agent crashed (exit %d)".formatted(code());
      case DISK_FULL -> "the disk is full";
      case OVERLOADED -> "the provider is overloaded";
      case NETWORK -> "the provider could not be reached";
      case BILLING -> "the provider wants a person to look at billing";
      case CONTEXT_FULL -> "the agent's context is full";
      case MODEL_GONE -> "the provider does not know the model";
      case REFUSAL -> "the model refused";
      case DIRTY_REPO, STUCK, ASKING, FORBIDDEN_PATH ->
          found.evidence().isEmpty() ? "" : found.evidence().getFirst().text();
    };
  }

  private String partial() {
    var check =
        switch (verification.verdict()) {
          case PASSED -> "verify.sh passes";
          case FAILED -> "verify.sh fails (exit %d)".formatted(verification.exitCode().orElse(1));
          case TIMED_OUT -> "verify.sh ran out of time";
          case COULD_NOT_RUN -> "verify.sh could not run";
          case CHECK_CHANGED -> "the check was changed";
          case NONE ->
              hasCheck ? "nothing was changed, so nothing was checked" : "there is no check";
        };
    return report.claim().ok()
        ? "the agent says done but " + check
        : "the agent did not say done; " + check;
  }

  private static Diagnosis forbidden(Instant at, String source, List<String> files) {
    var evidence = new ArrayList<Evidence>();
    files.forEach(file -> evidence.add(new Evidence(source, at, file)));
    return new Diagnosis(DiagnosisKind.FORBIDDEN_PATH, Optional.empty(), evidence);
  }

  private static String named(List<String> files) {
    var first = String.join(", ", files.subList(0, Math.min(MOST_NAMED, files.size())));
    var more = files.size() - MOST_NAMED;
    return more > 0 ? "%s and %d more".formatted(first, more) : first;
  }

  private static Diagnosis diagnosis(DiagnosisKind kind, Instant at, String source, String text) {
    return new Diagnosis(kind, Optional.empty(), List.of(new Evidence(source, at, text)));
  }

  private Finding settled(State state, String because) {
    return new Finding.Rest(
        new Settled(attempt, state, because, Optional.empty(), Optional.empty(), List.of()));
  }

  private Finding parked(String because, Diagnosis found, Remedy remedy) {
    return new Finding.Rest(
        new Settled(
            attempt,
            new State.Parked(),
            because,
            Optional.of(found),
            Optional.of(new Next(remedy, Optional.empty(), because)),
            List.of()));
  }
}
