package dev.workcell.diagnose;

import dev.workcell.run.DiagnosisKind;
import dev.workcell.run.Motion;
import dev.workcell.runbook.Patience;
import dev.workcell.runbook.Reading;
import dev.workcell.runbook.Reading.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A live attempt that is looked at each 5 seconds; the test says what it does between two looks.
public final class Looks {
  public static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Duration BOOTED = Duration.ofHours(3);
  private static final Duration STEP = Duration.ofSeconds(5);

  private final Patience patience;
  private Duration passed = Duration.ZERO;
  private Duration set = Duration.ZERO;
  private long bytes = 4000;
  private Duration cpu = Duration.ofSeconds(9);
  private Duration load = Duration.ZERO;
  private int tools;
  private Motion motion = Motion.RUNNING;
  private int edits;
  private boolean git = true;
  private Told told = Told.NOTHING;
  private int line;
  private Silence silence;

  public Looks(Patience patience) {
    this.patience = patience;
    silence = Silence.from(pulse(Optional.empty()));
  }

  public Looks(Duration silence, Duration ownRetries) {
    this(new Patience(silence, ownRetries));
  }

  /// Writes one line about something else than trouble.
  public Looks writes() {
    return tells(new Told(true, List.of()));
  }

  public Looks writesHalfALine() {
    bytes += 100;
    return this;
  }

  public Looks tells(Told more) {
    bytes += 200;
    told = told.and(more);
    return this;
  }

  public Looks retries(DiagnosisKind about) {
    return reading(Kind.RETRYING, Optional.of(about), Optional.empty());
  }

  public Looks reads(Kind kind, Optional<Instant> resetAt) {
    return reading(kind, Optional.empty(), resetAt);
  }

  private Looks reading(Kind kind, Optional<DiagnosisKind> about, Optional<Instant> resetAt) {
    line++;
    var text = "attempt " + line;
    var reading = new Reading(kind, about, "agent.log", line, text, Optional.empty(), resetAt);
    return tells(new Told(false, List.of(reading)));
  }

  public Looks computes(Duration time) {
    cpu = cpu.plus(time);
    return this;
  }

  /// From now on it computes so much in each second.
  public Looks loads(Duration perSecond) {
    load = perSecond;
    return this;
  }

  public Looks tools(int number) {
    tools = number;
    return this;
  }

  public Looks is(Motion motion) {
    this.motion = motion;
    return this;
  }

  public Looks edits() {
    edits++;
    return this;
  }

  public Looks gitFails() {
    git = false;
    return this;
  }

  public Looks gitWorks() {
    git = true;
    return this;
  }

  /// Time passes while it is looked at.
  public Looks passes(Duration time) {
    for (var left = time; left.isPositive(); left = left.minus(STEP)) {
      gap(left.compareTo(STEP) < 0 ? left : STEP);
    }
    return this;
  }

  /// Somebody sets the clock on the wall.
  public Looks setsTheClock(Duration by) {
    set = set.plus(by);
    return this;
  }

  /// Time passes in which nobody looks, then one look.
  public Looks gap(Duration time) {
    passed = passed.plus(time);
    cpu = cpu.plus(load.multipliedBy(time.toSeconds()));
    var asked = git && silence.asksForTree(patience);
    silence = silence.after(pulse(asked ? Optional.of("tree " + edits) : Optional.empty()));
    told = Told.NOTHING;
    return this;
  }

  private Pulse pulse(Optional<String> tree) {
    return new Pulse(BOOTED.plus(passed), now(), bytes, cpu, tools, motion, tree, told);
  }

  public Instant now() {
    return NOON.plus(passed).plus(set);
  }

  public Health health() {
    return Watchdog.of(silence, patience, now());
  }
}
