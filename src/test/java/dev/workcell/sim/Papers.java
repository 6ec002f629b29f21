package dev.workcell.sim;

import dev.workcell.run.CellIdentity;
import dev.workcell.run.CellRecord;
import dev.workcell.run.Event;
import dev.workcell.run.Event.RunBegun;
import dev.workcell.run.Event.WantedSet;
import dev.workcell.run.JournalLine;
import dev.workcell.run.ProcessIdentity;
import dev.workcell.run.RunRecord;
import dev.workcell.supervise.Cell.ExitFile;
import dev.workcell.supervise.Cell.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The files of one workcell, in memory: what outlives all processes.
final class Papers {
  final CellIdentity identity;
  final Map<String, String> environment;
  final List<JournalLine> lines = new ArrayList<>();
  final Map<Integer, Run> runs = new TreeMap<>();
  private final Machine machine;
  private final Witnesses witnesses;
  private CellRecord record = CellRecord.of(List.of());

  /// Who wants to know of each line.
  interface Witnesses {
    void appended(Papers papers, int run, JournalLine line, View after);
  }

  Papers(
      CellIdentity identity,
      Map<String, String> environment,
      Machine machine,
      Witnesses witnesses) {
    this.identity = identity;
    this.environment = environment;
    this.machine = machine;
    this.witnesses = witnesses;
  }

  /// The directory of a run.
  static final class Run {
    final List<JournalLine> lines = new ArrayList<>();
    final Map<Integer, Attempt> attempts = new TreeMap<>();
    final Log log = new Log();
    RunRecord record = RunRecord.of(List.of());
    int handoffKnows = -1;
  }

  /// The directory of an attempt.
  static final class Attempt {
    boolean taken;
    boolean settling;
    Optional<ProcessIdentity> start = Optional.empty();
    Optional<ExitFile> exit = Optional.empty();
  }

  /// agent.log: lines and where each begins.
  static final class Log {
    final List<String> lines = new ArrayList<>();
    final List<Long> starts = new ArrayList<>();
    long size;

    void print(String line) {
      lines.add(line);
      starts.add(size);
      size += line.length() + 1;
    }

    /// The index of the first line that begins at `from` or later.
    int at(long from) {
      var index = java.util.Collections.binarySearch(starts, from);
      return index < 0 ? -index - 1 : index;
    }
  }

  View view() {
    return new View(identity, record, run().record);
  }

  Run run() {
    return runs.get(record.run());
  }

  View append(List<Event> events) {
    for (var event : events) {
      var ofTheCell = event instanceof RunBegun || event instanceof WantedSet;
      if (ofTheCell) {
        lines.add(line(lines.size(), event));
        record = CellRecord.of(lines);
      }
      var run = record.run();
      if (!ofTheCell) {
        append(run, event);
      }
      var journal = ofTheCell ? lines : runs.get(run).lines;
      witnesses.appended(this, run, journal.getLast(), view());
    }
    return view();
  }

  /// Without telling: the first lines of a run that has no name yet.
  void append(int number, Event event) {
    var run = runs.get(number);
    run.lines.add(line(run.lines.size(), event));
    run.record = run.record.after(run.lines.getLast());
  }

  private JournalLine line(int before, Event event) {
    return new JournalLine(before + 1, machine.wall(), machine.up(), event);
  }
}
