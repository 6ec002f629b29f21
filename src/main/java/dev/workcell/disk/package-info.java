/// Adapter: the files of the public contract, the lock, the journals.
@NullMarked
package dev.workcell.disk;

import org.jspecify.annotations.NullMarked;
