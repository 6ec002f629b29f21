package dev.workcell.run;

import java.util.Optional;

/// A work tree at one moment.
///
/// @param head the commit that is checked out
/// @param branch empty when HEAD is detached
/// @param tree hash of tracked and untracked files together, without the ignored ones
/// @param dirty whether `tree` differs from the tree of `head`
public record TreeFacts(String head, Optional<String> branch, String tree, boolean dirty) {}
