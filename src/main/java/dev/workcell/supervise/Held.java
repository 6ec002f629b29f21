package dev.workcell.supervise;

import dev.workcell.run.CellName;
import dev.workcell.run.Diagnosis;
import dev.workcell.run.Diagnosis.Evidence;
import dev.workcell.run.DiagnosisKind;
import dev.workcell.run.Event.CredentialRefused;
import dev.workcell.run.Event.Settled;
import dev.workcell.run.Next;
import dev.workcell.run.Next.Remedy;
import dev.workcell.run.State;
import dev.workcell.run.Wanted;
import dev.workcell.supervise.Cell.View;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Workcells whose credential the provider refused: they are held until it changes, then one goes
/// first.
final class Held {
  private static final Duration LONGEST = Duration.ofHours(24);
  private static final int MOST_ATTEMPTS = 12;

  private final World world;
  private final Governor governor;

  Held(World world, Governor governor) {
    this.world = world;
    this.governor = governor;
  }

  /// Whether a run is parked and goes on by itself when its credential changes.
  static boolean isHeld(View view) {
    var run = view.run();
    return run.state() instanceof State.Parked
        && view.cell().wanted() == Wanted.RUNNING
        && run.refused().isPresent()
        && run.diagnosis().filter(d -> d.kind() == DiagnosisKind.AUTH_FAILURE).isPresent()
        && run.history().attempts() < MOST_ATTEMPTS;
  }

  /// The same, and not given up for its age.
  boolean is(View view) {
    var since = view.run().since();
    return isHeld(view)
        && !Recover.wantsSupervisor(view)
        && since
            .filter(at -> Duration.between(at, world.time().now()).compareTo(LONGEST) < 0)
            .isPresent();
  }

  /// Looks whether the credential changed; if so, the run waits for its probe.
  View look(Cell cell, View view) throws IOException {
    var refused = view.run().refused().orElseThrow();
    governor.refused(refused, cell.identity().name());
    var now = new Credentials(world).fingerprint(cell);
    if (now.isEmpty() || now.get().equals(refused)) {
      return view;
    }
    var because = "the credential changed since it was refused";
    var due = world.time().now();
    var settled =
        new Settled(
            view.run().attempt(),
            new State.Waiting(Optional.of(due), State.Waiter.SUPERVISOR),
            because,
            view.run().diagnosis(),
            Optional.of(new Next(Remedy.RELAUNCH, Optional.of(due), because)),
            List.of());
    return cell.transition(current ->
        current.run().seq() == view.run().seq() && is(current) ? List.of(settled) : List.of());
  }

  /// Parks a run that is about to begin an attempt with a credential that was refused elsewhere.
  ///
  /// @return whether it did
  boolean now(Cell cell, View view) throws IOException {
    var credential = new Credentials(world).fingerprint(cell);
    if (credential.isEmpty()) {
      return false;
    }
    var name = cell.identity().name();
    var others = governor.holding(credential.get(), name);
    if (others.isEmpty()) {
      return false;
    }
    var because = "its credential was refused in the workcells " + words(others);
    var evidence = new Evidence("credential " + credential.get(), world.time().now(), because);
    var settled =
        new Settled(
            view.run().attempt(),
            new State.Parked(),
            because,
            Optional.of(
                new Diagnosis(DiagnosisKind.AUTH_FAILURE, Optional.empty(), List.of(evidence))),
            Optional.of(new Next(Remedy.ASK_OPERATOR, Optional.empty(), because)),
            List.of("relaunch: two refusals hold all workcells of a credential"));
    cell.transition(current ->
        current.run().seq() == view.run().seq() && current.run().state().betweenAttempts()
            ? List.of(new CredentialRefused(view.run().attempt(), credential.get()), settled)
            : List.of());
    new AtRest(world).finish(cell);
    return true;
  }

  /// How long the next attempt has to wait for others; empty when it may begin.
  Optional<Duration> wait(Cell cell) throws IOException {
    return governor.wait(
        new Credentials(world).fingerprint(cell), cell.identity().name(), world.time().up());
  }

  /// Learns from an attempt that was just settled.
  void learn(Cell cell) throws IOException {
    var run = cell.read().run();
    if (run.refused().isPresent()) {
      governor.refused(run.refused().get(), cell.identity().name());
    } else {
      new Credentials(world).fingerprint(cell).ifPresent(governor::accepted);
    }
  }

  private static String words(Set<CellName> names) {
    return String.join(", ", names.stream().map(CellName::value).toList());
  }
}
