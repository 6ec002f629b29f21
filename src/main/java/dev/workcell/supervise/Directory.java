package dev.workcell.supervise;

import dev.workcell.run.CellIdentity;
import dev.workcell.run.NoticeKind;
import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import dev.workcell.runbook.NotifySettings;
import dev.workcell.runbook.Receiver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/// Who is told: by the configuration, by what a workcell was launched with, by an adapter's name.
final class Directory {
  private final World world;

  Directory(World world) {
    this.world = world;
  }

  /// Who is told about a workcell, and of what.
  List<Receiver> of(CellIdentity identity) throws IOException {
    var wanted = identity.told();
    if (wanted.isEmpty()) {
      return world.post().receivers();
    }
    var found = new ArrayList<Receiver>();
    for (var words : wanted.get()) {
      found.add(of(words));
    }
    return found;
  }

  /// What `NAME[:EVENT,…]` means.
  ///
  /// @throws Refusal if there is no such receiver and no such adapter, or no such event
  Receiver of(String words) throws IOException {
    var colon = words.indexOf(':');
    var name = colon < 0 ? words : words.substring(0, colon);
    var receiver = named(name);
    if (receiver.isEmpty()) {
      throw unknown(name);
    }
    return colon < 0
        ? receiver.get()
        : receiver.get().only(events(List.of(words.substring(colon + 1).split(",", -1))));
  }

  /// A receiver that is set up, or an adapter that needs no setting up; empty when it is neither.
  Optional<Receiver> named(String name) throws IOException {
    for (var receiver : world.post().receivers()) {
      if (receiver.name().equals(name)) {
        return Optional.of(receiver);
      }
    }
    return world.post().adapters().contains(name)
        ? Optional.of(NotifySettings.bare(world.post().adapter(name)))
        : Optional.empty();
  }

  private static EnumSet<NoticeKind> events(List<String> words) {
    try {
      return EnumSet.copyOf(NotifySettings.events(words));
    } catch (IllegalArgumentException e) {
      throw new Refusal(
          Kind.USAGE,
          "there is no such event",
          "'%s' is none of %s".formatted(e.getMessage(), NotifySettings.eventWords()),
          "workcell notify ls");
    }
  }

  Refusal unknown(String name) throws IOException {
    var names = new ArrayList<String>();
    world.post().receivers().forEach(r -> names.add(r.name()));
    world.post().adapters().stream().filter(a -> !names.contains(a)).forEach(names::add);
    return new Refusal(
        Kind.NOT_FOUND,
        "there is no receiver %s".formatted(dev.workcell.run.Visible.of(name, 60)),
        "there are " + String.join(", ", names),
        "workcell notify ls");
  }
}
