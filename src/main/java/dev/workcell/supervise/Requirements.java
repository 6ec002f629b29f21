package dev.workcell.supervise;

import dev.workcell.run.CellName;
import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import dev.workcell.run.TreeFacts;
import dev.workcell.runbook.Recipe;
import dev.workcell.supervise.Repos.Repo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What must be true before a launch or a resume makes anything.
final class Requirements {
  private static final long LEAST_FREE_BYTES = 200L << 20;
  private static final int MOST_SHOWN = 5;

  private final World world;

  Requirements(World world) {
    this.world = world;
  }

  void nameIsFree(CellName name) throws IOException {
    if (world.cells().exists(name)) {
      var view = world.cells().open(name).read();
      throw new Refusal(
          Kind.CONFLICT,
          "workcell %s was not launched".formatted(name),
          "there is one of that name: run %d, %s (%s)"
              .formatted(view.cell().run(), view.run().state().word(), view.run().because()),
          view.run().state().settled()
              ? "workcell resume %s   # or: workcell rm %s".formatted(name, name)
              : "workcell attach " + name);
    }
  }

  void command(Recipe recipe, List<String> command) {
    var wants = recipe.launch().contains("{command}");
    if (wants && command.isEmpty()) {
      throw new Refusal(
          Kind.USAGE,
          "recipe %s needs a command line".formatted(recipe.name()),
          "nothing stands after --",
          "workcell launch NAME … --agent %s -- my-agent --flag".formatted(recipe.name()));
    }
    if (!wants && !command.isEmpty()) {
      throw new Refusal(
          Kind.USAGE,
          "recipe %s takes no command line".formatted(recipe.name()),
          "'%s' stands after --".formatted(command.getFirst()),
          "workcell launch NAME … --agent command -- " + String.join(" ", command));
    }
  }

  /// @return the file that will be started
  String binary(
      Recipe recipe, List<String> command, Map<String, String> environment, Path workTree) {
    var program =
        recipe.binary().isEmpty() && !command.isEmpty() ? command.getFirst() : recipe.binary();
    if (program.isEmpty()) {
      return recipe.launch().getFirst();
    }
    var path = environment.getOrDefault("PATH", "");
    var file =
        program.contains("/") ? workTree.toAbsolutePath().resolve(program).toString() : program;
    return world
        .host()
        .which(file, path)
        .map(Path::toString)
        .orElseThrow(() ->
            new Refusal(
                Kind.MISSING,
                "%s is not on this machine".formatted(recipe.title()),
                "no executable '%s' in PATH=%s".formatted(program, path),
                "workcell doctor"));
  }

  /// What an interactive agent needs besides.
  void terminal(Recipe recipe, Map<String, String> environment) {
    if (recipe.interactive().isEmpty()) {
      throw new Refusal(
          Kind.USAGE,
          "%s was not launched".formatted(recipe.title()),
          "recipe %s does not say how it is run in a terminal".formatted(recipe.name()),
          "workcell launch NAME … --agent %s   # without --interactive".formatted(recipe.name()));
    }
    var path = environment.getOrDefault("PATH", "");
    for (var program : List.of("script", "mkfifo", "stty")) {
      if (world.host().which(program, path).isEmpty()) {
        throw new Refusal(
            Kind.MISSING,
            "an interactive agent cannot be given a terminal",
            "no executable '%s' in PATH=%s".formatted(program, path),
            program.equals("script")
                ? "apt-get install bsdutils   # or util-linux, for script"
                : "apt-get install coreutils");
      }
    }
  }

  void disk() throws IOException {
    var free = world.host().freeBytes(world.cells().home());
    if (free < LEAST_FREE_BYTES) {
      throw new Refusal(
          Kind.MISSING,
          "the disk is too full to launch",
          "%s has %,d MB free and a launch wants %,d"
              .formatted(world.cells().home(), free >> 20, LEAST_FREE_BYTES >> 20),
          "workcell gc");
    }
  }

  void notHeld(Repo repo) throws IOException {
    var holder = world.cells().holder(repo.gitDir());
    if (holder.isEmpty()) {
      return;
    }
    var held = holder.get();
    var ours = held.home().equals(world.cells().home());
    if (ours && world.cells().exists(held)) {
      // what died unseen is brought to rest first
      new Look(world).at(held.cell());
    }
    if (!world.cells().holds(held)) {
      return;
    }
    var prefix = ours ? "" : "WORKCELL_HOME=%s ".formatted(held.home());
    throw new Refusal(
        Kind.CONFLICT,
        "%s is held by workcell %s".formatted(repo.workTree(), held.cell()),
        "one repo, one objective, one session: it is open%s"
            .formatted(ours ? "" : " in the home " + held.home()),
        "%sworkcell show %s   # or launch with --worktree".formatted(prefix, held.cell()));
  }

  /// Only what is not committed counts; ignored files do not.
  void clean(Path workTree, TreeFacts facts) throws IOException {
    if (!facts.dirty()) {
      return;
    }
    var changes = world.repos().changes(workTree, facts.head(), facts.tree());
    var shown = changes.stream().limit(MOST_SHOWN).map(c -> c.kind() + " " + c.path()).toList();
    throw new Refusal(
        Kind.CONFLICT,
        "%s has changes that are not committed".formatted(workTree),
        "%s%s"
            .formatted(
                String.join(", ", shown),
                changes.size() > MOST_SHOWN
                    ? " and %d more".formatted(changes.size() - MOST_SHOWN)
                    : ""),
        "git stash -u   # or launch with --allow-dirty or --worktree");
  }
}
