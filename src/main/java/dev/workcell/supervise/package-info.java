/// The verbs (launch, settle, tick, resume, take) and the ports they need.
@NullMarked
package dev.workcell.supervise;

import org.jspecify.annotations.NullMarked;
