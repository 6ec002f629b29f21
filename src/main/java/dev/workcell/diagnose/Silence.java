package dev.workcell.diagnose;

import dev.workcell.run.DiagnosisKind;
import dev.workcell.run.Motion;
import dev.workcell.runbook.Patience;
import dev.workcell.runbook.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Since when nothing has come of a live attempt: no log byte, no CPU in its tree, no child, no
/// file change. While the agent tells that it retries, its own telling and computing count for
/// nothing either; another word, a new child or a file change does.
///
/// @param last the latest look
/// @param since the look at which something moved for the last time
/// @param moved what moved then
/// @param window where the measuring of CPU begins
/// @param troubles what it told last, if that was trouble
/// @param tree the work tree, if it was looked at since then
public record Silence(
    Pulse last, Pulse since, Moved moved, Pulse window, List<Heard> troubles, Optional<Seen> tree) {

  /// Two looks that are further apart tell nothing of what was between them: the machine slept, or
  /// we were stopped.
  public static final Duration LONGEST_GAP = Duration.ofSeconds(30);

  /// CPU is measured over at least this, since one that only waits wakes up now and then.
  private static final Duration WINDOW = Duration.ofSeconds(30);

  /// CPU below this part of the time, in percent, is what waiting takes. Left without an answer,
  /// Codex takes 0.7 to 1 and Claude Code 0.1 to 1.2.
  private static final int WAITING_PERCENT = 3;

  /// A tool may be silent for this many times the limit.
  private static final int TOOL_FACTOR = 6;

  public Silence {
    troubles = List.copyOf(troubles);
  }

  /// What moved last.
  public enum Moved {
    FIRST_LOOK,
    OUTPUT,
    CPU,
    CHILDREN,
    FILES,
    /// It was stopped by a signal, and silence of the stopped means nothing.
    HALTED,
    /// Nobody looked for a while, or somebody set the clock: what the agent waits for by the clock
    /// may have come just now.
    GAP
  }

  /// A word of trouble and when it was heard.
  public record Heard(Reading reading, Instant at) {}

  /// A work tree that did not change between two moments.
  public record Seen(String tree, Pulse first, Pulse last) {}

  /// Begins with the first look.
  public static Silence from(Pulse first) {
    return begun(first, Moved.FIRST_LOOK, heard(List.of(), first));
  }

  /// What the next look adds.
  public Silence after(Pulse next) {
    var troubles = heard(this.troubles, next);
    var moved = moved(next, troubles);
    if (moved.isPresent()) {
      return begun(next, moved.get(), troubles);
    }
    var seen = tree;
    if (next.tree().isPresent()) {
      var first = tree.map(Seen::first).orElse(next);
      seen = Optional.of(new Seen(next.tree().get(), first, next));
    }
    var measured = apart(window, next).compareTo(WINDOW) >= 0;
    return new Silence(next, since, this.moved, measured ? next : window, troubles, seen);
  }

  /// How long nothing has come of it.
  public Duration lasted() {
    return apart(since, last);
  }

  /// How long that may last.
  public Duration limit(Patience patience) {
    if (retrying(troubles)) {
      return patience.ownRetries();
    }
    var tools = last.tools() > 0 ? TOOL_FACTOR : 1;
    return patience.silence().multipliedBy(tools);
  }

  /// Whether the next look needs the work tree: when half of the limit is over, and at its end.
  public boolean asksForTree(Patience patience) {
    var lasted = lasted();
    var limit = limit(patience);
    return lasted.compareTo(limit.dividedBy(2)) >= 0
        && (tree.isEmpty() || (lasted.compareTo(limit) >= 0 && !sawFilesAtRest(patience)));
  }

  /// Whether the work tree was seen twice, the second time after the limit, and was the same.
  boolean sawFilesAtRest(Patience patience) {
    return tree.isPresent()
        && tree.get().last().up().compareTo(tree.get().first().up()) > 0
        && apart(since, tree.get().last()).compareTo(limit(patience)) >= 0;
  }

  /// Whether the last that it told is that it tries again.
  boolean retrying() {
    return retrying(troubles);
  }

  /// The trouble that it told last, if it said nothing else after it.
  Optional<DiagnosisKind> told() {
    return troubles.stream()
        .flatMap(heard -> heard.reading.trouble().stream())
        .reduce((first, second) -> second);
  }

  /// When the trouble that it told ends, as far as it said so.
  Optional<Instant> resetAt() {
    return troubles.stream()
        .flatMap(heard -> heard.reading.resetAt().stream())
        .reduce((first, second) -> second);
  }

  /// CPU time since then.
  Duration cpu() {
    return last.cpu().minus(since.cpu());
  }

  private static Silence begun(Pulse at, Moved moved, List<Heard> troubles) {
    var seen = at.tree().map(tree -> new Seen(tree, at, at));
    return new Silence(at, at, moved, at, troubles, seen);
  }

  private Optional<Moved> moved(Pulse next, List<Heard> troubles) {
    var gap = apart(last, next);
    var set = Duration.between(last.at(), next.at()).minus(gap).abs();
    if (gap.isNegative() || gap.compareTo(LONGEST_GAP) > 0 || set.compareTo(LONGEST_GAP) > 0) {
      return Optional.of(Moved.GAP);
    }
    if (next.motion() == Motion.STOPPED) {
      return Optional.of(Moved.HALTED);
    }
    if (next.told().movedOn()) {
      return Optional.of(Moved.OUTPUT);
    }
    if (tree.isPresent() && next.tree().isPresent() && !next.tree().get().equals(tree.get().tree)) {
      return Optional.of(Moved.FILES);
    }
    if (next.tools() > last.tools()) {
      return Optional.of(Moved.CHILDREN);
    }
    return retrying(this.troubles) && retrying(troubles) ? Optional.empty() : movedAtAll(next);
  }

  private Optional<Moved> movedAtAll(Pulse next) {
    if (next.bytes() != last.bytes()) {
      return Optional.of(Moved.OUTPUT);
    }
    // CPU time falls when a child ends that nobody waited for
    if (next.tools() != last.tools() || next.cpu().compareTo(last.cpu()) < 0) {
      return Optional.of(Moved.CHILDREN);
    }
    var measured = apart(window, next);
    var time = measured.compareTo(WINDOW) < 0 ? WINDOW : measured;
    var waiting = time.multipliedBy(WAITING_PERCENT).dividedBy(100);
    var used = next.cpu().minus(window.cpu());
    return used.compareTo(waiting) < 0 ? Optional.empty() : Optional.of(Moved.CPU);
  }

  private static List<Heard> heard(List<Heard> before, Pulse next) {
    var heard = new ArrayList<Heard>(next.told().movedOn() ? List.of() : before);
    for (var reading : next.told().troubles()) {
      heard.add(new Heard(reading, next.at()));
    }
    return heard.subList(Math.max(0, heard.size() - Told.MOST), heard.size());
  }

  /// One line may be read in several ways; any of its readings may say that it tries again.
  private static boolean retrying(List<Heard> troubles) {
    return !troubles.isEmpty()
        && troubles.stream()
            .anyMatch(heard ->
                heard.reading.kind() == Reading.Kind.RETRYING
                    && heard.reading.line() == troubles.getLast().reading.line());
  }

  private static Duration apart(Pulse first, Pulse second) {
    return second.up().minus(first.up());
  }
}
