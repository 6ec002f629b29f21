package dev.workcell.supervise;

import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Makes the system start the supervisor at boot, so that after a reboot every open workcell goes
/// on. Workcells themselves are never touched by it.
public final class Service {
  private static final String AGAIN = "workcell service install";

  private final World world;
  private final Optional<Starter.Kind> kind;

  private Service(World world, Optional<Starter.Kind> kind) {
    this.world = world;
    this.kind = kind;
  }

  /// What this machine has.
  public static Service here(World world) {
    return new Service(world, Starter.here(world));
  }

  /// @throws Refusal if `platform` is neither `systemd` nor `launchd`
  public static Service on(World world, String platform) {
    return switch (platform) {
      case "systemd" -> new Service(world, Optional.of(Starter.Kind.SYSTEMD));
      case "launchd" -> new Service(world, Optional.of(Starter.Kind.LAUNCHD));
      default ->
          throw new Refusal(
              Kind.USAGE,
              "there is no such platform",
              "systemd and launchd are known",
              "workcell service install --print --platform systemd");
    };
  }

  /// The file that an install would write.
  public record Printed(Path file, String text) {}

  /// @param notes what a person should know or do, for each a mend
  public record Done(Path file, List<Note> notes) {
    public Done {
      notes = List.copyOf(notes);
    }
  }

  /// @param mend a command, or empty
  public record Note(String text, String mend) {}

  /// Needs no system that could be asked.
  public Printed print() {
    var starter = Starter.of(kind.orElse(Starter.Kind.SYSTEMD), world);
    return new Printed(starter.file(), starter.text(Startup.of(world)));
  }

  /// Once more is the same again, with the present build.
  ///
  /// @param linger also switches lingering on, where there is such a thing
  public Done install(boolean linger) throws IOException, InterruptedException {
    var starter = reachable();
    var startup = Startup.of(world);
    var before = world.startupFiles().read(starter.file());
    if (before.isPresent()) {
      ours(starter, before.get());
    }
    var program = world.program();
    world.cells().programCopy(program.buildId(), program.directory());
    write(starter.file(), starter.text(startup));
    world.checkpoints().at("service.written");
    var loaded = starter.load();
    if (!loaded.ok()) {
      putBack(starter, before);
      throw new Refusal(
          Kind.MISSING,
          "the service was not installed",
          loaded.words(),
          "workcell service install --print   # look at what was refused");
    }
    return new Done(starter.file(), starter instanceof SystemdUser ? lingering(linger) : List.of());
  }

  private void write(Path file, String text) {
    try {
      world.startupFiles().write(file, text);
    } catch (IOException e) {
      throw new Refusal(
          Kind.MISSING,
          "the service was not installed",
          "%s could not be written: %s".formatted(file, e.getMessage()),
          "ls -ld %s".formatted(file.getParent()));
    }
  }

  private void putBack(Starter starter, Optional<String> before) throws IOException {
    if (before.isPresent()) {
      world.startupFiles().write(starter.file(), before.get());
    } else {
      starter.unload();
      world.startupFiles().remove(starter.file());
    }
    starter.forget();
  }

  private List<Note> lingering(boolean switchOn) {
    var lingering = Lingering.of(world);
    if (lingering.state() == Lingering.State.YES) {
      return List.of();
    }
    if (!switchOn) {
      return List.of(new Note("it starts when you log in, not at boot", lingering.mend()));
    }
    var answer = lingering.switchOn();
    if (!answer.ok()) {
      throw new Refusal(
          Kind.MISSING,
          "the service is installed, but it starts when you log in, not at boot",
          answer.words(),
          "sudo " + lingering.mend());
    }
    return List.of(new Note("lingering is switched on: it starts at boot", ""));
  }

  /// Stops and removes what an install of ours made; empty when there is nothing.
  public Optional<Done> uninstall() throws IOException {
    var starter = starter();
    var text = world.startupFiles().read(starter.file());
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (Startup.buildIn(text.get()).isEmpty()) {
      throw foreign(starter);
    }
    var notes = new ArrayList<Note>();
    var unreachable = starter.unreachable();
    var unloaded =
        unreachable.isEmpty() ? Optional.of(starter.unload()) : Optional.<Tools.Answer>empty();
    unreachable.ifPresent(why -> notes.add(new Note("it could not be stopped: " + why, "")));
    unloaded
        .filter(a -> !a.ok())
        .ifPresent(a -> notes.add(new Note("it was not stopped: " + a.words(), "")));
    world.startupFiles().remove(starter.file());
    for (var link : starter.links()) {
      world.startupFiles().remove(link);
    }
    world.checkpoints().at("service.removed");
    starter.forget();
    return Optional.of(new Done(starter.file(), notes));
  }

  /// What there is.
  public ServiceStatus status() throws IOException {
    return ServiceStatus.of(world, starter());
  }

  /// The builds that must stay: the one that we are, the one that supervises, and those that a
  /// service names.
  static List<String> builds(World world) throws IOException {
    var builds = new LinkedHashSet<>(List.of(world.program().buildId()));
    world.supervisors().build().ifPresent(builds::add);
    for (var kind : Starter.Kind.values()) {
      for (var file : Starter.of(kind, world).files()) {
        world.startupFiles().read(file).flatMap(Startup::buildIn).ifPresent(builds::add);
      }
    }
    return List.copyOf(builds);
  }

  private Starter starter() {
    return Starter.of(kind.orElse(Starter.Kind.SYSTEMD), world);
  }

  private Starter reachable() {
    var starter = starter();
    var why =
        kind.isEmpty()
            ? Optional.of("neither systemctl nor launchctl is on PATH")
            : starter.unreachable();
    if (why.isPresent()) {
      throw new Refusal(
          Kind.MISSING,
          "nothing here can start the supervisor at boot",
          why.get(),
          "crontab -e   # and add these two lines:\n        "
              + String.join("\n        ", cron().lines()));
    }
    return starter;
  }

  private CronLines cron() {
    var environment = new TreeMap<String, String>();
    var ours = world.host().environment();
    environment.put("PATH", toolPath());
    Startup.home(world).ifPresent(home -> environment.put("WORKCELL_HOME", home));
    Optional.ofNullable(ours.get("XDG_CONFIG_HOME"))
        .ifPresent(config -> environment.put("XDG_CONFIG_HOME", config));
    var checkout = ours.getOrDefault("WORKCELL_COMMAND", "");
    return new CronLines(
        checkout.isEmpty() ? world.program().directory().resolve("workcell") : Path.of(checkout),
        environment);
  }

  /// Short, since a line of a crontab may be no longer than 1000 characters: where the tools that
  /// we start are.
  private String toolPath() {
    var path = new LinkedHashSet<String>();
    for (var tool : List.of("git", "tmux")) {
      world
          .host()
          .which(tool, world.host().environment().getOrDefault("PATH", ""))
          .map(Path::getParent)
          .ifPresent(directory -> path.add(directory.toString()));
    }
    path.addAll(List.of("/usr/local/bin", "/usr/bin", "/bin"));
    return String.join(":", path);
  }

  private void ours(Starter starter, String text) {
    if (Startup.buildIn(text).isEmpty()) {
      throw foreign(starter);
    }
    if (!starter.isOfHome(world.cells().home(), text)) {
      throw new Refusal(
          Kind.CONFLICT,
          "the service was not installed",
          "%s starts the supervisor of another home".formatted(starter.file()),
          "workcell service uninstall   # then: " + AGAIN);
    }
  }

  private static Refusal foreign(Starter starter) {
    return new Refusal(
        Kind.CONFLICT,
        "%s is left alone".formatted(starter.file()),
        "it is there, and it is not of workcell",
        "mv %s %s.old".formatted(starter.file(), starter.file()));
  }
}
