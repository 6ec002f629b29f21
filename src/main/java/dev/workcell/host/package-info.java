/// Adapter: processes, clocks and facts of this machine; the only starter of processes.
@NullMarked
package dev.workcell.host;

import org.jspecify.annotations.NullMarked;
