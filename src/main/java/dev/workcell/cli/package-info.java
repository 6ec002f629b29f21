/// The face: one file per verb.
@NullMarked
package dev.workcell.cli;

import org.jspecify.annotations.NullMarked;
