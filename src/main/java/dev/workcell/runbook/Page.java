package dev.workcell.runbook;

import java.util.function.Supplier;

/// A literate page: front matter that the program executes and a body for people and agents.
///
/// @param source where it was read from, for messages
/// @param later keys of the front matter that are read when they are first needed; may refuse then
public record Page(String source, Node.Mapping front, Supplier<Node.Mapping> later, String body) {}
