package dev.workcell.diagnose;

import dev.workcell.run.Claim;
import dev.workcell.run.Diagnosis;
import dev.workcell.run.Diagnosis.Evidence;
import dev.workcell.run.Exit;
import dev.workcell.run.Usage;
import dev.workcell.runbook.Reading;
import dev.workcell.runbook.Reading.Kind;
import dev.workcell.runbook.Recipe;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What an agent's whole output adds up to.
public record Report(
    Claim claim,
    Ending ending,
    Optional<String> sessionId,
    Optional<String> version,
    Usage usage,
    Optional<Diagnosis> trouble,
    List<String> denied) {

  private static final int MOST_EVIDENCE = 6;

  /// How the agent's own account ends.
  public enum Ending {
    TOLD_DONE,
    TOLD_FAILED,
    /// It has no account, or broke off.
    SILENT
  }

  public Report {
    denied = List.copyOf(denied);
  }

  /// Claim ok = exit 0 AND the agent's own report says ok AND the result is not empty. An agent
  /// without a report of its own (recipe `claim: exit`) claims by its exit code alone.
  public static Report of(Recipe recipe, List<Reading> readings, Exit exit, Instant at) {
    return new Report(
        claim(recipe, readings, exit),
        ending(readings),
        last(readings, Kind.SESSION).flatMap(Reading::take),
        last(readings, Kind.VERSION).flatMap(Reading::take),
        Spent.of(readings),
        trouble(readings, at),
        readings.stream()
            .filter(r -> r.kind() == Kind.DENIED)
            .map(Reading::text)
            .distinct()
            .toList());
  }

  private static Ending ending(List<Reading> readings) {
    var end = lastWord(readings);
    if (end.isEmpty()) {
      return Ending.SILENT;
    }
    return end.get().kind() == Kind.DONE ? Ending.TOLD_DONE : Ending.TOLD_FAILED;
  }

  private static Optional<Reading> lastWord(List<Reading> readings) {
    return readings.stream()
        .filter(r -> r.kind() == Kind.DONE || r.kind() == Kind.FAILED)
        .reduce((first, second) -> second);
  }

  private static Claim claim(Recipe recipe, List<Reading> readings, Exit exit) {
    var end = lastWord(readings);
    var words =
        end.map(Reading::text)
            .filter(t -> !t.isBlank())
            .or(() -> lastMessage(readings))
            .filter(t -> !t.isBlank());
    return new Claim(says(recipe, end, words, exit), words);
  }

  /// The last thing that it said; pieces on lines that follow one another are put together.
  private static Optional<String> lastMessage(List<Reading> readings) {
    var whole = new ArrayDeque<Reading>();
    for (var reading : readings.reversed()) {
      var piece = reading.kind() == Kind.MESSAGE_PART;
      if (!whole.isEmpty() && !(piece && reading.line() == whole.getFirst().line() - 1)) {
        break;
      }
      if (piece || reading.kind() == Kind.MESSAGE) {
        whole.addFirst(reading);
      }
      if (reading.kind() == Kind.MESSAGE) {
        break;
      }
    }
    return whole.isEmpty()
        ? Optional.empty()
        : Optional.of(whole.stream().map(Reading::text).collect(Collectors.joining()).strip());
  }

  private static Claim.Says says(
      Recipe recipe, Optional<Reading> end, Optional<String> words, Exit exit) {
    if (exit.code().isEmpty()) {
      return Claim.Says.UNKNOWN;
    }
    if (!exit.clean()) {
      return Claim.Says.NOT_OK;
    }
    if (recipe.claimsByExit()) {
      return end.filter(r -> r.kind() == Kind.FAILED).isPresent()
          ? Claim.Says.NOT_OK
          : Claim.Says.OK;
    }
    var done = end.filter(r -> r.kind() == Kind.DONE).isPresent();
    return done && words.isPresent() ? Claim.Says.OK : Claim.Says.NOT_OK;
  }

  /// The last trouble that the agent told counts, unless it said after it that it is done; all that
  /// was told is kept as evidence.
  private static Optional<Diagnosis> trouble(List<Reading> readings, Instant at) {
    var told = new ArrayList<Reading>();
    for (var reading : readings) {
      if (reading.kind() == Kind.DONE) {
        told.clear();
      } else if (reading.kind().trouble().isPresent()) {
        told.add(reading);
      }
    }
    if (told.isEmpty()) {
      return Optional.empty();
    }
    var kind = told.getLast().kind().trouble();
    var same = told.stream().filter(r -> r.kind().trouble().equals(kind)).toList();
    var reset = same.stream().flatMap(r -> r.resetAt().stream()).findFirst();
    var all =
        told.stream()
            .map(r -> new Evidence(r.source() + ":" + r.line(), at, r.text()))
            .distinct() // one line may be read by several signs
            .toList();
    var evidence = all.subList(Math.max(0, all.size() - MOST_EVIDENCE), all.size());
    return kind.map(k -> new Diagnosis(k, reset, evidence));
  }

  private static Optional<Reading> last(List<Reading> readings, Kind kind) {
    return readings.stream().filter(r -> r.kind() == kind).reduce((first, second) -> second);
  }
}
