package dev.workcell.diagnose;

import dev.workcell.run.Motion;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// One look at a live attempt.
///
/// @param up since boot, suspend included
/// @param bytes what it has written so far, agent.log and `err` together
/// @param cpu what its processes have computed so far; it falls when one of them ends
/// @param tools processes that it started while it worked
/// @param tree the git tree of its work tree; looked up when {@link Silence#asksForTree} says so,
///   and beside the looks: a gap between two looks begins silence anew
/// @param told what it told since the look before
public record Pulse(
    Duration up,
    Instant at,
    long bytes,
    Duration cpu,
    int tools,
    Motion motion,
    Optional<String> tree,
    Told told) {}
