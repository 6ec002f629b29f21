/// Adapter: the git command line, with everything of the repo that executes switched off.
@NullMarked
package dev.workcell.git;

import org.jspecify.annotations.NullMarked;
