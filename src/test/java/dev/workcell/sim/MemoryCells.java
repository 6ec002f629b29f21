package dev.workcell.sim;

import dev.workcell.run.CellIdentity;
import dev.workcell.run.CellName;
import dev.workcell.run.Event;
import dev.workcell.run.Refusal;
import dev.workcell.supervise.Cell;
import dev.workcell.supervise.Cells;
import dev.workcell.supervise.Checkpoints;
import dev.workcell.supervise.Groups;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The workcells in memory, as one process sees them.
record MemoryCells(Home place, Machine machine, Proc process) implements Cells {
  private static final int CORES = 4;
  private static final Duration STEP = Duration.ofSeconds(2);

  @Override
  public Path home() {
    return place.directory;
  }

  @Override
  public String homeId() {
    return Home.ID;
  }

  @Override
  public List<CellName> names() {
    return List.copyOf(place.cells.keySet());
  }

  @Override
  public boolean exists(CellName name) {
    return place.cells.containsKey(name);
  }

  @Override
  public Groups groups() {
    return new NoGroups();
  }

  @Override
  public Cell open(CellName name) {
    var papers = place.cells.get(name);
    if (papers == null) {
      throw new Refusal(Refusal.Kind.NOT_FOUND, "there is no " + name, "none", "workcell ls");
    }
    return new MemoryCell(papers, place.cell(name), machine, process);
  }

  /// Locks are the kernel's: a claimant that died holds nothing.
  @Override
  public <T> T whileClaiming(Path gitDir, Duration patience, Work<T> body) throws IOException {
    var until = machine.up().plus(patience);
    while (held(gitDir)) {
      if (machine.up().compareTo(until) > 0) {
        throw new Refusal(Refusal.Kind.CONFLICT, "another launch claims it", "held", "workcell ls");
      }
      process.pause(STEP);
    }
    place.claims.put(gitDir, process);
    try {
      return body.run();
    } finally {
      place.claims.remove(gitDir, process);
    }
  }

  private boolean held(Path gitDir) {
    var by = place.claims.get(gitDir);
    return by != null && by.alive;
  }

  @Override
  public <T> T whileChecking(LongWork<T> check) throws IOException, InterruptedException {
    while (place.checks >= CORES) {
      process.pause(STEP);
    }
    place.checks++;
    try {
      return check.run();
    } finally {
      place.checks--;
    }
  }

  @Override
  public Cell create(
      CellIdentity identity,
      Map<String, String> environment,
      RunFiles files,
      List<Event> firstLines,
      Optional<dev.workcell.supervise.RuleBook.Pinned> rules,
      Checkpoints checkpoints)
      throws IOException {
    throw new UnsupportedOperationException("the operator writes them");
  }

  @Override
  public Optional<Holder> holder(Path gitDir) {
    return Optional.ofNullable(place.holders.get(gitDir));
  }

  @Override
  public boolean exists(Holder holder) {
    return exists(holder.cell());
  }

  @Override
  public boolean holds(Holder holder) {
    return exists(holder.cell()) && !place.cells.get(holder.cell()).view().run().state().settled();
  }

  @Override
  public void writeHolder(Path gitDir, Holder holder) {
    process.step("holder");
    place.holders.put(gitDir, holder);
  }

  @Override
  public void removeHolder(Path gitDir) {
    place.holders.remove(gitDir);
  }

  @Override
  public Path programCopy(String buildId, Path source) {
    return program(buildId);
  }

  @Override
  public Path program(String buildId) {
    return place.directory.resolve("app").resolve(buildId);
  }

  @Override
  public Path socket(CellIdentity identity) {
    return place.directory.resolve("s").resolve(identity.id());
  }

  @Override
  public void noteDeleted(CellName name, String how) {
    throw unplayed();
  }

  @Override
  public void remove(CellName name) {
    throw unplayed();
  }

  @Override
  public Path worktree(String name, String id) {
    throw unplayed();
  }

  @Override
  public List<Path> litter(List<String> builds) {
    throw unplayed();
  }

  @Override
  public List<Path> sockets() {
    return List.of();
  }

  @Override
  public void removeLitter(Path litter) {
    throw unplayed();
  }

  private static UnsupportedOperationException unplayed() {
    return new UnsupportedOperationException("nobody does that in this world");
  }
}
