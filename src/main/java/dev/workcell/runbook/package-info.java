/// Front-matter pages turned into recipes, playbook pages and, later, adapters. Pure.
@NullMarked
package dev.workcell.runbook;

import org.jspecify.annotations.NullMarked;
