package dev.workcell.run;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a workcell is, written once at its first launch (`cell.json`).
///
/// @param id 8 hex digits; names the tmux socket and the salvage refs
/// @param repo the work tree that the operator named
/// @param worktree an own tree that was made for this workcell, if so
/// @param command the command line of recipe `command`; empty for the others
/// @param buildId the program copy that open runs are settled with
/// @param parent the marker of the attempt that launched it, when an agent did
/// @param pins repo files that the check names, with their SHA-256, by path in the work tree
/// @param check SHA-256 of verify.sh; empty with `--no-verify`
/// @param gitConfigs hashes of the git configuration files of the repo, by absolute path
/// @param rules SHA-256 of the rules of the repo that were trusted at launch; empty when it has
///   none
/// @param group the group whose `up` ordered it, if one did
/// @param told who is told about it, as `NAME[:EVENT,…]`; empty when the configuration says it, an
///   empty list for nobody
public record CellIdentity(
    CellName name,
    String id,
    Instant createdAt,
    Path repo,
    Optional<Path> worktree,
    Path gitDir,
    String recipe,
    List<String> command,
    Permissions permissions,
    boolean mayCommit,
    boolean checkMayChange,
    String buildId,
    Optional<String> parent,
    Optional<String> check,
    Map<String, String> pins,
    Map<String, String> gitConfigs,
    Optional<String> rules,
    Optional<String> group,
    Optional<List<String>> told) {

  public CellIdentity {
    command = List.copyOf(command);
    pins = Map.copyOf(pins);
    gitConfigs = Map.copyOf(gitConfigs);
    told = told.map(List::copyOf);
  }

  /// Where the agent works.
  public Path workTree() {
    return worktree.orElse(repo);
  }
}
