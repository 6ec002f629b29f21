package dev.workcell.sim;

import dev.workcell.run.CellName;
import dev.workcell.run.Diagnosis;
import dev.workcell.run.DiagnosisKind;
import dev.workcell.run.Event.AttemptCut;
import dev.workcell.run.Event.AttemptPrepared;
import dev.workcell.run.Event.AttemptVoided;
import dev.workcell.run.Event.Leftover;
import dev.workcell.run.Event.RunBegun;
import dev.workcell.run.Event.Settled;
import dev.workcell.run.Event.TreeRecorded;
import dev.workcell.run.Event.Verified;
import dev.workcell.run.Event.WantedSet;
import dev.workcell.run.Event.WorkClaimed;
import dev.workcell.run.JournalLine;
import dev.workcell.run.Marker;
import dev.workcell.run.RunRecord;
import dev.workcell.run.State;
import dev.workcell.run.Wanted;
import dev.workcell.run.Words;
import dev.workcell.supervise.Cell.View;
import dev.workcell.supervise.Host.Signal;
import dev.workcell.supervise.Tick.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What is promised, held against what really happens in the scripted world. Each break is thrown
/// at once, with the journal of the run.
final class Promises implements Papers.Witnesses {
  private static final Duration TO_CATCH_UP = Duration.ofMinutes(75);
  private static final Duration LOOKS = Duration.ofSeconds(10);
  private static final Duration TO_CUT = Duration.ofHours(4);

  final Counts attempts = new Counts();
  final Counts ends = new Counts();
  final Counts decisions = new Counts();
  final Counts kills = new Counts();
  final Counts refusals = new Counts();
  private final Stage stage;
  private final Map<CellName, Agent> lastBorn = new TreeMap<>();
  private final Map<CellName, Duration> stopped = new HashMap<>();
  private final Map<CellName, Duration> looked = new HashMap<>();
  private final Map<CellName, Duration> idle = new HashMap<>();
  private final Map<Agent, Duration> hanging = new HashMap<>();
  private final Map<String, Judged> judged = new HashMap<>();

  /// What the check really said of which tree.
  private record Judged(int code, String files) {}

  Promises(Stage stage) {
    this.stage = stage;
  }

  // ---- the journal

  @Override
  public void appended(Papers papers, int run, JournalLine line, View after) {
    var name = papers.identity.name();
    idle.remove(name);
    switch (line.event()) {
      case Settled settled -> settled(papers, run, settled, after);
      case AttemptPrepared prepared -> {
        hold(after.cell().wanted() == Wanted.RUNNING, papers, "a stopped workcell goes on");
        new Budgets(stage, papers, run).hold();
        foreign(papers, prepared);
        attempts.add("prepared");
      }
      case WorkClaimed _ -> stage.claimed(name);
      case TreeRecorded _ -> looked.put(name, stage.machine.loom.now());
      case Verified _ -> looked.put(name, stage.machine.loom.now());
      case AttemptVoided _ -> attempts.add("voided");
      case AttemptCut it ->
          hold(!it.diagnosis().evidence().isEmpty(), papers, "a cut without evidence");
      case WantedSet set -> {
        if (set.wanted() == Wanted.STOPPED) {
          stopped.put(name, stage.machine.loom.now());
        }
      }
      case RunBegun _ -> {
        stopped.remove(name);
        looked.put(name, stage.machine.loom.now());
      }
      default -> {}
    }
  }

  private void settled(Papers papers, int run, Settled it, View after) {
    var record = after.run();
    var lines = papers.runs.get(run).lines;
    hold(
        RunRecord.of(lines).equals(record), papers, "replay comes to something else than the line");
    var word = it.state().word();
    var what = it.diagnosis().map(d -> Words.of(d.kind())).orElse("no trouble");
    var next = it.next().map(n -> Words.of(n.remedy())).orElse("rest");
    switch (it.state()) {
      case State.Passed _ -> passed(papers, run, it.attempt(), record);
      case State.Waiting waiting -> {
        decisions.add(what + ": " + next);
        evidence(papers, it);
        hold(waiting.due().isPresent(), papers, "it waits without a due time");
        new Budgets(stage, papers, run).hold();
      }
      case State.Parked _ -> {
        decisions.add(what + ": parked");
        evidence(papers, it);
      }
      default -> {}
    }
    if (it.state().settled()) {
      nothingLeft(papers, it);
      ends.add(word);
      stage.rested(papers.identity.name(), run);
    }
    hold(
        !(stopped.containsKey(papers.identity.name()) && it.state() instanceof State.Waiting),
        papers,
        "a stopped workcell waits for its next attempt");
  }

  /// Nobody's work is taken for the agent's: what came between two attempts is for a person to say.
  private void foreign(Papers papers, AttemptPrepared prepared) {
    var name = papers.identity.name();
    var at = stage.trees.get(papers.identity.workTree()).foreign;
    var before = looked.get(name);
    if (prepared.attempt() > 1 && at.isPresent() && before != null) {
      var meanwhile =
          at.get().compareTo(before) > 0
              && at.get().plus(LOOKS).compareTo(stage.machine.loom.now()) < 0;
      hold(!meanwhile, papers, "an attempt on top of somebody's work");
    }
  }

  /// What came to rest has no process left, unless it says that one could not be ended.
  private void nothingLeft(Papers papers, Settled it) {
    var stuck =
        (it.state() instanceof State.Parked || it.state() instanceof State.Stopped)
            && (it.diagnosis().filter(d -> d.kind() == DiagnosisKind.STUCK).isPresent()
                || papers.view().run().leftovers().stream()
                    .anyMatch(left -> left.fate() == Leftover.Fate.ALIVE));
    hold(stuck || !somethingLives(papers), papers, "it rests, and a process of it lives");
  }

  private void evidence(Papers papers, Settled it) {
    hold(
        it.diagnosis().map(Diagnosis::evidence).filter(e -> !e.isEmpty()).isPresent(),
        papers,
        "a decision without evidence");
    hold(it.next().isPresent(), papers, "a decision without what comes next");
  }

  private void passed(Papers papers, int run, int attempt, RunRecord record) {
    var agent = lastBorn.get(papers.identity.name());
    hold(
        agent != null
            && agent.name.run() == run
            && agent.name.attempt() == attempt
            && agent.claimed
            && !agent.lives(),
        papers,
        "passed without the claim of an agent that ended well");
    var truth = judged.get(agent.name.value());
    hold(truth != null && truth.code == 0, papers, "passed without a check that said so");
    hold(
        record.verification().filter(v -> v.passed()).flatMap(v -> v.tree()).isPresent(),
        papers,
        "passed without a verdict");
    hold(
        record.verification().orElseThrow().treeAfter().orElseThrow().equals(truth.files),
        papers,
        "passed, and the check judged another tree");
  }

  // ---- the processes

  void born(Agent agent) {
    var name = agent.cell();
    attempts.add("born");
    for (var marker : markersOf(agent.papers)) {
      for (var proc : stage.machine.with(marker)) {
        hold(proc == agent.main, agent.papers, "a second agent beside " + proc.command);
      }
    }
    var before = lastBorn.put(name, agent);
    if (before != null && before.work.isPresent()) {
      hold(
          agent.tree.saved(before.work.get()),
          agent.papers,
          "the work of the attempt before is not saved: " + before.work.get());
    }
    var prepared = agent.papers.runs.get(agent.name.run()).record;
    hold(
        prepared.attempt() == agent.name.attempt(),
        agent.papers,
        "an agent of attempt %d".formatted(agent.name.attempt()));
  }

  private static List<Marker> markersOf(Papers papers) {
    var markers = new ArrayList<Marker>();
    papers.runs.forEach((run, it) ->
        it.attempts
            .keySet()
            .forEach(attempt ->
                markers.add(
                    new Marker(
                        Marker.AGENT,
                        "%s/%s/%04d/%d"
                            .formatted(Home.ID, papers.identity.name(), run, attempt)))));
    return markers;
  }

  void signalled(Agent agent, Signal signal) {
    var wanted = agent.papers.view().cell().wanted() == Wanted.STOPPED;
    if (!agent.lives()) {
      kills.add("leftovers");
      return;
    }
    kills.add(agent.hopeless ? "hung" : wanted ? "stopped" : "false");
    var cut = agent.papers.view().run().cut().isPresent();
    hold(
        wanted || (agent.hopeless && cut),
        agent.papers,
        "%s to an agent of which something comes".formatted(signal));
  }

  void wrapperSignalled(Agent agent) {
    hold(false, agent.papers, "a wrapper was signalled");
  }

  void hangs(Agent agent) {
    hanging.put(agent, stage.machine.loom.now());
  }

  void edited(Agent agent) {}

  boolean agentLives(CellName name) {
    var agent = lastBorn.get(name);
    return agent != null && agent.lives();
  }

  void checking(ScriptedCommands.Named name, Proc check) {
    var others = stage.machine.with(new Marker(Marker.CHECK, name.value()));
    if (others.size() > 1) {
      hold(false, stage.home.cells.get(name.cell()), "two checks at once");
    }
    hold(
        !agentLives(name.cell()), stage.home.cells.get(name.cell()), "a check beside a live agent");
  }

  void judged(ScriptedCommands.Named name, ScriptedRepos.Tree tree, int code) {
    judged.put(name.value(), new Judged(code, tree.files));
  }

  // ---- passes and rounds

  void passed(Standing standing) {
    if (standing instanceof Standing.Waiting waiting) {
      hold(
          waiting.view().run().state() instanceof State.Waiting
              || waiting.view().run().state() instanceof State.Recovering,
          stage.home.cells.get(waiting.view().identity().name()),
          "it waits in " + waiting.view().run().state().word());
    }
  }

  void refused(String program, Exception why) {
    var words = why.getMessage();
    refusals.add(program + ": " + (words.length() > 60 ? words.substring(0, 60) : words));
  }

  /// What must be true now and then: nothing lies about that nobody takes up.
  void round() {
    var now = stage.machine.loom.now();
    var steady = stage.daemons.alive() ? stage.daemons.since() : now;
    for (var papers : stage.home.cells.values()) {
      var name = papers.identity.name();
      if (restful(papers)) {
        idle.remove(name);
      } else {
        var since = later(idle.computeIfAbsent(name, n -> now), later(steady, stage.roomSince()));
        hold(
            now.minus(since).compareTo(TO_CATCH_UP) < 0,
            papers,
            "nothing lives, nothing is due, nobody cares");
      }
      var stop = stopped.get(name);
      if (stop != null && agentLives(name)) {
        hold(
            now.minus(later(stop, steady)).compareTo(TO_CATCH_UP) < 0,
            papers,
            "stopped, and its agent lives");
      }
    }
    hanging.keySet().removeIf(agent -> !agent.lives());
    hanging.forEach((agent, since) ->
        hold(
            now.minus(later(since, steady)).compareTo(TO_CUT) < 0,
            agent.papers,
            "it hangs and is not ended"));
  }

  /// Settled, or something lives, or it waits for a time to come.
  private boolean restful(Papers papers) {
    var state = papers.view().run().state();
    var due =
        state instanceof State.Waiting waiting
            && waiting.due().filter(at -> at.isAfter(stage.machine.wall())).isPresent();
    return state.settled() || due || somethingLives(papers);
  }

  /// Also what its agent left and what cannot be ended: it is found when it ends.
  private boolean somethingLives(Papers papers) {
    var view = papers.view();
    var marker =
        "%s/%s/%04d/%d"
            .formatted(Home.ID, papers.identity.name(), view.cell().run(), view.run().attempt());
    return !stage.machine.with(new Marker(Marker.AGENT, marker)).isEmpty();
  }

  private static Duration later(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private void hold(boolean kept, Papers papers, String broken) {
    if (!kept) {
      var agent = lastBorn.get(papers.identity.name());
      throw new AssertionError(
          "%s%n%s%nat %s, %s; %s"
              .formatted(
                  broken,
                  story(papers),
                  stage.machine.wall(),
                  agent,
                  stage.daemons.about(papers.identity.name())));
    }
  }

  static String story(Papers papers) {
    var text = new StringBuilder("workcell " + papers.identity.name());
    papers.lines.forEach(line -> text.append("\n  ").append(line));
    papers.run().lines.forEach(line -> text.append("\n    ").append(line));
    return text.toString();
  }
}
