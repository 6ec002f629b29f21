package dev.workcell.supervise;

import dev.workcell.playbook.Playbook.Decision;
import dev.workcell.run.Event.OutputRead;
import dev.workcell.run.JournalLine;
import dev.workcell.run.Next;
import dev.workcell.run.Next.Remedy;
import dev.workcell.runbook.Limits;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Holds the next remedy of a run to the limits of its repo's rules: no further attempt is begun
/// beyond them.
final class Spending {
  private final World world;

  Spending(World world) {
    this.world = world;
  }

  Decision bounded(Cell cell, Decision decision) throws IOException {
    var limits = cell.rules().map(pinned -> pinned.rules().limits()).orElse(Limits.NONE);
    if (decision.parks() || limits.equals(Limits.NONE)) {
      return decision;
    }
    var view = cell.read();
    var lines = cell.journal(view.cell().run());
    var next = decision.next();
    var over =
        over(limits, lines, view.run().history().attempts(), next.at().orElse(world.time().now()));
    if (over.isEmpty()) {
      return decision;
    }
    var rejected = new ArrayList<>(decision.rejected());
    rejected.add(
        "%s: SUPERVISOR.md allows %s"
            .formatted(dev.workcell.run.Words.of(next.remedy()), over.get()));
    return new Decision(
        new Next(Remedy.PARK, Optional.empty(), next.because()), rejected, decision.wrongPage());
  }

  /// Which limit the next attempt would break, in words.
  private static Optional<String> over(
      Limits limits, List<JournalLine> lines, int attempts, Instant due) {
    if (limits.attempts().filter(most -> attempts >= most).isPresent()) {
      return Optional.of("%d attempts".formatted(attempts));
    }
    var began = lines.isEmpty() ? due : lines.getFirst().at();
    var most = limits.hours();
    if (most.isPresent() && Duration.between(began, due).compareTo(most.get()) >= 0) {
      return Optional.of("%d hours".formatted(most.get().toHours()));
    }
    long tokens = 0;
    var cost = BigDecimal.ZERO;
    for (var line : lines) {
      if (line.event() instanceof OutputRead read) {
        tokens += read.usage().tokens().orElse(0L);
        cost = cost.add(read.usage().costUsd().map(BigDecimal::valueOf).orElse(BigDecimal.ZERO));
      }
    }
    long spent = tokens;
    var paid = cost;
    if (limits.tokens().filter(allowed -> spent >= allowed).isPresent()) {
      return Optional.of("%,d tokens; %,d are spent".formatted(limits.tokens().get(), spent));
    }
    if (limits.costUsd().filter(allowed -> paid.compareTo(allowed) >= 0).isPresent()) {
      return Optional.of("%s USD; %s are spent".formatted(limits.costUsd().get(), paid));
    }
    return Optional.empty();
  }
}
