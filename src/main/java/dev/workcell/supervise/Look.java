package dev.workcell.supervise;

import dev.workcell.playbook.Finding.Trouble;
import dev.workcell.playbook.Playbook;
import dev.workcell.run.CellName;
import dev.workcell.run.Diagnosis;
import dev.workcell.run.DiagnosisKind;
import dev.workcell.run.Event;
import dev.workcell.run.Event.AgentSeen;
import dev.workcell.run.Event.AttemptStarted;
import dev.workcell.run.Event.AttemptVoided;
import dev.workcell.run.Event.Settled;
import dev.workcell.run.Marker;
import dev.workcell.run.State;
import dev.workcell.run.Supervision;
import dev.workcell.run.Wanted;
import dev.workcell.supervise.Cell.View;
import dev.workcell.supervise.Commands.Command;
import dev.workcell.supervise.Host.Presence;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One look at a workcell: the journals are brought up to what the world shows. Whoever looks also
/// sees to it that an ended attempt is settled, by starting the settle that died or never began.
public final class Look {
  /// A settle that was started needs a moment until it has claimed.
  private static final Duration UNTIL_CLAIMED = Duration.ofSeconds(10);

  /// A wrapper takes its attempt in its first act.
  private static final Duration UNTIL_TAKEN = Duration.ofSeconds(20);

  /// Who settles an attempt that is over and that nobody settles.
  enum Settling {
    /// A program of its own that we start.
    STARTED,
    /// Who asked for the look.
    LEFT
  }

  private final World world;
  private final Settling settling;
  private final Map<String, Duration> started = new HashMap<>();

  public Look(World world) {
    this(world, Settling.STARTED);
  }

  Look(World world, Settling settling) {
    this.world = world;
    this.settling = settling;
  }

  public View at(CellName name) throws IOException {
    return at(world.cells().open(name));
  }

  public View at(Cell cell) throws IOException {
    try {
      return look(cell);
    } catch (NoSuchFileException e) {
      // deleted under our eyes; a second look finds it lost
      return look(cell);
    }
  }

  private View look(Cell cell) throws IOException {
    var view = cell.read();
    if (view.run().state().settled()) {
      new AtRest(world).see(cell, view.cell().run());
      return view;
    }
    if (LostRun.missing(cell, view)) {
      view = new LostRun(world).restored(cell, view);
    }
    var run = view.cell().run();
    if (run == 0) {
      return view;
    }
    var record = view.run();
    if (record.state().betweenAttempts()) {
      return waiting(cell, view);
    }
    var witness = cell.witness(run, record.attempt());
    if (!witness.taken()) {
      view = notTaken(cell, view, run);
      if (view.run().state().settled() || view.run().state().betweenAttempts()) {
        new AtRest(world).see(cell, run);
      }
      return view;
    }
    carryOutEnd(cell, view, run);
    view = cell.transition(now -> seen(now, record.attempt(), witness, grown(cell, now, run)));
    if (Attempts.interactive(view) && witness.exit().isEmpty() && Attend.is(view)) {
      view = attended(cell, view);
    }
    if (settling == Settling.STARTED && overAndAlone(cell, view, run, witness)) {
      startSettle(cell, run, record.attempt());
    }
    return view;
  }

  /// A verb leaves what is to be done to the supervisor, if there is one.
  private View attended(Cell cell, View view) throws IOException {
    var acts = settling == Settling.LEFT || !supervised();
    try {
      var after = new Attend(world).at(cell, view, acts ? Attend.Acting.YES : Attend.Acting.NO);
      carryOutEnd(cell, after, after.cell().run());
      return after;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new java.io.InterruptedIOException("interrupted while an agent was attended to");
    }
  }

  private boolean supervised() throws IOException {
    return world.supervisors().present() == Supervision.ATTENDED;
  }

  /// No agent lives, and the supervisor goes on when it is time; unless the operator stopped it.
  private View waiting(Cell cell, View view) throws IOException {
    var attempt = view.run().attempt();
    if (view.cell().wanted() == Wanted.RUNNING || busy(view)) {
      return view;
    }
    return cell.transition(now ->
        now.run().attempt() != attempt || !now.run().state().betweenAttempts() || busy(now)
            ? List.of()
            : List.of(stopped(attempt)));
  }

  /// Whether another is at it; a claim of our own that is still there is work that we gave up.
  private boolean busy(View view) {
    return view.run()
        .worker()
        .filter(w -> !w.by().equals(world.host().self()))
        .filter(w -> world.host().presence(w.by()) != Presence.GONE)
        .isPresent();
  }

  /// An end that is in the journal is carried on, whoever died meanwhile: a stop, the end of an
  /// interactive agent whose turn is over.
  private void carryOutEnd(Cell cell, View view, int run) throws IOException {
    var over =
        settling == Settling.STARTED
            && Attempts.interactive(view)
            && (view.run().turn().isPresent() || view.run().cut().isPresent());
    if (view.cell().wanted() == Wanted.STOPPED || over) {
      var marker = Start.marker(world, cell.identity(), run, view.run().attempt());
      for (var member : world.host().tree(marker)) {
        world.host().signal(member.identity(), Host.Signal.TERM);
      }
    }
  }

  private static boolean grown(Cell cell, View now, int run) {
    try {
      return cell.logSize(run) > now.run().prepared().map(p -> p.logStart()).orElse(0L);
    } catch (IOException e) {
      return false;
    }
  }

  private static List<Event> seen(View now, int attempt, Cell.Witness witness, boolean grown) {
    var record = now.run();
    var events = new ArrayList<Event>();
    if (record.attempt() != attempt || !record.state().mayHaveAgent()) {
      return events;
    }
    if (record.wrapper().isEmpty() && witness.start().isPresent()) {
      events.add(new AttemptStarted(attempt, witness.start().get()));
    }
    var begun = record.wrapper().isPresent() || witness.start().isPresent();
    var silent =
        record.state() instanceof State.Prepared || record.state() instanceof State.Starting;
    if (begun && grown && (silent || !events.isEmpty())) {
      events.add(new AgentSeen(attempt));
    }
    return events;
  }

  /// The launcher lives: it is about to start the wrapper, unless that takes too long. It died, and
  /// no wrapper is there: we take the attempt's place, and when we win, nothing will ever be
  /// started under that number.
  private View notTaken(Cell cell, View view, int run) throws IOException {
    var attempt = view.run().attempt();
    var launcher = view.run().prepared().map(p -> p.launcher());
    var lives = launcher.isPresent() && world.host().presence(launcher.get()) != Presence.GONE;
    var marker = Start.marker(world, cell.identity(), run, attempt).value();
    if ((lives && !overdue(view))
        || !world.host().tree(new Marker(Start.WRAPPER, marker)).isEmpty()) {
      return view;
    }
    if (!cell.voidAttempt(run, attempt)) {
      return cell.read();
    }
    var why =
        lives
            ? "the wrapper died, or never began, before it had taken the attempt"
            : "the launch died before the agent was started";
    var settled = unstarted(cell, attempt, why);
    return cell.transition(now -> {
      if (now.run().attempt() != attempt || now.run().state().settled()) {
        return List.of();
      }
      var rest = now.cell().wanted() == Wanted.STOPPED ? stopped(attempt) : settled;
      return List.of(new AttemptVoided(attempt, why), rest);
    });
  }

  /// What comes of an attempt that never began; its remedies are numbered like any other's. Whoever
  /// waits for the end must not be told that nobody goes on, while somebody does.
  private Settled unstarted(Cell cell, int attempt, String why) throws IOException {
    var evidence =
        new Diagnosis.Evidence(
            "attempts/%d/taken".formatted(attempt),
            world.time().now(),
            "no wrapper had taken the attempt");
    var diagnosis = new Diagnosis(DiagnosisKind.VANISHED, Optional.empty(), List.of(evidence));
    var trouble = new Trouble(diagnosis, why);
    var attended =
        settling == Settling.LEFT || world.supervisors().present() == Supervision.ATTENDED;
    return Playbook.settled(
        attempt,
        trouble,
        new NextRemedy(world).of(cell, trouble),
        attended ? Supervision.ATTENDED : Supervision.UNATTENDED);
  }

  private static Settled stopped(int attempt) {
    return new Settled(
        attempt,
        new State.Stopped(),
        "the operator stopped it",
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  /// A supervisor, or a launch that waits, outlives a wrapper that never began, so its life alone
  /// says nothing for long. Whoever is only slow finds the attempt taken and starts nothing.
  private boolean overdue(View view) {
    var now = world.time().now();
    var waited = Duration.between(view.run().since().orElse(now), now);
    return waited.isNegative() || waited.compareTo(UNTIL_TAKEN) > 0;
  }

  /// Over, and nobody is at it: no wrapper that will start the settle, no settle that lives.
  boolean overAndAlone(Cell cell, View view, int run, Cell.Witness witness) throws IOException {
    var record = view.run();
    if (record.state().settled()) {
      return false;
    }
    if (busy(view)) {
      return false;
    }
    var wrapper = record.wrapper().or(witness::start);
    if (wrapper.isPresent() && world.host().presence(wrapper.get()) != Presence.GONE) {
      return false;
    }
    return witness.exit().isPresent() || new Deaths(world).gone(cell, run, record, wrapper);
  }

  private void startSettle(Cell cell, int run, int attempt) throws IOException {
    var marker = Start.marker(world, cell.identity(), run, attempt).value();
    var now = world.time().up();
    var before = started.get(marker);
    if (before != null && now.minus(before).compareTo(UNTIL_CLAIMED) < 0) {
      return;
    }
    started.put(marker, now);
    var program = world.cells().program(cell.identity().buildId()).resolve("workcell");
    try {
      world
          .commands()
          .detach(
              Command.of(
                  List.of(program.toString(), "settle", marker),
                  cell.directory(),
                  cell.environment()),
              cell.attemptDirectory(run, attempt).resolve("settle.log"));
    } catch (IOException e) {
      started.remove(
          marker); // no room on the disk; what is known is shown, and the next look tries
    }
  }
}
