package dev.workcell.supervise;

import java.util.Map;
import java.util.Optional;

/// What a launch for a group has from its plan and not from who launches, which may be a supervisor
/// hours later.
///
/// @param environment the frozen environment; it may hold secrets
/// @param parent the marker of the attempt whose agent ordered the group
record Member(
    String group, Map<String, String> environment, Optional<String> parent, String because) {
  Member {
    environment = Map.copyOf(environment);
  }

  /// Without the values of the environment.
  @Override
  public String toString() {
    return "Member[%s]".formatted(group);
  }
}
