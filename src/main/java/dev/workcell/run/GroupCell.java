package dev.workcell.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One workcell of a group as it will be launched, whatever becomes of the file it was read from.
///
/// @param verify the text of a script (it begins with `#!`), or a command line for sh in the work
///   tree; empty for no check
/// @param named the variables that were asked for by name
/// @param environment the frozen environment with values; it may hold secrets
/// @param after begins when all of these are done
/// @param progress what became of it so far
public record GroupCell(
    CellName name,
    Path repo,
    String recipe,
    List<String> command,
    Brief brief,
    Optional<String> verify,
    boolean worktree,
    boolean allowDirty,
    boolean mayCommit,
    boolean checkMayChange,
    Permissions permissions,
    List<String> named,
    Map<String, String> environment,
    List<CellName> after,
    Progress progress) {

  public GroupCell {
    command = List.copyOf(command);
    named = List.copyOf(named);
    environment = Map.copyOf(environment);
    after = List.copyOf(after);
  }

  /// The same with another progress.
  public GroupCell with(Progress now) {
    return new GroupCell(
        name,
        repo,
        recipe,
        command,
        brief,
        verify,
        worktree,
        allowDirty,
        mayCommit,
        checkMayChange,
        permissions,
        named,
        environment,
        after,
        now);
  }

  /// Without the values of the environment.
  @Override
  public String toString() {
    return "GroupCell[%s in %s, %s]".formatted(name, repo, progress);
  }

  /// How far a workcell of a group has come, as far as its own directory cannot say.
  ///
  /// @param launched the id of the workcell that was made for it
  /// @param refused why its last launch was refused
  /// @param removedAs the state in which the operator removed it
  public record Progress(
      Optional<String> launched, Optional<Refused> refused, Optional<String> removedAs) {
    /// Not launched yet.
    public static final Progress NONE =
        new Progress(Optional.empty(), Optional.empty(), Optional.empty());

    /// After its launch.
    public static Progress launched(String id) {
      return new Progress(Optional.of(id), Optional.empty(), Optional.empty());
    }

    /// After a launch that was refused.
    public static Progress refused(String why, String mend) {
      return new Progress(Optional.empty(), Optional.of(new Refused(why, mend)), Optional.empty());
    }

    /// After the operator removed it.
    public Progress removed(State state) {
      return new Progress(launched, Optional.empty(), Optional.of(state.word()));
    }
  }

  /// A launch that was refused.
  public record Refused(String why, String mend) {}
}
