/// The supervisor as a program that stays: threads and timers around `supervise.Tick`.
@NullMarked
package dev.workcell.daemon;

import org.jspecify.annotations.NullMarked;
