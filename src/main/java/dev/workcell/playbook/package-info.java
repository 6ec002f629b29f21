/// A diagnosis turned into a decision. Pure.
@NullMarked
package dev.workcell.playbook;

import org.jspecify.annotations.NullMarked;
