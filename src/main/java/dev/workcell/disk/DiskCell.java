package dev.workcell.disk;

import dev.workcell.run.AttemptId;
import dev.workcell.run.CellIdentity;
import dev.workcell.run.CellRecord;
import dev.workcell.run.Event;
import dev.workcell.run.Event.NoticeDelivered;
import dev.workcell.run.Event.NoticeQueued;
import dev.workcell.run.Event.RunBegun;
import dev.workcell.run.Event.WantedSet;
import dev.workcell.run.JournalLine;
import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import dev.workcell.run.RunRecord;
import dev.workcell.supervise.Cell;
import dev.workcell.supervise.Cells.AttemptFiles;
import dev.workcell.supervise.Cells.RunFiles;
import dev.workcell.supervise.RuleBook.Pinned;
import dev.workcell.supervise.Texts;
import dev.workcell.supervise.Time;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The directory of one workcell.
final class DiskCell implements Cell {
  /// Nobody holds the lock longer than a moment, so this is a defect or a very sick disk.
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Path directory;
  private final Path socket;
  private final CellIdentity identity;
  private final Time time;

  DiskCell(Path directory, Path socket, CellIdentity identity, Time time) {
    this.directory = directory;
    this.socket = socket;
    this.identity = identity;
    this.time = time;
  }

  @Override
  public CellIdentity identity() {
    return identity;
  }

  @Override
  public Map<String, String> environment() {
    try {
      return CellCodec.environment(Files.readString(directory.resolve("env")));
    } catch (IOException | Malformed e) {
      throw unreadable("env", e);
    }
  }

  @Override
  public void refreshEnvironment(Map<String, String> environment) throws IOException {
    AtomicFile.write(directory.resolve("env"), CellCodec.environment(environment));
  }

  @Override
  public Optional<Pinned> rules() throws IOException {
    return identity.rules().isEmpty()
        ? Optional.empty()
        : PinnedRules.read(directory, identity.rules().get());
  }

  @Override
  public Texts texts() {
    return new DiskTexts(directory);
  }

  @Override
  public View read() throws IOException {
    var cell = record(lines(cellJournal()));
    return new View(identity, cell, RunRecord.of(lines(runJournal(cell.run()))));
  }

  @Override
  public List<JournalLine> journal(int run) throws IOException {
    return lines(runJournal(run));
  }

  @Override
  public String journalText(int run) throws IOException {
    var text = new StringBuilder();
    journal(run).forEach(line -> text.append(EventCodec.write(line)).append('\n'));
    return text.toString();
  }

  @Override
  public View transition(Step step) throws IOException {
    try (var _ = lock()) {
      var cellLines = lines(cellJournal());
      var cell = record(cellLines);
      var runLines = lines(runJournal(cell.run()));
      var events = step.decide(new View(identity, cell, RunRecord.of(runLines)));
      if (events.isEmpty()) {
        return new View(identity, cell, RunRecord.of(runLines));
      }
      var forCell = events.stream().filter(DiskCell::ofTheCell).toList();
      var forRun = events.stream().filter(e -> !ofTheCell(e)).toList();
      var now = time.now();
      if (!forCell.isEmpty()) {
        cellLines =
            joined(cellLines, cellJournal().append(cellLines.size(), forCell, now, time.up()));
        cell = CellRecord.of(cellLines);
        runLines = lines(runJournal(cell.run()));
      }
      if (!forRun.isEmpty()) {
        var journal = runJournal(cell.run());
        runLines = joined(runLines, journal.append(runLines.size(), forRun, now, time.up()));
      }
      var after = new View(identity, cell, RunRecord.of(runLines));
      writeStatus(after);
      return after;
    }
  }

  /// A lock file made in a directory that is being deleted would keep it from going.
  private FileLock lock() throws IOException {
    if (deletion().isOver()) {
      throw wasDeleted();
    }
    return FileLock.take(directory.resolve("lock"), PATIENCE);
  }

  private Deletion deletion() {
    return new Deletion(directory, time);
  }

  private Refusal wasDeleted() {
    return new Refusal(
        Kind.NOT_FOUND,
        "workcell %s is gone".formatted(identity.name()),
        "%s was deleted while it was open".formatted(directory),
        "git -C %s status   # what it did is there".formatted(identity.workTree()));
  }

  /// A workcell gets its name with its journal written, so an empty one was deleted.
  private CellRecord record(List<JournalLine> lines) throws IOException {
    var cell = CellRecord.of(lines);
    if (cell.run() > 0) {
      return cell;
    }
    if (deletion().comesToItsEnd()) {
      throw wasDeleted();
    }
    throw unreadable("journal.jsonl", new Malformed("it was deleted or emptied"));
  }

  /// @throws Refusal if a newer program wrote status.json
  void refuseNewer() throws IOException {
    status(Math.max(1, nextRun() - 1)).refuseNewer();
  }

  @Override
  public void restoreRun(int run, int attempt) throws IOException {
    AtomicFile.makeDirectories(attemptDirectory(run, attempt).resolve("taken"));
  }

  /// The first status.json, for a directory that only its maker knows; the caller holds the lock.
  void projectFirst() throws IOException {
    writeStatus(read());
  }

  @Override
  public void project() throws IOException {
    try (var _ = lock()) {
      writeStatus(read());
    }
  }

  @Override
  public String statusText() throws IOException {
    var view = read();
    return status(view.cell().run()).text(view);
  }

  private static boolean ofTheCell(Event event) {
    return event instanceof RunBegun
        || event instanceof WantedSet
        || event instanceof NoticeQueued
        || event instanceof NoticeDelivered;
  }

  private static List<JournalLine> joined(List<JournalLine> first, List<JournalLine> rest) {
    var all = new ArrayList<>(first);
    all.addAll(rest);
    return all;
  }

  private void writeStatus(View view) throws IOException {
    status(view.cell().run()).write(view);
  }

  private StatusProjection status(int run) {
    return new StatusProjection(runDirectory(run), socket);
  }

  @Override
  public int createRun(RunFiles files, List<Event> firstLines) throws IOException {
    var number = nextRun();
    var draft = directory.resolve("runs").resolve(".new-" + ProcessHandle.current().pid());
    Litter.delete(draft);
    RunFolder.write(draft, files, firstLines, time);
    AtomicFile.syncDirectory(draft);
    Files.move(draft, runDirectory(number));
    AtomicFile.syncDirectory(directory.resolve("runs"));
    return number;
  }

  @Override
  public int createAttempt(int run, AttemptFiles files) throws IOException {
    var attempts = runDirectory(run).resolve("attempts");
    var number = Math.max(following(attempts), read().run().attempt() + 1);
    var draft = attempts.resolve(".new-" + ProcessHandle.current().pid());
    Litter.delete(draft);
    RunFolder.writeAttempt(draft, files);
    Files.move(draft, attemptDirectory(run, number));
    AtomicFile.syncDirectory(attempts);
    return number;
  }

  @Override
  public int nextRun() throws IOException {
    return following(directory.resolve("runs"));
  }

  /// One more than the highest number that names an entry.
  private static int following(Path numbered) throws IOException {
    if (!Files.isDirectory(numbered)) {
      return 1;
    }
    try (var entries = Files.list(numbered)) {
      return entries
              .map(r -> r.getFileName().toString())
              .filter(n -> n.chars().allMatch(Character::isDigit))
              .mapToInt(Integer::parseInt)
              .max()
              .orElse(0)
          + 1;
    }
  }

  @Override
  public Path directory() {
    return directory;
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
  public Witness witness(int run, int attempt) throws IOException {
    return WitnessFiles.read(attemptDirectory(run, attempt));
  }

  @Override
  public boolean voidAttempt(int run, int attempt) throws IOException {
    try {
      AtomicFile.makeDirectory(attemptDirectory(run, attempt).resolve("taken"));
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  @Override
  public void markSettling(int run, int attempt) {
    try {
      Files.createFile(attemptDirectory(run, attempt).resolve("settling"));
    } catch (IOException e) {
      // it is marked, or the wrapper starts a settle that finds itself late
    }
  }

  @Override
  public StatusFile statusFile() throws IOException {
    var view = read();
    return status(view.cell().run()).against(view);
  }

  @Override
  public void writeHandoff(int run, String text) throws IOException {
    AtomicFile.write(runDirectory(run).resolve("handoff.md"), text);
  }

  @Override
  public boolean handoffIsBehind(int run) throws IOException {
    var handoff = runDirectory(run).resolve("handoff.md");
    return !Files.exists(handoff)
        || Files.getLastModifiedTime(handoff)
                .compareTo(Files.getLastModifiedTime(runJournal(run).file()))
            < 0;
  }

  @Override
  public long logSize(int run) throws IOException {
    var log = runDirectory(run).resolve("agent.log");
    return Files.exists(log) ? Files.size(log) : 0;
  }

  @Override
  public void freeReserve(int run) throws IOException {
    Files.deleteIfExists(runDirectory(run).resolve("reserve"));
  }

  private JournalFile cellJournal() {
    return new JournalFile(directory.resolve("journal.jsonl"));
  }

  private JournalFile runJournal(int run) {
    return new JournalFile(runDirectory(run).resolve("journal.jsonl"));
  }

  private List<JournalLine> lines(JournalFile journal) throws IOException {
    try {
      return journal.read();
    } catch (Malformed e) {
      throw unreadable(directory.relativize(journal.file()).toString(), e);
    }
  }

  private Refusal unreadable(String file, Exception e) {
    return new Refusal(
        Kind.CONFLICT,
        "the files of workcell %s cannot be read".formatted(identity.name()),
        "%s: %s".formatted(file, e.getMessage()),
        "less %s".formatted(directory.resolve(file)));
  }
}
