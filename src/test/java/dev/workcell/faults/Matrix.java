package dev.workcell.faults;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The kill matrix: every fault that we promise to survive. docs/faults.md counts how often we did.
final class Matrix {
  private Matrix() {}

  static List<Row> rows() {
    return Stream.of(
            TerminalDies.rows(),
            LaunchDies.rows(),
            AgentDies.rows(),
            WrapperDies.rows(),
            SettleDies.rows(),
            TmuxDies.rows(),
            KeeperDies.rows(),
            OperatorDies.rows(),
            SupervisorDies.rows(),
            SupervisorsMeet.rows(),
            Recovers.rows(),
            DiskFails.rows(),
            TmuxMisbehaves.rows(),
            Races.rows())
        .flatMap(List::stream)
        .toList();
  }

  static Map<String, Row> byId() {
    var rows = new TreeMap<String, Row>();
    rows().forEach(row -> rows.put(row.id(), row));
    return rows;
  }
}
