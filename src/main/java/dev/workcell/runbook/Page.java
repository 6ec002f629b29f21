package dev.workcell.runbook;

/// A literate page: front matter that the program executes and a body for people and agents.
///
/// @param source where it was read from, for messages
public record Page(String source, Node.Mapping front, String body) {}
