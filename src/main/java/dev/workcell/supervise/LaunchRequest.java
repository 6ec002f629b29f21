package dev.workcell.supervise;

import dev.workcell.run.Brief;
import dev.workcell.run.CellName;
import dev.workcell.run.Event.Settings.Mode;
import dev.workcell.run.Permissions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What the operator asks for.
///
/// @param verify `--verify CMD|FILE`; empty for `--no-verify`
/// @param command the words after `--`
/// @param told who is told; empty for what the configuration says
public record LaunchRequest(
    CellName name,
    Path repo,
    String recipe,
    Brief brief,
    Optional<String> verify,
    boolean worktree,
    boolean allowDirty,
    boolean mayCommit,
    boolean checkMayChange,
    Permissions permissions,
    Mode mode,
    List<String> environment,
    List<String> command,
    Optional<List<String>> told) {
  public LaunchRequest {
    environment = List.copyOf(environment);
    command = List.copyOf(command);
  }
}
