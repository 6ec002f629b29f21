package dev.workcell.supervise;

import dev.workcell.diagnose.Signs;
import dev.workcell.diagnose.Standing;
import dev.workcell.diagnose.Standing.By;
import dev.workcell.diagnose.Standing.Composer;
import dev.workcell.diagnose.Standing.Glance;
import dev.workcell.run.Diagnosis;
import dev.workcell.run.Diagnosis.Evidence;
import dev.workcell.run.DiagnosisKind;
import dev.workcell.run.Event;
import dev.workcell.run.Event.AgentAsks;
import dev.workcell.run.Event.AgentSeen;
import dev.workcell.run.Event.AgentWaits;
import dev.workcell.run.Event.AttemptCut;
import dev.workcell.run.Event.Noticed;
import dev.workcell.run.Event.TurnEnded;
import dev.workcell.run.Say;
import dev.workcell.run.State;
import dev.workcell.run.Wanted;
import dev.workcell.supervise.Cell.View;
import dev.workcell.supervise.Terminals.Shown;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Attends to a live interactive agent: reads how it stands, notes it in the journal, and answers
/// the dialogs for which its page names safe keys. Everything else that it asks is for a person.
/// One of these is for one workcell.
final class Attend {
  /// What only a screen tells must last that long.
  private static final Duration AT_REST = Duration.ofSeconds(8);

  /// A person who types may think for that long.
  private static final Duration LEFT_TYPED = Duration.ofSeconds(60);

  /// Enough for the last events; a turn may have thousands.
  private static final long HOOK_BYTES = 1 << 20;

  private static final int LONGEST_WORDS = 4000;

  private final World world;
  private final Screens screens;
  private @Nullable Signs signs;

  Attend(World world) {
    this.world = world;
    this.screens = new Screens(world);
  }

  /// Whether there is an interactive agent to attend to.
  static boolean is(View view) {
    return Attempts.interactive(view)
        && view.run().state().mayHaveAgent()
        && view.run().wrapper().isPresent()
        && view.run().exit().isEmpty()
        && view.run().cut().isEmpty()
        && view.run().turn().isEmpty()
        && view.cell().wanted() == Wanted.RUNNING;
  }

  /// Looks once, and brings the journal up to that.
  View at(Cell cell, View view, Acting acting) throws IOException, InterruptedException {
    var pending =
        view.run().says().stream().anyMatch(s -> s.isUnderWay() || s.step() == Say.Step.QUEUED);
    if (pending && acting == Acting.YES) {
      cell.texts().whileTyping(Duration.ZERO, () -> new Typing(world, cell).carryOn());
      var after = cell.read();
      return is(after) ? seen(cell, after, acting) : after;
    }
    return seen(cell, view, acting);
  }

  /// Whether more than notes are taken: keys are pressed, texts are typed.
  enum Acting {
    YES,
    NO
  }

  private View seen(Cell cell, View view, Acting acting) throws IOException {
    var standing = standing(cell, view);
    if (standing.by() != By.HOOK && standing.by() != By.NOTHING && !rested(cell, view, AT_REST)) {
      return settlesOnRest(standing) ? view : noted(cell, view, standing, acting);
    }
    return noted(cell, view, standing, acting);
  }

  /// How it stands now. A screen that nobody shows is opened for the next look.
  Standing standing(Cell cell, View view) throws IOException {
    var shown = screens.shown(cell);
    if (shown.isEmpty()) {
      screens.ensure(cell, view);
    }
    var glance =
        new Glance(hooks(cell, view), shown.map(Shown::title), shown.map(Shown::text), false);
    return Standing.of(signs(cell), glance, world.time().now());
  }

  private Signs signs(Cell cell) {
    var known = signs;
    if (known == null) {
      var recipe = world.recipes().find(cell.identity().recipe());
      known = new Signs(recipe, ReadOutput.zone(cell.environment()));
      signs = known;
    }
    return known;
  }

  private List<String> hooks(Cell cell, View view) throws IOException {
    var file = hooksFile(cell, view);
    var from = Math.max(0, world.outputs().size(file) - HOOK_BYTES);
    var events = new ArrayList<String>();
    world
        .outputs()
        .lines(
            file,
            from,
            (number, line) -> {
              if (line.startsWith("{")) {
                events.add(line);
              }
            });
    return events;
  }

  static Path hooksFile(Cell cell, View view) {
    return cell.attemptDirectory(view.cell().run(), view.run().attempt()).resolve("hooks");
  }

  /// Whether the screen has been still for that long.
  private boolean rested(Cell cell, View view, Duration long_) throws IOException {
    var log = cell.runDirectory(view.cell().run()).resolve("agent.log");
    return world
        .outputs()
        .changed(log)
        .filter(at -> Duration.between(at, world.time().now()).compareTo(long_) < 0)
        .isEmpty();
  }

  private static boolean settlesOnRest(Standing standing) {
    return standing instanceof Standing.Idle || standing instanceof Standing.Troubled;
  }

  private View noted(Cell cell, View view, Standing standing, Acting acting) throws IOException {
    var run = view.run();
    if (standing instanceof Standing.Asking asking
        && !asking.keys().isEmpty()
        && acting == Acting.YES) {
      return answered(cell, view, asking);
    }
    var news = news(cell, view, standing);
    return news.isEmpty()
        ? view
        : cell.transition(
            now -> now.run().seq() == run.seq() && is(now) ? List.of(news.get()) : List.of());
  }

  private Optional<Event> news(Cell cell, View view, Standing standing) throws IOException {
    var attempt = view.run().attempt();
    var state = view.run().state();
    if (standing instanceof Standing.Working) {
      return state instanceof State.Working
          ? Optional.empty()
          : Optional.of(new AgentSeen(attempt));
    }
    if (standing instanceof Standing.Asking asking) {
      return asks(view, asking.question());
    }
    if (standing instanceof Standing.WaitsByItself waits) {
      var same = new State.Waiting(waits.until(), State.Waiter.AGENT);
      return state.equals(same)
          ? Optional.empty()
          : Optional.of(
              new AgentWaits(attempt, "it goes on by itself: " + waits.text(), waits.until()));
    }
    if (standing instanceof Standing.Troubled troubled) {
      return Optional.of(new AttemptCut(attempt, diagnosis(troubled)));
    }
    if (standing instanceof Standing.Typed typed) {
      var left = view.run().says().stream().noneMatch(Say::isUnderWay);
      return left && rested(cell, view, LEFT_TYPED)
          ? asks(view, "text stands in its composer that was not sent: " + typed.text())
          : Optional.empty();
    }
    if (standing instanceof Standing.Idle idle) {
      return idle(cell, view, idle);
    }
    return Optional.empty();
  }

  /// The end of a turn is the end of the attempt, which the check then judges; unless the operator
  /// has more to say, or there is no check and so the next word is the operator's.
  private Optional<Event> idle(Cell cell, View view, Standing.Idle idle) throws IOException {
    if (idle.composer() != Composer.EMPTY && !rested(cell, view, AT_REST)) {
      return Optional.empty();
    }
    if (view.run().says().stream().anyMatch(Say::isOwed)
        || view.run().says().stream().anyMatch(Say::isUnderWay)) {
      return Optional.empty();
    }
    var said = idle.said();
    if (cell.identity().check().isEmpty()) {
      return asks(view, said.isBlank() ? "its turn ended; what comes next?" : said);
    }
    var words = said.length() <= LONGEST_WORDS ? said : said.substring(0, LONGEST_WORDS);
    return Optional.of(new TurnEnded(view.run().attempt(), words));
  }

  private static Optional<Event> asks(View view, String question) {
    var short_ =
        question.length() <= LONGEST_WORDS ? question : question.substring(0, LONGEST_WORDS);
    return view.run().state().equals(new State.Asking(short_))
        ? Optional.empty()
        : Optional.of(new AgentAsks(view.run().attempt(), short_));
  }

  private Diagnosis diagnosis(Standing.Troubled troubled) {
    var source = troubled.by() == By.HOOK ? "hooks" : "screen";
    return new Diagnosis(
        troubled.kind().orElse(DiagnosisKind.PARTIAL_COMPLETION),
        troubled.resetAt(),
        List.of(new Evidence(source, world.time().now(), troubled.text())));
  }

  /// Each dialog once in an attempt; if it is still there then, it is for a person.
  private View answered(Cell cell, View view, Standing.Asking asking) throws IOException {
    var note =
        "answered with %s, as the page of the agent says: %s"
            .formatted(String.join(" ", asking.keys()), asking.question());
    if (view.run().notices().contains(note)) {
      var news =
          rested(cell, view, AT_REST) ? asks(view, asking.question()) : Optional.<Event>empty();
      return news.isEmpty()
          ? view
          : cell.transition(now ->
              now.run().seq() == view.run().seq() && is(now) ? List.of(news.get()) : List.of());
    }
    var seq = view.run().seq();
    var after =
        cell.transition(now ->
            now.run().seq() == seq && is(now)
                ? List.of(new Noticed(now.run().attempt(), note))
                : List.of());
    if (after.run().seq() == seq + 1) {
      new Keyboard(world).press(cell, after, asking.keys());
    }
    return after;
  }
}
