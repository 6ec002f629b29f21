package dev.workcell.run;

import java.time.Duration;
import java.time.Instant;

/// One line of a journal.
///
/// @param seq the line number, from 1
/// @param at wall time, UTC
/// @param up time since boot, suspend included
public record JournalLine(int seq, Instant at, Duration up, Event event) {}
