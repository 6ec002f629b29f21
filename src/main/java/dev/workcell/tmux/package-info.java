/// Adapter: one tmux server per workcell, the viewer of a run.
@NullMarked
package dev.workcell.tmux;

import org.jspecify.annotations.NullMarked;
