package dev.workcell.disk;

import dev.workcell.run.CellIdentity;
import dev.workcell.run.CellName;
import dev.workcell.run.Event;
import dev.workcell.run.Event.RunBegun;
import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import dev.workcell.supervise.Cell;
import dev.workcell.supervise.Cells;
import dev.workcell.supervise.Checkpoints;
import dev.workcell.supervise.Groups;
import dev.workcell.supervise.RuleBook.Pinned;
import dev.workcell.supervise.Time;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// The workcells of one home, as directories.
public final class DiskCells implements Cells {
  private final Home home;
  private final Time time;

  private DiskCells(Home home, Time time) {
    this.home = home;
    this.time = time;
  }

  /// Opens the home that the environment names, making it if needed.
  ///
  /// @throws Refusal if it is not safe to keep workcells there
  public static DiskCells open(Map<String, String> environment, long userId, Time time) {
    return new DiskCells(Home.open(Home.locate(environment), userId), time);
  }

  /// Where the home would be, unchecked; for messages.
  public static Path locate(Map<String, String> environment) {
    return Home.locate(environment);
  }

  @Override
  public Path home() {
    return home.directory();
  }

  @Override
  public String homeId() {
    return home.id();
  }

  @Override
  public List<CellName> names() throws IOException {
    try (var entries = Files.list(cells())) {
      return entries
          .map(e -> e.getFileName().toString())
          .filter(CellName::isValid)
          .map(CellName::new)
          .sorted()
          .toList();
    }
  }

  @Override
  public boolean exists(CellName name) {
    return Files.exists(directory(name));
  }

  @Override
  public Groups groups() {
    return new DiskGroups(home());
  }

  @Override
  public Cell open(CellName name) {
    var file = directory(name).resolve("cell.json");
    try {
      var text = Files.readString(file);
      var schema = CellCodec.schema(text).orElse(0);
      if (schema > CellCodec.SCHEMA) {
        throw newer(file, schema);
      }
      var cell = new DiskCell(directory(name), socketOf(text), CellCodec.read(text), time);
      cell.refuseNewer();
      return cell;
    } catch (NoSuchFileException e) {
      throw new Refusal(
          Kind.NOT_FOUND,
          "there is no workcell %s".formatted(name),
          deleted(name).orElse("%s has none of that name".formatted(cells())),
          "workcell ls --all");
    } catch (IOException | Malformed e) {
      throw new Refusal(
          Kind.CONFLICT,
          "workcell %s cannot be read".formatted(name),
          "%s: %s".formatted(file, e.getMessage()),
          "less " + file);
    }
  }

  static Refusal newer(Path file, long schema) {
    return new Refusal(
        Kind.CONFLICT,
        "a newer workcell wrote these files",
        "%s has schema %d and this program knows %d".formatted(file, schema, CellCodec.SCHEMA),
        "workcell version");
  }

  private Path socketOf(String cellFile) throws Malformed {
    return socket(CellCodec.read(cellFile));
  }

  private Optional<String> deleted(CellName name) {
    try {
      return Optional.of(Files.readString(cells().resolve(Leavings.DELETED + name)).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public void noteDeleted(CellName name, String how) throws IOException {
    AtomicFile.write(cells().resolve(Leavings.DELETED + name), how + "\n");
    if (Files.isDirectory(directory(name)) && !Files.exists(directory(name).resolve("cell.json"))) {
      // what was left of it must not keep the name; gc deletes it when it is old
      var rest = "%s%s.%s".formatted(Leavings.DELETED, name, time.up().toMillis());
      Files.move(directory(name), cells().resolve(rest), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private Cell cell(CellIdentity identity) {
    return new DiskCell(directory(identity.name()), socket(identity), identity, time);
  }

  @Override
  public <T> T whileClaiming(Path gitDir, Duration patience, Work<T> body) throws IOException {
    var file = home().resolve("claims").resolve(sha256(gitDir.toString()) + ".lock");
    try (var _ = FileLock.take(file, patience);
        var _ = FileLock.take(gitDir.resolve("workcell-holder.lock"), patience)) {
      return body.run();
    } catch (FileLock.Busy e) {
      throw new Refusal(
          Kind.CONFLICT,
          "another launch is claiming this repo",
          "%s has been held for %d s".formatted(gitDir, patience.toSeconds()),
          "workcell ls");
    }
  }

  @Override
  public <T> T whileChecking(LongWork<T> check) throws IOException, InterruptedException {
    var slots = Runtime.getRuntime().availableProcessors();
    while (true) {
      for (var slot = 0; slot < slots; slot++) {
        try (var _ = FileLock.take(checkSlot(slot), Duration.ZERO)) {
          return check.run();
        } catch (FileLock.Busy e) {
          // the next slot
        }
      }
      time.pause(Duration.ofMillis(200));
    }
  }

  private Path checkSlot(int slot) {
    return home().resolve("claims").resolve("check-%d.lock".formatted(slot));
  }

  @Override
  public Cell create(
      CellIdentity identity,
      Map<String, String> environment,
      RunFiles files,
      List<Event> firstLines,
      Optional<Pinned> rules,
      Checkpoints checkpoints)
      throws IOException {
    var draft = cells().resolve(Leavings.DRAFT + identity.id());
    AtomicFile.makeDirectory(draft);
    try (var _ = FileLock.take(draft.resolve("lock"), Duration.ZERO)) {
      AtomicFile.writeNew(draft.resolve("cell.json"), CellCodec.write(identity), false);
      AtomicFile.writeNew(draft.resolve("env"), CellCodec.environment(environment), false);
      if (rules.isPresent()) {
        PinnedRules.write(draft, rules.get());
      }
      var begun = firstLines.stream().filter(e -> e instanceof RunBegun).toList();
      new JournalFile(draft.resolve("journal.jsonl")).append(0, begun, time.now(), time.up());
      AtomicFile.makeDirectory(draft.resolve("runs"));
      var runLines = firstLines.stream().filter(e -> !(e instanceof RunBegun)).toList();
      RunFolder.write(draft.resolve("runs").resolve("0001"), files, runLines, time);
      new DiskCell(draft, socket(identity), identity, time).projectFirst();
      AtomicFile.syncDirectory(draft);
      checkpoints.at("launch.drafted");
      Files.move(draft, directory(identity.name()), StandardCopyOption.ATOMIC_MOVE);
      Files.deleteIfExists(cells().resolve(Leavings.DELETED + identity.name()));
      AtomicFile.syncDirectory(cells());
    } catch (FileSystemException e) {
      Litter.delete(draft);
      if (exists(identity.name())) {
        throw taken(identity.name());
      }
      throw e;
    }
    return cell(identity);
  }

  /// The refusal of a name that is in use.
  private Refusal taken(CellName name) {
    return new Refusal(
        Kind.CONFLICT,
        "workcell %s was not launched".formatted(name),
        "another launch took the name first: %s".formatted(directory(name)),
        "workcell show " + name);
  }

  @Override
  public void remove(CellName name) throws IOException {
    var gone =
        cells().resolve(Leavings.GONE + Long.toHexString(ThreadLocalRandom.current().nextLong()));
    Files.move(directory(name), gone, StandardCopyOption.ATOMIC_MOVE);
    AtomicFile.syncDirectory(cells());
    Litter.delete(gone);
  }

  @Override
  public Path programCopy(String buildId, Path source) throws IOException {
    var copy = program(buildId);
    if (!Files.isDirectory(copy)) {
      ProgramCopy.make(source, copy);
    }
    // young again, so that gc leaves it to the launch that is about to name it
    Files.setLastModifiedTime(copy, FileTime.from(time.now()));
    return copy;
  }

  @Override
  public Path program(String buildId) {
    return home().resolve("app").resolve(buildId);
  }

  @Override
  public Path socket(CellIdentity identity) {
    return home().resolve("s").resolve(identity.id());
  }

  @Override
  public Path worktree(String name, String id) {
    return home().resolve("worktrees").resolve(name + "-" + id);
  }

  @Override
  public List<Path> litter(List<String> builds) throws IOException {
    return leavings().litter(builds);
  }

  @Override
  public List<Path> sockets() throws IOException {
    return leavings().sockets();
  }

  private Leavings leavings() throws IOException {
    var identities = new ArrayList<CellIdentity>();
    for (var name : names()) {
      identities.add(open(name).identity());
    }
    return new Leavings(home(), identities, time);
  }

  @Override
  public void removeLitter(Path litter) throws IOException {
    if (!litter.startsWith(home())) {
      throw new IllegalArgumentException(litter + " is not in our home");
    }
    Litter.delete(litter);
  }

  @Override
  public Optional<Holder> holder(Path gitDir) throws IOException {
    return HolderFile.read(gitDir);
  }

  @Override
  public boolean exists(Holder holder) {
    return !Files.notExists(directory(holder));
  }

  @Override
  public boolean holds(Holder holder) throws IOException {
    try {
      var identity = CellCodec.read(Files.readString(directory(holder).resolve("cell.json")));
      var there = new DiskCell(directory(holder), socket(identity), identity, time);
      return identity.id().equals(holder.cellId()) && !there.read().run().state().settled();
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException | Malformed | Refusal e) {
      return true;
    }
  }

  private static Path directory(Holder holder) {
    return holder.home().resolve("cells").resolve(holder.cell().value());
  }

  @Override
  public void writeHolder(Path gitDir, Holder holder) throws IOException {
    HolderFile.write(gitDir, holder);
  }

  @Override
  public void removeHolder(Path gitDir) throws IOException {
    HolderFile.remove(gitDir);
  }

  private Path cells() {
    return home().resolve("cells");
  }

  private Path directory(CellName name) {
    return cells().resolve(name.value());
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
