package dev.workcell.supervise;

import dev.workcell.supervise.Service.Note;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How the service stands.
///
/// @param starter who starts it, for people
/// @param unreachable why that could not be asked
/// @param build the build that the file names; empty when nothing of ours is installed
/// @param present the build that we are
/// @param standing empty when it could not be asked
/// @param lingering whether it comes at boot and not at login; empty when not known or no question
/// @param notes what is wrong or worth knowing
public record ServiceStatus(
    String starter,
    Optional<String> unreachable,
    Path file,
    Optional<String> build,
    String present,
    Optional<Standing> standing,
    Optional<Boolean> lingering,
    List<Note> notes) {
  private static final String AGAIN = "workcell service install";

  public ServiceStatus {
    notes = List.copyOf(notes);
  }

  /// What the starter says of it.
  ///
  /// @param enabled whether it comes at the next boot
  /// @param state its own word for how it is now
  public record Standing(boolean enabled, boolean running, String state) {}

  public boolean installed() {
    return build.isPresent();
  }

  public boolean running() {
    return standing.filter(Standing::running).isPresent();
  }

  public boolean enabled() {
    return standing.filter(Standing::enabled).isPresent();
  }

  /// The starter's own word for how it is now.
  public String state() {
    return standing.map(Standing::state).orElse("unknown");
  }

  static ServiceStatus of(World world, Starter starter) throws IOException {
    var text = world.startupFiles().read(starter.file());
    var build = text.flatMap(Startup::buildIn);
    var unreachable = starter.unreachable();
    var notes = new ArrayList<Note>();
    if (text.isPresent() && build.isEmpty()) {
      notes.add(new Note("%s is not of workcell".formatted(starter.file()), ""));
    }
    var standing =
        build.isPresent() && unreachable.isEmpty()
            ? Optional.of(starter.standing())
            : Optional.<Standing>empty();
    if (build.isEmpty() || unreachable.isPresent()) {
      unreachable.ifPresent(why -> notes.add(new Note(why, "")));
      notes.add(
          new Note(
              "after a reboot open workcells wait for you",
              build.isEmpty() ? AGAIN : "workcell check"));
    } else {
      loose(world, starter, text.orElse(""), build.get()).ifPresent(notes::add);
      if (standing.filter(s -> s.running() && s.enabled()).isEmpty()) {
        notes.add(new Note("it does not run, or not after the next boot", AGAIN));
      }
    }
    var lingering = Optional.<Boolean>empty();
    if (starter instanceof SystemdUser && build.isPresent() && unreachable.isEmpty()) {
      var asked = Lingering.of(world);
      lingering =
          switch (asked.state()) {
            case YES -> Optional.of(true);
            case NO -> Optional.of(false);
            case COULD_NOT_ASK -> Optional.empty();
          };
      if (!lingering.orElse(false)) {
        notes.add(new Note("it starts when you log in, not at boot", asked.mend()));
      }
    }
    return new ServiceStatus(
        starter.title(),
        unreachable,
        starter.file(),
        build,
        world.program().buildId(),
        standing,
        lingering,
        notes);
  }

  /// What the file says that is no longer so.
  private static Optional<Note> loose(World world, Starter starter, String text, String build) {
    if (!starter.isOfHome(world.cells().home(), text)) {
      return Optional.of(
          new Note(
              "it starts the supervisor of another home",
              "workcell service uninstall   # then: " + AGAIN));
    }
    if (!Files.exists(world.cells().program(build).resolve("workcell"))) {
      return Optional.of(new Note("its program %s is gone".formatted(build), AGAIN));
    }
    return build.equals(world.program().buildId())
        ? Optional.empty()
        : Optional.of(
            new Note(
                "it starts build %s, and this is %s".formatted(build, world.program().buildId()),
                AGAIN));
  }
}
