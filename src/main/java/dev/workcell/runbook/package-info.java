/// Front-matter pages turned into recipes and, later, playbook pages and adapters. Pure.
@NullMarked
package dev.workcell.runbook;

import org.jspecify.annotations.NullMarked;
