package dev.workcell.runbook;

import java.util.List;
import java.util.Optional;

/// Where an agent's credential is, as far as it can be told from outside.
///
/// @param environment names of variables that may hold it
/// @param files paths that may hold it, with `$NAME` and `${NAME:-OTHER}`
/// @param login the command by which a person logs in
public record Credential(List<String> environment, List<String> files, Optional<String> login) {
  public Credential {
    environment = List.copyOf(environment);
    files = List.copyOf(files);
  }
}
