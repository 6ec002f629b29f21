/// Adapter: processes, clocks and facts of this machine; the only starter of processes.
///
/// Linux reads `/proc` and starts nothing to look. The macOS half asks `ps`, `sysctl` and `ioreg`;
/// it is tested on outputs written by hand and **was never run on a Mac**.
@NullMarked
package dev.workcell.host;

import org.jspecify.annotations.NullMarked;
