package dev.workcell.diagnose;

import dev.workcell.diagnose.Health.Busy;
import dev.workcell.diagnose.Health.Quiet;
import dev.workcell.diagnose.Health.RetryingByItself;
import dev.workcell.diagnose.Health.Stuck;
import dev.workcell.run.Diagnosis;
import dev.workcell.run.Diagnosis.Evidence;
import dev.workcell.run.DiagnosisKind;
import dev.workcell.run.Motion;
import dev.workcell.run.Words;
import dev.workcell.runbook.Patience;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Says how a live attempt is doing. Silence is not death, so it is slow to call one stuck: only
/// after the limit of its recipe, and with the work tree seen at rest.
public final class Watchdog {
  private static final Duration STILL_BUSY = Duration.ofMinutes(1);

  /// A stated reset that is further ahead is a mistake, not a limit.
  private static final Duration LONGEST_RESET = Duration.ofDays(8);

  private Watchdog() {}

  /// @param now wall time, for reset times
  public static Health of(Silence silence, Patience patience, Instant now) {
    if (silence.last().motion() == Motion.STOPPED) {
      return new Quiet(Duration.ZERO, "its processes are stopped by a signal; that is no silence");
    }
    var limit = silence.limit(patience);
    var reset =
        silence.resetAt().filter(at -> Duration.between(now, at).compareTo(LONGEST_RESET) <= 0);
    var waited = silence.lasted();
    if (reset.isPresent()) {
      var since = Duration.between(reset.get(), now);
      if (since.isNegative()) {
        return waiting(silence, reset);
      }
      waited = waited.compareTo(since) < 0 ? waited : since;
    }
    if (waited.compareTo(limit) < 0) {
      return silence.retrying() ? waiting(silence, reset) : still(silence, limit);
    }
    var looked = silence.sawFilesAtRest(patience);
    if (!looked && waited.compareTo(limit.multipliedBy(2)) < 0) {
      var because =
          "%s; the work tree is looked at before it is called stuck".formatted(nothing(silence));
      return silence.retrying() ? waiting(silence, reset) : new Quiet(silence.lasted(), because);
    }
    return stuck(silence, reset);
  }

  private static Health waiting(Silence silence, Optional<Instant> reset) {
    var what = silence.troubles().getLast().reading().text();
    var because =
        "it %s%s%s"
            .formatted(
                silence.retrying() ? "tries again by itself" : "waits by itself",
                silence.told().map(kind -> " after " + Words.of(kind)).orElse(""),
                what.isEmpty() ? "" : ": " + what);
    return new RetryingByItself(because, silence.since().at(), reset);
  }

  private static Health still(Silence silence, Duration limit) {
    var lasted = silence.lasted();
    var busy = limit.dividedBy(4);
    if (lasted.compareTo(busy.compareTo(STILL_BUSY) < 0 ? busy : STILL_BUSY) < 0) {
      return new Busy(moved(silence.moved()));
    }
    if (silence.last().tools() > 0) {
      return new Busy(
          "%d of the processes that it started run; %s"
              .formatted(silence.last().tools(), nothing(silence)));
    }
    return new Quiet(
        lasted, "%s; up to %s is usual".formatted(nothing(silence), Lengths.of(limit)));
  }

  private static Stuck stuck(Silence silence, Optional<Instant> reset) {
    var kind = silence.told().orElse(DiagnosisKind.STUCK);
    var because =
        silence.retrying()
            ? "it has tried again by itself for %s and told nothing else"
                .formatted(Lengths.of(silence.lasted()))
            : nothing(silence);
    return new Stuck(new Diagnosis(kind, reset, evidence(silence)), because);
  }

  private static List<Evidence> evidence(Silence silence) {
    var found = new ArrayList<Evidence>();
    for (var heard : silence.troubles()) {
      var reading = heard.reading();
      var source = reading.source() + ":" + reading.line();
      var told = reading.text().isEmpty() ? Words.of(reading.kind()) : reading.text();
      var evidence = new Evidence(source, heard.at(), told);
      if (!found.contains(evidence)) {
        found.add(evidence);
      }
    }
    var last = silence.last();
    var lasted = Lengths.of(silence.lasted());
    var output = silence.retrying() ? "nothing but retries for %s" : "no byte for %s";
    found.add(new Evidence("agent.log", last.at(), output.formatted(lasted)));
    found.add(new Evidence("processes", last.at(), computing(silence, lasted)));
    if (last.tools() > 0) {
      found.add(
          new Evidence(
              "processes",
              last.at(),
              "but %d that it started while it worked run".formatted(last.tools())));
    }
    found.add(files(silence));
    return found;
  }

  private static String computing(Silence silence, String lasted) {
    if (silence.last().motion() == Motion.NONE) {
      return "none was seen";
    }
    return "%d ms of CPU in %s".formatted(silence.cpu().toMillis(), lasted);
  }

  private static Evidence files(Silence silence) {
    return silence
        .tree()
        .map(seen -> new Evidence("git", seen.last().at(), unchanged(seen)))
        .orElseGet(() ->
            new Evidence("git", silence.last().at(), "but the work tree could not be looked at"));
  }

  private static String unchanged(Silence.Seen seen) {
    var lasted = seen.last().up().minus(seen.first().up());
    return lasted.isZero()
        ? "but the work tree was looked at only once"
        : "the work tree has not changed for " + Lengths.of(lasted);
  }

  private static String nothing(Silence silence) {
    return "no output and no CPU for " + Lengths.of(silence.lasted());
  }

  private static String moved(Silence.Moved moved) {
    return switch (moved) {
      case FIRST_LOOK -> "this is the first look at it";
      case OUTPUT -> "it writes";
      case CPU -> "it computes";
      case CHILDREN -> "it starts and ends processes";
      case FILES -> "files in the work tree change";
      case HALTED -> "it was stopped by a signal until now";
      case GAP -> "nobody looked at it until now";
    };
  }
}
