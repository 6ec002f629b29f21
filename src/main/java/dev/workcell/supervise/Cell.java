package dev.workcell.supervise;

import dev.workcell.run.CellIdentity;
import dev.workcell.run.CellRecord;
import dev.workcell.run.Event;
import dev.workcell.run.Globs;
import dev.workcell.run.JournalLine;
import dev.workcell.run.ProcessIdentity;
import dev.workcell.run.RunRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The files of one workcell.
public interface Cell {
  CellIdentity identity();

  /// The frozen environment, with values.
  Map<String, String> environment();

  /// Replaces the frozen environment.
  void refreshEnvironment(Map<String, String> environment) throws IOException;

  /// What it was launched under, when its repo had rules; empty also when these are no longer what
  /// was launched.
  default Optional<RuleBook.Pinned> rules() throws IOException {
    return Optional.empty();
  }

  /// What an attempt may not touch.
  default Globs forbidden() throws IOException {
    return rules().map(pinned -> RuleBook.Pinned.closed(pinned.rules())).orElse(Globs.NONE);
  }

  /// What is said to its agents.
  default Texts texts() {
    throw new UnsupportedOperationException("a workcell whose agents are not spoken to");
  }

  /// What the journals say now. Takes no lock.
  ///
  /// @throws dev.workcell.run.Refusal if the workcell was deleted, or cannot be read
  View read() throws IOException;

  /// The journal of a run, oldest first. Takes no lock.
  List<JournalLine> journal(int run) throws IOException;

  /// The same as it stands on disk.
  String journalText(int run) throws IOException;

  /// One transition: under the lock, reads the journals, lets `step` decide, appends what it
  /// returns and projects status.json. `step` must be quick and pure; it may run only once.
  View transition(Step step) throws IOException;

  /// The number that the next run gets; never one that was used.
  int nextRun() throws IOException;

  /// Begins the next run with these files.
  ///
  /// @return its number
  int createRun(Cells.RunFiles files, List<Event> firstLines) throws IOException;

  /// Writes the directory of the next attempt of a run. The number is never one that was used, not
  /// even by a recovery that died here.
  ///
  /// @return its number
  int createAttempt(int run, Cells.AttemptFiles files) throws IOException;

  Path directory();

  Path runDirectory(int run);

  Path attemptDirectory(int run, int attempt);

  /// What the wrapper of an attempt left.
  Witness witness(int run, int attempt) throws IOException;

  /// Makes `taken` ourselves; true means that no wrapper will ever take this attempt.
  boolean voidAttempt(int run, int attempt) throws IOException;

  /// Tells the wrapper of an ended attempt that it need not start a settle.
  void markSettling(int run, int attempt);

  /// The state of status.json beside the journals.
  StatusFile statusFile() throws IOException;

  /// What status.json holds, made from the journals now.
  String statusText() throws IOException;

  /// Writes status.json anew from the journals.
  void project() throws IOException;

  /// Makes the directories of a run that were deleted, its attempt taken.
  void restoreRun(int run, int attempt) throws IOException;

  void writeHandoff(int run, String text) throws IOException;

  /// Whether the journal of a run has grown since its handoff was written, or there is none.
  boolean handoffIsBehind(int run) throws IOException;

  /// The bytes of agent.log from where the attempt began.
  long logSize(int run) throws IOException;

  /// Gives the reserved disk space of a run back.
  void freeReserve(int run) throws IOException;

  /// The journals at one moment.
  record View(CellIdentity identity, CellRecord cell, RunRecord run) {}

  /// What one transition appends; empty for nothing.
  interface Step {
    List<Event> decide(View now);
  }

  /// What the wrapper wrote.
  ///
  /// @param start who took it, if it wrote that
  /// @param exit empty until the attempt is over
  record Witness(boolean taken, Optional<ProcessIdentity> start, Optional<ExitFile> exit) {}

  /// The wrapper's record of the end.
  ///
  /// @param bySignal the wrapper was told to end
  /// @param synced false when the disk did not confirm it
  record ExitFile(int code, Instant at, boolean bySignal, boolean synced) {}

  /// What was found of status.json.
  sealed interface StatusFile {
    /// It is the projection of the journals.
    record Current() implements StatusFile {}

    /// It is missing, torn, or behind; the journals know better.
    record Stale(String why) implements StatusFile {}
  }
}
