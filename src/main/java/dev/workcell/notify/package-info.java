/// The way out: requests of HTTP. Nothing of it is loaded before something is sent.
@NullMarked
package dev.workcell.notify;

import org.jspecify.annotations.NullMarked;
