package dev.workcell.runbook;

/// One mistake in a file of the operator.
///
/// @param line where it stands
/// @param mend what to write instead
public record Fault(int line, String why, String mend) {}
