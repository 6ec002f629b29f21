package dev.workcell.supervise;

import dev.workcell.runbook.Recipe;
import dev.workcell.supervise.Commands.Command;
import dev.workcell.supervise.Examine.Finding;
import dev.workcell.supervise.Examine.Level;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Which agents a launch would find on this machine: version, whether the lab ran that version, and
/// whether a credential is where the agent keeps it. That one is there does not say that it is
/// accepted.
final class InstalledAgents {
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private final World world;
  private final Map<String, String> environment;

  InstalledAgents(World world) {
    this.world = world;
    this.environment = world.host().environment();
  }

  /// One finding for each that is there, and one for all that are not.
  List<Finding> all() {
    var recipes =
        world.recipes().names().stream()
            .map(world.recipes()::find)
            .filter(r -> !r.binary().isEmpty())
            .toList();
    // some take seconds to tell their version
    var found =
        recipes.parallelStream()
            .flatMap(r -> file(r).map(file -> agent(r, file)).stream())
            .collect(Collectors.toCollection(ArrayList::new));
    var absent =
        recipes.stream()
            .filter(r -> file(r).isEmpty())
            .map(r -> "%s (%s)".formatted(r.title(), r.binary()))
            .toList();
    if (!absent.isEmpty()) {
      found.add(new Finding(Level.NOTE, "not installed: " + String.join(", ", absent), ""));
    }
    return found;
  }

  private Optional<Path> file(Recipe recipe) {
    return world.host().which(recipe.binary(), environment.getOrDefault("PATH", ""));
  }

  private Finding agent(Recipe recipe, Path file) {
    var version = version(recipe, file);
    var known = recipe.verified();
    var same = known.filter(version::contains).isPresent();
    var verified =
        same
            ? "the verified version"
            : known
                .map(v -> "verified was " + v)
                .orElse("its page was written from documentation and is not verified");
    var credential = credential(recipe);
    var text =
        "%s: %s at %s, %s; %s"
            .formatted(
                recipe.title(),
                version,
                file,
                verified,
                credential.map(c -> "logged in, going by " + c).orElse(none(recipe)));
    var login = credential.isPresent() ? "" : recipe.credential().login().orElse("");
    return new Finding(same && credential.isPresent() ? Level.GOOD : Level.NOTE, text, login);
  }

  private String version(Recipe recipe, Path file) {
    try {
      var argv = new ArrayList<>(List.of(file.toString()));
      argv.addAll(recipe.version());
      var done = world.commands().run(Command.of(argv, Path.of("/"), environment).within(DEADLINE));
      return (done.text() + "\n" + done.errorText()) // pi tells it on stderr
          .lines()
          .filter(line -> !line.isBlank())
          .findFirst()
          .orElse(recipe.binary());
    } catch (IOException e) {
      return "%s (it could not be run: %s)".formatted(recipe.binary(), e.getMessage());
    }
  }

  /// Where its credential is: the name of a variable, or a file.
  private Optional<String> credential(Recipe recipe) {
    var named =
        recipe.credential().environment().stream()
            .filter(name -> !environment.getOrDefault(name, "").isEmpty())
            .findFirst();
    return named.or(() -> files(recipe).stream().filter(this::holdsSomething).findFirst());
  }

  private boolean holdsSomething(String file) {
    try {
      return world.outputs().size(Path.of(file)) > 0;
    } catch (IOException unreadable) {
      return false;
    }
  }

  private List<String> files(Recipe recipe) {
    return recipe.credential().files().stream()
        .map(file -> Transcript.pattern(file, "", environment))
        .toList();
  }

  private String none(Recipe recipe) {
    var places = new ArrayList<>(recipe.credential().environment());
    places.addAll(files(recipe));
    return places.isEmpty()
        ? "where its credential is, is not known"
        : "not logged in: nothing in " + String.join(", ", places);
  }
}
