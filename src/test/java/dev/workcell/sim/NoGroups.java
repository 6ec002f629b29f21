package dev.workcell.sim;

import dev.workcell.run.GroupPlan;
import dev.workcell.supervise.Cells.LongWork;
import dev.workcell.supervise.Groups;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The people of the month begin one workcell at a time.
record NoGroups() implements Groups {
  @Override
  public List<String> names() {
    return List.of();
  }

  @Override
  public Optional<GroupPlan> find(String name) {
    return Optional.empty();
  }

  @Override
  public void write(GroupPlan plan) {
    throw new IllegalStateException("there are no groups here");
  }

  @Override
  public void forget(String name) {
    throw new IllegalStateException("there are no groups here");
  }

  @Override
  public <T> Optional<T> whileDriving(String name, Duration patience, LongWork<T> body)
      throws IOException, InterruptedException {
    return Optional.of(body.run());
  }

  @Override
  public Written read(Path file) throws IOException {
    throw new IOException("there are no files here");
  }
}
