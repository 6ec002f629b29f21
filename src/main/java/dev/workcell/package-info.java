/// The composition root.
@NullMarked
package dev.workcell;

import org.jspecify.annotations.NullMarked;
