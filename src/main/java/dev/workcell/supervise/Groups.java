package dev.workcell.supervise;

import dev.workcell.run.GroupPlan;
import dev.workcell.runbook.Fault;
import dev.workcell.runbook.Node;
import dev.workcell.supervise.Cells.LongWork;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Port: the plans of groups, one file each.
public interface Groups {
  List<String> names() throws IOException;

  /// The plan of a group. Takes no lock.
  ///
  /// @throws dev.workcell.run.Refusal if it is there and cannot be read
  Optional<GroupPlan> find(String name) throws IOException;

  /// Replaces the plan at once. Only who drives the group does.
  void write(GroupPlan plan) throws IOException;

  /// Removes the plan.
  void forget(String name) throws IOException;

  /// Runs `body` while nobody else launches anything of that group or changes its plan.
  ///
  /// @return empty when somebody else did so for longer than `patience`
  <T> Optional<T> whileDriving(String name, Duration patience, LongWork<T> body)
      throws IOException, InterruptedException;

  /// Reads a file of many workcells.
  ///
  /// @throws dev.workcell.run.Refusal if it is not there, or no YAML
  Written read(Path file) throws IOException;

  /// A file as it is written.
  ///
  /// @param faults what is wrong with it as a whole
  record Written(Node.Mapping root, List<Fault> faults) {
    public Written {
      faults = List.copyOf(faults);
    }
  }
}
