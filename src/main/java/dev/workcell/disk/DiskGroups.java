package dev.workcell.disk;

import dev.workcell.run.CellName;
import dev.workcell.run.GroupPlan;
import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import dev.workcell.runbook.Fault;
import dev.workcell.supervise.Cells.LongWork;
import dev.workcell.supervise.Groups;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The groups of a home: `groups/NAME.json`, and a lock for who drives it.
final class DiskGroups implements Groups {
  private static final long LONGEST = 4 << 20;
  private static final String END = ".json";

  private final Path home;

  DiskGroups(Path home) {
    this.home = home;
  }

  @Override
  public List<String> names() throws IOException {
    try (var entries = Files.list(directory())) {
      return entries
          .map(e -> e.getFileName().toString())
          .filter(n -> n.endsWith(END))
          .map(n -> n.substring(0, n.length() - END.length()))
          .filter(CellName::isValid)
          .sorted()
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  @Override
  public Optional<GroupPlan> find(String name) throws IOException {
    var file = file(name);
    try {
      return Optional.of(GroupCodec.read(Files.readString(file)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (Malformed | CharacterCodingException e) {
      throw new Refusal(
          Kind.CONFLICT,
          "group %s cannot be read".formatted(name),
          "%s: %s".formatted(file, e.getMessage()),
          "less " + file);
    }
  }

  @Override
  public void write(GroupPlan plan) throws IOException {
    AtomicFile.write(file(plan.name()), GroupCodec.write(plan));
  }

  @Override
  public void forget(String name) throws IOException {
    Files.deleteIfExists(file(name));
  }

  @Override
  public <T> Optional<T> whileDriving(String name, Duration patience, LongWork<T> body)
      throws IOException, InterruptedException {
    var lock = home.resolve("claims").resolve("group-%s.lock".formatted(name));
    try (var _ = FileLock.take(lock, patience)) {
      return Optional.of(body.run());
    } catch (FileLock.Busy e) {
      return Optional.empty();
    }
  }

  @Override
  public Written read(Path file) throws IOException {
    try {
      if (Files.size(file) > LONGEST) {
        throw none(file, "it has %,d bytes".formatted(Files.size(file)));
      }
      var faults = new ArrayList<Fault>();
      var root = YamlPages.file(file.toString(), Files.readString(file), faults);
      return new Written(root, faults);
    } catch (NoSuchFileException e) {
      throw none(file, "it is not there");
    } catch (CharacterCodingException e) {
      throw none(file, "it is not UTF-8 text");
    } catch (IOException e) {
      throw none(file, String.valueOf(e.getMessage()));
    }
  }

  private static Refusal none(Path file, String why) {
    return new Refusal(
        Kind.USAGE, "%s is no file of workcells".formatted(file), why, "workcell up cells.yaml");
  }

  private Path directory() {
    return home.resolve("groups");
  }

  private Path file(String name) {
    if (!CellName.isValid(name)) {
      throw new Refusal(
          Kind.USAGE,
          "there is no such group",
          "a name is 1 to 40 of a-z, 0-9 and '-', and this is '%s'".formatted(name),
          "workcell ls");
    }
    return directory().resolve(name + END);
  }
}
