package dev.workcell.sim;

import dev.workcell.run.Marker;
import dev.workcell.run.Motion;
import dev.workcell.run.ProcessIdentity;
import dev.workcell.supervise.Host;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The processes of the scripted world, as one of them sees the others.
record ScriptedHost(Machine machine, Proc process) implements Host {
  private static final Duration AT_ONCE = Duration.ofSeconds(10);
  private static final long PLENTY = 64L << 30;
  private static final long NONE = 1L << 20;

  @Override
  public String bootId() {
    return machine.bootId();
  }

  @Override
  public String space() {
    return Machine.SPACE;
  }

  @Override
  public ProcessIdentity self() {
    return process.identity;
  }

  @Override
  public Optional<ProcessIdentity> identify(long pid) {
    return machine.all().stream().map(p -> p.identity).filter(i -> i.pid() == pid).findFirst();
  }

  @Override
  public Presence presence(ProcessIdentity other) {
    process.step("presence");
    return machine.lives(other) ? Presence.ALIVE : Presence.GONE;
  }

  @Override
  public List<Sighting> tree(Marker marker) throws IOException {
    process.step("tree");
    if (machine.chance.of(0.0002)) {
      machine.faults.add("could-not-look");
      throw new IOException("the process table could not be read");
    }
    return machine.with(marker).stream()
        .filter(p -> p != process)
        .map(ScriptedHost::sighting)
        .toList();
  }

  private static Sighting sighting(Proc proc) {
    return new Sighting(proc.identity, 1, proc.identity.pid(), proc.command);
  }

  @Override
  public Activity activity(Marker marker) {
    var procs = machine.with(marker);
    var members = new ArrayList<Sighting>();
    var cpu = Duration.ZERO;
    var tools = 0;
    var halted = 0;
    for (var proc : procs) {
      members.add(sighting(proc));
      cpu = cpu.plus(proc.cpu());
      tools += proc.born.minus(procs.getFirst().born).compareTo(AT_ONCE) > 0 ? 1 : 0;
      halted += proc.halted ? 1 : 0;
    }
    var motion =
        procs.isEmpty() ? Motion.NONE : halted == procs.size() ? Motion.STOPPED : Motion.RUNNING;
    return new Activity(members, cpu, motion, tools);
  }

  @Override
  public Map<Marker, Activity> activities(Collection<Marker> markers) {
    var found = new LinkedHashMap<Marker, Activity>();
    for (var marker : markers) {
      var activity = activity(marker);
      if (!activity.members().isEmpty()) {
        found.put(marker, activity);
      }
    }
    return found;
  }

  @Override
  public void signal(ProcessIdentity target, Signal signal) {
    process.step("signal");
    var proc = machine.find(target);
    if (proc != null) {
      proc.onSignal.accept(signal);
    }
  }

  @Override
  public long freeBytes(Path path) {
    return machine.diskFull ? NONE : PLENTY;
  }

  @Override
  public long userId() {
    return 1000;
  }

  @Override
  public Map<String, String> environment() {
    return Map.of();
  }

  @Override
  public Optional<Path> which(String program, String path) {
    return Optional.of(Path.of("/usr/bin").resolve(program));
  }
}
