package dev.workcell.supervise;

import dev.workcell.diagnose.Report;
import dev.workcell.playbook.Finding;
import dev.workcell.playbook.Playbook;
import dev.workcell.playbook.Settlement;
import dev.workcell.run.AttemptId;
import dev.workcell.run.CellName;
import dev.workcell.run.Diagnosis;
import dev.workcell.run.DiagnosisKind;
import dev.workcell.run.Event;
import dev.workcell.run.Event.AttemptEnded;
import dev.workcell.run.Event.AttemptStarted;
import dev.workcell.run.Event.CredentialRefused;
import dev.workcell.run.Event.Leftover;
import dev.workcell.run.Event.LeftoversFound;
import dev.workcell.run.Event.OutputRead;
import dev.workcell.run.Event.Settled;
import dev.workcell.run.Event.TreeRecorded;
import dev.workcell.run.Event.Verified;
import dev.workcell.run.Event.Work;
import dev.workcell.run.Event.WorkClaimed;
import dev.workcell.run.Exit;
import dev.workcell.run.Marker;
import dev.workcell.run.Refusal;
import dev.workcell.run.Supervision;
import dev.workcell.run.TreeFacts;
import dev.workcell.run.Verification;
import dev.workcell.run.Wanted;
import dev.workcell.supervise.Cell.View;
import dev.workcell.supervise.Host.Presence;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// What follows an attempt: leftovers ended, end tree recorded, output read, verify.sh run, the
/// state decided, the handoff written. Claimed in the journal; whatever it finds is dropped when
/// the claim, the attempt or what the operator wants has changed meanwhile. It may be killed
/// anywhere and done again.
public final class Settle {
  private static final Duration GRACE = Duration.ofSeconds(5);

  /// Less than this is a full disk to an agent.
  private static final long FULL = 16L << 20;

  /// For telling people, when nobody else does.
  private static final Duration ONE_TRY = Duration.ofSeconds(5);

  private static final Duration A_MOMENT = Duration.ofMillis(20);

  /// When many attempts end at once, all are claimed before the second is looked at closely.
  private final Semaphore atOnce = new Semaphore(Runtime.getRuntime().availableProcessors());

  private final World world;
  private final Supervision supervision;
  private final EndTree endTree;

  /// @param supervision whether somebody carries out what comes next
  public Settle(World world, Supervision supervision) {
    this.world = world;
    this.supervision = supervision;
    this.endTree = new EndTree(world.host(), world.time());
  }

  /// What came of it.
  public enum Outcome {
    SETTLED,
    /// Another settles it, or it is settled, or it is about another attempt.
    NOT_OURS,
    /// The attempt is not over, or cannot be looked at.
    NOT_OVER
  }

  /// @param told the exit code as the wrapper saw it
  public Outcome run(CellName name, int run, int attempt, Optional<Integer> told)
      throws IOException, InterruptedException {
    try {
      return settled(world.cells().open(name), run, attempt, told);
    } catch (Refusal e) {
      if (e.kind() == Refusal.Kind.NOT_FOUND) {
        return deleted(name, run, attempt, told);
      }
      throw e;
    }
  }

  private Outcome settled(Cell cell, int run, int attempt, Optional<Integer> told)
      throws IOException, InterruptedException {
    var view = cell.read();
    if (view.cell().run() == run && !view.run().state().settled() && LostRun.missing(cell, view)) {
      view = new LostRun(world).restored(cell, view);
    }
    if (view.cell().run() != run || view.run().attempt() != attempt) {
      return Outcome.NOT_OURS;
    }
    if (view.run().state().settled() || view.run().state().betweenAttempts()) {
      new AtRest(world).see(cell, run);
      return Outcome.NOT_OURS;
    }
    var exit = new Deaths(world).of(cell, view.run(), run, told);
    if (exit.isEmpty()) {
      return Outcome.NOT_OVER;
    }
    var witness = cell.witness(run, attempt);
    view = cell.transition(now -> claim(now, attempt, witness, exit.get()));
    if (!ours(view, attempt)) {
      return Outcome.NOT_OURS;
    }
    world.checkpoints().at("settle.claimed");
    return settle(cell, run, attempt, exit.get()) ? Outcome.SETTLED : Outcome.NOT_OURS;
  }

  /// Somebody deleted the whole workcell while its agent worked, most likely the agent.
  private Outcome deleted(CellName name, int run, int attempt, Optional<Integer> told)
      throws IOException, InterruptedException {
    if (told.isEmpty()) {
      return Outcome.NOT_OURS;
    }
    var id = new AttemptId(world.cells().homeId(), name, run, attempt);
    endTree.of(new Marker(Marker.AGENT, id.marker()), GRACE);
    world
        .cells()
        .noteDeleted(
            name,
            "its files were deleted while its agent worked (run %d); the agent ended with %d at %s"
                .formatted(run, told.get(), world.time().now()));
    new Collect(world).viewers();
    return Outcome.SETTLED;
  }

  private List<Event> claim(View now, int attempt, Cell.Witness witness, Exit exit) {
    var record = now.run();
    if (record.attempt() != attempt
        || record.state().settled()
        || record.state().betweenAttempts()
        || claimedByAnother(now)) {
      return List.of();
    }
    var events = new ArrayList<Event>();
    if (record.wrapper().isEmpty() && witness.start().isPresent()) {
      events.add(new AttemptStarted(attempt, witness.start().get()));
    }
    if (record.exit().isEmpty()) {
      events.add(new AttemptEnded(attempt, exit));
    }
    events.add(new WorkClaimed(attempt, Work.SETTLE, world.host().self()));
    return events;
  }

  private boolean claimedByAnother(View now) {
    return now.run()
        .worker()
        .filter(w -> !w.by().equals(world.host().self()))
        .filter(w -> world.host().presence(w.by()) != Presence.GONE)
        .isPresent();
  }

  private boolean ours(View now, int attempt) {
    return now.run().attempt() == attempt
        && now.run().worker().filter(w -> w.by().equals(world.host().self())).isPresent();
  }

  /// Appends what was found, unless it is no longer wanted from us.
  private View append(Cell cell, int attempt, Wanted wanted, Event... events) throws IOException {
    return cell.transition(
        now -> ours(now, attempt) && now.cell().wanted() == wanted ? List.of(events) : List.of());
  }

  private boolean settle(Cell cell, int run, int attempt, Exit exit)
      throws IOException, InterruptedException {
    var wanted = cell.read().cell().wanted();
    var identity = cell.identity();
    while (!atOnce.tryAcquire()) {
      world.time().pause(A_MOMENT);
    }
    Facts found;
    try {
      found = facts(cell, run, attempt, exit, wanted);
    } finally {
      atOnce.release();
    }
    var leftovers = found.leftovers;
    var forbidden = found.forbidden;
    var trouble = found.trouble;
    var report = found.report;
    var view = cell.read();
    var changed = view.run().end().filter(TreeRecorded::changed).isPresent();
    var facts = view.run().end().map(TreeRecorded::facts);
    var hasCheck = identity.check().isPresent();
    var lost = LostRun.is(view.run());
    var verification =
        Verification.none(
            hasCheck ? "nothing was changed and nothing claimed" : "there is no check");
    if (wanted == Wanted.RUNNING
        && hasCheck
        && !lost
        && found.touched.isEmpty()
        && facts.isPresent()
        && (changed || report.claim().ok())) {
      verification = check(cell, run, attempt, facts.get());
      append(cell, attempt, wanted, new Verified(attempt, verification));
    }
    world.checkpoints().at("settle.verified");
    var decided =
        new Settlement(
            attempt,
            wanted,
            view.run().turn().isPresent() ? asDone(exit) : exit,
            report,
            hasCheck,
            changed,
            forbidden,
            found.touched,
            leftovers,
            trouble,
            view.run().cut(),
            verification);
    var wantedNow = cell.read().cell().wanted();
    if (wantedNow != wanted) {
      return settleAgain(cell, run, attempt, exit);
    }
    cell.freeReserve(run);
    var now = world.time().now();
    var rest =
        lost && wanted == Wanted.RUNNING
            ? LostRun.settled(attempt, now)
            : decided(cell, attempt, decided.find(now));
    var after = append(cell, attempt, wanted, withCredential(cell, rest));
    world.checkpoints().at("settle.settled");
    if (after.run().attempt() != attempt || ours(after, attempt)) {
      return settleAgain(cell, run, attempt, exit);
    }
    new AtRest(world).finish(cell);
    world.checkpoints().at("settle.handoff-written");
    tellNow();
    return true;
  }

  /// One try, when no supervisor lives that would do it.
  private void tellNow() throws IOException, InterruptedException {
    if (world.post().outbox().stamp() == 0) {
      return; // nobody was ever told anything
    }
    if (world.supervisors().now() == Supervision.ATTENDED) {
      world.supervisors().poke();
      return;
    }
    var until = world.time().now().plus(ONE_TRY);
    new Deliver(world, Deliver.Absent.LEFT).within(ONE_TRY).pass(ONE_TRY, until);
  }

  /// An interactive agent does not end by itself when it is done: we ended it.
  private static Exit asDone(Exit exit) {
    return new Exit(Optional.of(0), Exit.Witness.AGENT, exit.at());
  }

  /// What can be seen without running the check.
  private record Facts(
      List<Leftover> leftovers,
      List<String> forbidden,
      List<String> touched,
      Optional<String> trouble,
      Report report) {}

  private Facts facts(Cell cell, int run, int attempt, Exit exit, Wanted wanted)
      throws IOException, InterruptedException {
    var identity = cell.identity();
    var leftovers = endTree.of(Start.marker(world, identity, run, attempt), GRACE);
    if (!leftovers.isEmpty()) {
      append(cell, attempt, wanted, new LeftoversFound(attempt, leftovers));
    }
    world.checkpoints().at("settle.leftovers-ended");
    var there = Files.isDirectory(identity.workTree());
    var forbidden = there ? world.repos().changedConfigs(identity.gitConfigs()) : List.<String>of();
    var trouble =
        forbidden.isEmpty() ? recordTree(cell, run, attempt, wanted) : Optional.<String>empty();
    world.checkpoints().at("settle.tree-recorded");
    var touched = List.<String>of();
    if (there && forbidden.isEmpty() && trouble.isEmpty() && identity.rules().isPresent()) {
      try {
        touched = touched(cell);
      } catch (IOException | Refusal e) {
        trouble = Optional.of("what is forbidden could not be looked at: " + e.getMessage());
      }
    }
    var report = read(cell, run, attempt, exit);
    append(cell, attempt, wanted, output(attempt, report));
    world.checkpoints().at("settle.output-read");
    return new Facts(leftovers, forbidden, touched, trouble, report);
  }

  /// What was touched of what the rules of the repo forbid.
  private List<String> touched(Cell cell) throws IOException {
    var end = cell.read().run().end().map(TreeRecorded::facts);
    var now = end.isPresent() ? end.get() : world.repos().look(cell.identity().workTree());
    return new Touched(world).forbidden(cell, now);
  }

  private Event[] withCredential(Cell cell, Settled settled) throws IOException {
    var refused = settled.diagnosis().filter(d -> d.kind() == DiagnosisKind.AUTH_FAILURE);
    var credential =
        refused.isEmpty() ? Optional.<String>empty() : new Credentials(world).fingerprint(cell);
    return credential.isEmpty()
        ? new Event[] {settled}
        : new Event[] {new CredentialRefused(settled.attempt(), credential.get()), settled};
  }

  private Settled decided(Cell cell, int attempt, Finding finding) throws IOException {
    return switch (finding) {
      case Finding.Rest(var settled) -> settled;
      case Finding.Trouble trouble ->
          Playbook.settled(attempt, trouble, new NextRemedy(world).of(cell, trouble), supervision);
    };
  }

  /// What the operator wants has changed while we worked: the facts stay, the decision is made
  /// anew.
  private boolean settleAgain(Cell cell, int run, int attempt, Exit exit)
      throws IOException, InterruptedException {
    return ours(cell.read(), attempt) && settle(cell, run, attempt, exit);
  }

  private Optional<String> recordTree(Cell cell, int run, int attempt, Wanted wanted)
      throws IOException {
    var identity = cell.identity();
    try {
      var facts = world.repos().look(identity.workTree());
      var before = cell.read().run().baseline().map(b -> b.facts());
      var changed =
          before
              .filter(b -> b.tree().equals(facts.tree()) && b.head().equals(facts.head()))
              .isEmpty();
      var salvage =
          changed
              ? Optional.of(new OwnWork(world).salvage(cell, run, attempt))
              : Optional.<dev.workcell.run.Salvage>empty();
      append(cell, attempt, wanted, new TreeRecorded(attempt, facts, changed, salvage));
      return Optional.empty();
    } catch (IOException | Refusal e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private Report read(Cell cell, int run, int attempt, Exit exit) throws IOException {
    var recipe = world.recipes().find(cell.identity().recipe());
    var view = cell.read();
    if (Attempts.interactive(view)) {
      return withDisk(new ReadHooks(world, cell, recipe).of(view.run(), run, exit));
    }
    var logStart = view.run().prepared().map(p -> p.logStart()).orElse(0L);
    return withDisk(ReadOutput.of(world, cell, run, attempt, logStart, exit, recipe));
  }

  /// On a full disk the agent could not even tell that it is full.
  private Report withDisk(Report report) throws IOException {
    var free = world.host().freeBytes(world.cells().home());
    if (free >= FULL || report.trouble().isPresent()) {
      return report;
    }
    var text = "%s has %,d KiB free".formatted(world.cells().home(), free >> 10);
    var evidence = new Diagnosis.Evidence("disk", world.time().now(), text);
    return new Report(
        report.claim(),
        report.ending(),
        report.sessionId(),
        report.version(),
        report.usage(),
        Optional.of(new Diagnosis(DiagnosisKind.DISK_FULL, Optional.empty(), List.of(evidence))),
        report.denied());
  }

  private static OutputRead output(int attempt, Report report) {
    return new OutputRead(
        attempt,
        report.claim(),
        report.sessionId(),
        report.version(),
        report.usage(),
        report.trouble(),
        report.denied());
  }

  private Verification check(Cell cell, int run, int attempt, TreeFacts facts)
      throws IOException, InterruptedException {
    return world.cells().whileChecking(() -> new RunCheck(world).of(cell, run, attempt, facts));
  }
}
