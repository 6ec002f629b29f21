/// Values, states and transitions of a run. Pure: knows no time, file, process or library.
@NullMarked
package dev.workcell.run;

import org.jspecify.annotations.NullMarked;
