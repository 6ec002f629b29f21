package dev.workcell.runbook;

import dev.workcell.run.CellName;
import dev.workcell.run.Permissions;
import java.util.List;
import java.util.Optional;

/// One workcell as a file of many describes it, with what it shares with the others.
///
/// @param line where it begins
/// @param repo as it is written, relative to the file; so are `brief` and `verify`
/// @param agent empty for what the rules of the repo say, or the demo agent
/// @param verify empty for what the rules of the repo say
/// @param unchecked `no-verify`
public record CellEntry(
    CellName name,
    int line,
    Written repo,
    Optional<Written> brief,
    String objective,
    List<String> constraints,
    List<String> done,
    Optional<Written> agent,
    List<String> command,
    Optional<Written> verify,
    boolean unchecked,
    Tree worktree,
    boolean allowDirty,
    boolean mayCommit,
    boolean checkMayChange,
    Permissions permissions,
    List<String> environment,
    List<CellName> after) {

  public CellEntry {
    constraints = List.copyOf(constraints);
    done = List.copyOf(done);
    command = List.copyOf(command);
    environment = List.copyOf(environment);
    after = List.copyOf(after);
  }

  /// A text and the line it stands on.
  public record Written(String text, int line) {}

  /// Whether it works in a git work tree of its own.
  public enum Tree {
    /// When another of the same repo may be at work at the same time.
    AUTO,
    TRUE,
    FALSE
  }
}
