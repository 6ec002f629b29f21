package dev.workcell.sim;

import dev.workcell.run.AttemptId;
import dev.workcell.run.CellIdentity;
import dev.workcell.run.Event;
import dev.workcell.run.JournalLine;
import dev.workcell.supervise.Cell;
import dev.workcell.supervise.Cells;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A workcell in memory, as one process sees it. Its paths lead to one small tree of real files
/// that all workcells share.
record MemoryCell(Papers papers, Path directory, Machine machine, Proc process) implements Cell {
  @Override
  public CellIdentity identity() {
    return papers.identity;
  }

  @Override
  public Map<String, String> environment() {
    return papers.environment;
  }

  @Override
  public void refreshEnvironment(Map<String, String> environment) {
    throw new UnsupportedOperationException("nobody does that in this world");
  }

  @Override
  public View read() {
    process.step("read");
    return papers.view();
  }

  @Override
  public List<JournalLine> journal(int run) {
    return List.copyOf(papers.runs.get(run).lines);
  }

  @Override
  public String journalText(int run) {
    return journal(run).toString();
  }

  @Override
  public View transition(Step step) throws IOException {
    process.step("before a transition");
    process.locks = true;
    var events = step.decide(papers.view());
    process.locks = false;
    if (!events.isEmpty()) {
      diskMayFail();
      papers.append(events);
    }
    process.step("after a transition");
    return papers.view();
  }

  private void diskMayFail() throws IOException {
    if (machine.diskFull && machine.chance.of(0.5)) {
      machine.faults.add("no-space");
      throw new IOException("No space left on device");
    }
  }

  @Override
  public int nextRun() {
    return papers.runs.size() + 1;
  }

  @Override
  public int createRun(Cells.RunFiles files, List<Event> firstLines) throws IOException {
    diskMayFail();
    var number = nextRun();
    var run = new Papers.Run();
    papers.runs.put(number, run);
    firstLines.forEach(event -> papers.append(number, event));
    run.attempts.put(1, new Papers.Attempt());
    process.step("after a run was made");
    return number;
  }

  @Override
  public int createAttempt(int run, Cells.AttemptFiles files) throws IOException {
    diskMayFail();
    var attempts = papers.runs.get(run).attempts;
    var number =
        Math.max(attempts.keySet().stream().mapToInt(n -> n).max().orElse(0), attempt()) + 1;
    attempts.put(number, new Papers.Attempt());
    process.step("after an attempt was made");
    return number;
  }

  private int attempt() {
    return papers.view().run().attempt();
  }

  @Override
  public Path runDirectory(int run) {
    return directory.resolve("runs").resolve(AttemptId.runName(run));
  }

  @Override
  public Path attemptDirectory(int run, int attempt) {
    return runDirectory(run).resolve("attempts").resolve(Integer.toString(attempt));
  }

  @Override
  public Witness witness(int run, int attempt) {
    process.step("witness");
    var it = papers.runs.get(run).attempts.get(attempt);
    return new Witness(it.taken, it.start, it.exit);
  }

  @Override
  public boolean voidAttempt(int run, int attempt) throws IOException {
    process.step("before an attempt is voided");
    diskMayFail();
    var it = papers.runs.get(run).attempts.get(attempt);
    var won = !it.taken;
    it.taken = true;
    process.step("after an attempt was voided");
    return won;
  }

  @Override
  public void markSettling(int run, int attempt) {
    papers.runs.get(run).attempts.get(attempt).settling = true;
  }

  @Override
  public StatusFile statusFile() {
    return new StatusFile.Current();
  }

  @Override
  public String statusText() {
    return papers.view().toString();
  }

  @Override
  public void project() {}

  @Override
  public void restoreRun(int run, int attempt) {
    throw new UnsupportedOperationException("nobody deletes runs in this world");
  }

  @Override
  public void writeHandoff(int run, String text) throws IOException {
    process.step("before the handoff");
    diskMayFail();
    var it = papers.runs.get(run);
    it.handoffKnows = it.lines.size();
    process.step("after the handoff");
  }

  @Override
  public boolean handoffIsBehind(int run) {
    var it = papers.runs.get(run);
    return it.handoffKnows < it.lines.size();
  }

  @Override
  public long logSize(int run) {
    return papers.runs.get(run).log.size;
  }

  @Override
  public void freeReserve(int run) {}
}
