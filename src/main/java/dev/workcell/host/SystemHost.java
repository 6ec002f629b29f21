package dev.workcell.host;

import dev.workcell.run.Marker;
import dev.workcell.run.ProcessIdentity;
import dev.workcell.supervise.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// This machine.
final class SystemHost implements Host {
  private static final int LONGEST_COMMAND = 300;

  private final KnownMarkers known = new KnownMarkers();
  private final ProcessTable table;
  private final Facts facts;

  SystemHost(ProcessTable table, Facts facts) {
    this.table = table;
    this.facts = facts;
  }

  @Override
  public String bootId() {
    return facts.bootId();
  }

  @Override
  public String space() {
    return facts.space();
  }

  @Override
  public ProcessIdentity self() {
    try {
      return identify(facts.self()).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<ProcessIdentity> identify(long pid) throws IOException {
    return table.row(pid).map(facts::identity);
  }

  @Override
  public Presence presence(ProcessIdentity process) {
    if (facts.isOfEarlierBoot(process)) {
      return Presence.GONE;
    }
    if (!process.space().equals(space())) {
      return Presence.COULD_NOT_LOOK;
    }
    try {
      var row = table.row(process.pid());
      return row.isPresent() && row.get().startTime().equals(process.startTime())
          ? Presence.ALIVE
          : Presence.GONE;
    } catch (IOException e) {
      return Presence.COULD_NOT_LOOK;
    }
  }

  @Override
  public Supplier<Presence> following(ProcessIdentity process) {
    // A handle knows the start time of its process; it is taken before that is compared with ours.
    var handle = ProcessHandle.of(process.pid());
    if (handle.isEmpty() || presence(process) != Presence.ALIVE) {
      return () -> presence(process);
    }
    var it = handle.get();
    return () -> it.isAlive() ? Presence.ALIVE : presence(process);
  }

  @Override
  public List<Sighting> tree(Marker marker) throws IOException {
    return sightings(members(marker));
  }

  @Override
  public Activity activity(Marker marker) throws IOException {
    var members = members(marker);
    var uses = table.uses(members);
    members.removeIf(row -> !uses.containsKey(row.pid()));
    return new Activity(
        sightings(members),
        ProcessUse.cpu(uses.values()),
        ProcessUse.motion(uses.values()),
        ProcessUse.tools(uses.values()));
  }

  @Override
  public Map<Marker, Activity> activities(Collection<Marker> markers) throws IOException {
    var rows = table.rows();
    var found = new HashMap<Marker, Activity>();
    var values = known.of(table, rows, Marker.AGENT);
    var trees = AttemptTrees.of(rows, values);
    for (var marker : markers) {
      var members = trees.getOrDefault(marker.value(), List.of());
      if (!members.isEmpty()) {
        var uses = table.uses(members);
        var seen = new ArrayList<Sighting>();
        for (var row : members) {
          seen.add(new Sighting(facts.identity(row), row.parent(), row.session(), ""));
        }
        found.put(
            marker,
            new Activity(
                seen,
                ProcessUse.cpu(uses.values()),
                ProcessUse.motion(uses.values()),
                ProcessUse.tools(uses.values())));
      }
    }
    return found;
  }

  private List<ProcessRow> members(Marker marker) throws IOException {
    var rows = table.rows();
    var values = table.values(rows, marker.variable());
    return AttemptTree.of(rows, values, marker.value(), facts.self());
  }

  private List<Sighting> sightings(List<ProcessRow> rows) {
    var seen = new ArrayList<Sighting>();
    for (var row : rows) {
      seen.add(
          new Sighting(
              facts.identity(row), row.parent(), row.session(), plain(table.command(row))));
    }
    return seen;
  }

  /// Text of others, fit to be shown: no control or format characters, not endless.
  private static String plain(String text) {
    var plain = new StringBuilder();
    text.strip()
        .codePoints()
        .limit(LONGEST_COMMAND)
        .forEach(c -> {
          var hidden = Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
          plain.appendCodePoint(hidden ? ' ' : c);
        });
    return plain.toString();
  }

  @Override
  public void signal(ProcessIdentity target, Signal signal) {
    if (!target.bootId().equals(bootId()) || !target.space().equals(space())) {
      return;
    }
    try {
      Signals.send(table, new ProcessRow(target.pid(), 0, 0, target.startTime(), ""), signal);
    } catch (IOException e) {
      // not known whether it is the one: nothing is sent, and the next look finds it alive
    }
  }

  @Override
  public long freeBytes(Path path) throws IOException {
    return Files.getFileStore(path).getUsableSpace();
  }

  @Override
  public long userId() {
    return facts.user();
  }

  @Override
  public Map<String, String> environment() {
    return System.getenv();
  }

  @Override
  public Optional<Path> which(String program, String path) {
    return Programs.which(program, path);
  }
}
