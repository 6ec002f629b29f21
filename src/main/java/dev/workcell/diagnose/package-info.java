/// Output and evidence turned into readings, a claim and a diagnosis. Pure.
@NullMarked
package dev.workcell.diagnose;

import org.jspecify.annotations.NullMarked;
