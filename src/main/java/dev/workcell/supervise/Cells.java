package dev.workcell.supervise;

import dev.workcell.run.CellIdentity;
import dev.workcell.run.CellName;
import dev.workcell.run.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Port: the files of all workcells of one home. Files are the truth; everything else can be lost.
public interface Cells {
  /// The directory, real path.
  Path home();

  /// 8 hex digits that tell this home from every other.
  String homeId();

  List<CellName> names() throws IOException;

  boolean exists(CellName name);

  /// Many workcells that belong together.
  Groups groups();

  /// @throws dev.workcell.run.Refusal if there is none, or its files are of a newer program
  Cell open(CellName name);

  /// Leaves word of a workcell whose files were deleted while it was open, for who asks for it.
  void noteDeleted(CellName name, String how) throws IOException;

  /// Claims a work tree while `body` runs; the claim of another launch is waited for.
  ///
  /// @throws dev.workcell.run.Refusal if another launch holds it longer than `patience`
  <T> T whileClaiming(Path gitDir, Duration patience, Work<T> body) throws IOException;

  /// Runs `check` when fewer than `cores` checks of this home are running; waits for that.
  <T> T whileChecking(LongWork<T> check) throws IOException, InterruptedException;

  /// Writes a whole workcell beside the others and gives it its name in one step.
  ///
  /// @param rules what the repo's SUPERVISOR.md says, if it has one
  /// @throws dev.workcell.run.Refusal if the name was taken meanwhile; nothing is left then
  Cell create(
      CellIdentity identity,
      Map<String, String> environment,
      RunFiles files,
      List<Event> firstLines,
      Optional<RuleBook.Pinned> rules,
      Checkpoints checkpoints)
      throws IOException;

  /// Removes a workcell: first its name, then its files.
  void remove(CellName name) throws IOException;

  /// The program copy `buildId`, made from `source` if it is not there yet.
  Path programCopy(String buildId, Path source) throws IOException;

  /// Where the program copy `buildId` lies.
  Path program(String buildId);

  /// Where the tmux socket of a workcell lies.
  Path socket(CellIdentity identity);

  /// Where an own work tree of a workcell lies.
  Path worktree(String name, String id);

  /// What was left by launches that died, and program copies that no workcell names.
  ///
  /// @param builds the build ids that are in use besides those of the workcells
  List<Path> litter(List<String> builds) throws IOException;

  /// The tmux sockets that no workcell names.
  List<Path> sockets() throws IOException;

  void removeLitter(Path litter) throws IOException;

  /// The holder file of a work tree.
  Optional<Holder> holder(Path gitDir) throws IOException;

  /// Whether that workcell is there, in whatever home it lies.
  boolean exists(Holder holder);

  /// Whether that workcell, in whatever home it lies, still exists and is not settled. What cannot
  /// be read holds.
  boolean holds(Holder holder) throws IOException;

  void writeHolder(Path gitDir, Holder holder) throws IOException;

  void removeHolder(Path gitDir) throws IOException;

  /// Work that may fail on the disk.
  interface Work<T> {
    T run() throws IOException;
  }

  /// Work that may fail on the disk and may be interrupted.
  interface LongWork<T> {
    T run() throws IOException, InterruptedException;
  }

  /// Who holds a work tree.
  record Holder(Path home, String homeId, CellName cell, String cellId) {}

  /// The files that a new run begins with.
  ///
  /// @param check the content of verify.sh, empty with `--no-verify`
  /// @param argv the agent's command line
  /// @param handoff what it says until the run has got anywhere
  record RunFiles(
      String brief,
      Optional<String> check,
      List<String> argv,
      List<String> environmentNames,
      String wrapper,
      String handoff) {
    public RunFiles {
      argv = List.copyOf(argv);
      environmentNames = List.copyOf(environmentNames);
    }
  }

  /// The files that a further attempt of a run begins with.
  ///
  /// @param logStart where its output will begin in agent.log, in bytes
  /// @param prompt what the agent is told; empty for the brief alone
  record AttemptFiles(
      List<String> argv,
      List<String> environmentNames,
      String wrapper,
      long logStart,
      String prompt) {
    public AttemptFiles {
      argv = List.copyOf(argv);
      environmentNames = List.copyOf(environmentNames);
    }
  }
}
