package dev.workcell.supervise;

import dev.workcell.run.CellName;
import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import dev.workcell.run.Tries;
import dev.workcell.run.Wanted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Ends a group: first what is queued is withdrawn, so that nothing new begins, then what is open
/// is stopped. Files stay.
public final class Down {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final World world;
  private final Groups groups;

  public Down(World world) {
    this.world = world;
    this.groups = world.cells().groups();
  }

  /// What became of one workcell.
  ///
  /// @param refused why it was not ended or removed
  public record Ended(CellName name, String what, Optional<Refusal> refused) {}

  /// The group that is meant: by its file, or by its name.
  ///
  /// @throws Refusal if there is none
  public String group(String named) throws IOException {
    var file = Path.of(named).toAbsolutePath().normalize();
    if (Files.exists(file) || named.contains("/") || named.endsWith(".yaml")) {
      for (var name : groups.names()) {
        if (groups.find(name).filter(p -> p.source().equals(file)).isPresent()) {
          return name;
        }
      }
    }
    return new Drive(world).look(named, Tries.ONCE).plan().name();
  }

  /// @param remove also removes what is settled, as `rm` would
  public List<Ended> run(String group, boolean remove) throws IOException, InterruptedException {
    var withdrawn =
        groups.whileDriving(
            group,
            PATIENCE,
            () -> {
              groups.write(new Drive(world).look(group, Tries.ONCE).plan().with(Wanted.STOPPED));
              return group;
            });
    if (withdrawn.isEmpty()) {
      throw new Refusal(
          Kind.CONFLICT,
          "group %s was not taken down".formatted(group),
          "somebody else has been launching it for %d s".formatted(PATIENCE.toSeconds()),
          "workcell down " + group);
    }
    world.checkpoints().at("down.withdrawn");
    var ended = new ArrayList<Ended>();
    var left = false;
    for (var name : world.cells().names()) {
      if (new Drive(world).member(group, name).isPresent()) {
        var one = end(name, remove);
        ended.add(one);
        left |= one.refused().isPresent() || !remove;
      }
    }
    if (remove && !left) {
      groups.forget(group);
    }
    return ended;
  }

  private Ended end(CellName name, boolean remove) throws IOException, InterruptedException {
    try {
      var view = new Look(world).at(world.cells().open(name));
      var what = view.run().state().word();
      if (!view.run().state().settled()) {
        new Stop(world).run(name);
        what = "stopped now";
      }
      if (remove) {
        new Remove(world).run(name, false);
        return new Ended(name, what + ", removed", Optional.empty());
      }
      return new Ended(name, what, Optional.empty());
    } catch (Refusal refusal) {
      return new Ended(name, refusal.why(), Optional.of(refusal));
    }
  }
}
