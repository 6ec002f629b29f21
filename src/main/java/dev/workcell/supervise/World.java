package dev.workcell.supervise;

import java.nio.file.Path;

/// Everything outside that a verb may need, put together in one place.
///
/// @param program the program we are, as a directory with `workcell` in it
public record World(
    Host host,
    Commands commands,
    Repos repos,
    Cells cells,
    Terminals terminals,
    Outputs outputs,
    Recipes recipes,
    Corpus corpus,
    Time time,
    Checkpoints checkpoints,
    Program program,
    Playbooks playbooks,
    Supervisors supervisors,
    StartupFiles startupFiles,
    RuleBook ruleBook,
    Skills skills,
    Post post) {

  /// The program that we are.
  ///
  /// @param buildId names its content
  public record Program(Path directory, String buildId, String version) {}
}
