package dev.workcell.supervise;

import dev.workcell.run.CellName;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Keeps many workcells from starting at once, and from trying a credential again and again that
/// was refused: one probe goes first, and two refusals hold all workcells of that credential. It is
/// only a brake: what it forgets when we die costs one more probe.
public final class Governor {
  private static final Duration BETWEEN_STARTS = Duration.ofMillis(200);
  private static final Duration WHILE_PROBED = Duration.ofSeconds(10);

  /// A probe that lived so long was accepted; agents take up to three minutes to tell a refusal.
  private static final Duration ACCEPTED = Duration.ofMinutes(4);

  private static final int HOLDING = 2;

  private static final Comparator<CellName> NAMES = Comparator.comparing(CellName::value);

  private final Map<String, Set<CellName>> refused = new HashMap<>();
  private final Map<String, Probe> probes = new HashMap<>();
  private Optional<Duration> lastStart = Optional.empty();

  private record Probe(CellName cell, Duration since) {}

  /// The provider refused the credential of a workcell.
  synchronized void refused(String credential, CellName cell) {
    refused.computeIfAbsent(credential, c -> new TreeSet<>(NAMES)).add(cell);
    probes.remove(credential);
  }

  /// An attempt of that credential ended otherwise, so it is accepted.
  synchronized void accepted(String credential) {
    refused.remove(credential);
    probes.remove(credential);
  }

  /// Others whose refusal holds this workcell; empty when nothing does.
  synchronized Set<CellName> holding(String credential, CellName cell) {
    var found = new TreeSet<>(NAMES);
    found.addAll(refused.getOrDefault(credential, Set.of()));
    return found.size() < HOLDING ? Set.of() : found;
  }

  /// Asks to start an attempt now, and starts counting it when the answer is yes.
  ///
  /// @param up time since boot
  /// @return how long to wait before asking again; empty for "start now"
  synchronized Optional<Duration> wait(Optional<String> credential, CellName cell, Duration up) {
    if (lastStart.isPresent()) {
      var next = lastStart.get().plus(BETWEEN_STARTS);
      if (up.compareTo(next) < 0 && up.compareTo(lastStart.get()) >= 0) {
        return Optional.of(next.minus(up));
      }
    }
    if (credential.isPresent() && refused.containsKey(credential.get())) {
      var probe = probes.get(credential.get());
      if (probe != null
          && !probe.cell.equals(cell)
          && up.minus(probe.since).compareTo(ACCEPTED) < 0) {
        return Optional.of(WHILE_PROBED);
      }
      probes.put(credential.get(), new Probe(cell, up));
    }
    lastStart = Optional.of(up);
    return Optional.empty();
  }
}
