package dev.workcell.runbook;

import dev.workcell.run.NoticeKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Somebody who is told, as the operator set it up.
///
/// @param name unless said otherwise that of its adapter
/// @param values parameters that are no secrets
/// @param secrets where the secrets are
/// @param gather how long after a notice others are waited for, to be told in one message
/// @param firstPause the pause after a try that failed; each further one is twice as long
/// @param giveUp a notice that is not accepted after that is dead
/// @param timeout for one try
public record Receiver(
    String name,
    String adapter,
    Set<NoticeKind> events,
    Map<String, List<String>> values,
    Map<String, SecretPlace> secrets,
    Duration gather,
    Duration firstPause,
    Duration longestPause,
    Duration giveUp,
    Duration timeout) {
  public Receiver {
    events = Set.copyOf(events);
    values = Map.copyOf(values);
    secrets = Map.copyOf(secrets);
  }

  /// With other events.
  public Receiver only(Set<NoticeKind> these) {
    return new Receiver(
        name, adapter, these, values, secrets, gather, firstPause, longestPause, giveUp, timeout);
  }

  /// With at most that time for one try.
  public Receiver within(Duration longest) {
    return timeout.compareTo(longest) <= 0
        ? this
        : new Receiver(
            name,
            adapter,
            events,
            values,
            secrets,
            gather,
            firstPause,
            longestPause,
            giveUp,
            longest);
  }

  /// Where a secret is; never what it is.
  public sealed interface SecretPlace {
    /// In a variable of our environment.
    record Variable(String name) implements SecretPlace {}

    /// In a file that only we can read.
    record PrivateFile(String path) implements SecretPlace {}
  }
}
