package dev.workcell.run;

import java.util.List;

/// A git ref that saves the work tree as it was.
///
/// @param complete false when something is listed instead of stored; that forbids any cleanup
/// @param omitted what is not in it: nested repos, changed submodules, files over the size limit
public record Salvage(String ref, String commit, boolean complete, List<String> omitted) {
  public Salvage {
    omitted = List.copyOf(omitted);
  }
}
