package dev.workcell.supervise;

import dev.workcell.run.Event.Settings.Mode;
import dev.workcell.run.Globs;
import dev.workcell.run.Permissions;
import dev.workcell.runbook.Recipe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The command line of an agent, from its recipe.
final class AgentCommand {
  private AgentCommand() {}

  /// @param mode which command line of the recipe
  /// @param check the text of verify.sh
  /// @param session the conversation to go on with; empty for a new one
  /// @param forbidden what it is denied in its own settings, where it has them
  /// @param own the words after `--` for recipe `command`
  static List<String> of(
      Recipe recipe,
      Mode mode,
      Permissions permissions,
      Path workTree,
      String brief,
      Optional<String> check,
      Optional<String> session,
      Globs forbidden,
      List<String> own,
      Path program) {
    var resume = resume(recipe, mode);
    var goesOn = session.isPresent() && !resume.isEmpty();
    var argv = new ArrayList<String>();
    for (var word : goesOn ? resume : launch(recipe, mode)) {
      switch (word) {
        case "{brief}" -> argv.add(brief);
        case "{command}" -> argv.addAll(own);
        case "{permissions}" -> {
          argv.addAll(recipe.permissions().getOrDefault(permissions, List.of()));
          check.flatMap(Check::command).ifPresent(c -> allowed(recipe, permissions, c, argv));
          denied(recipe, forbidden, argv);
        }
        case "{words}" ->
            recipe
                .interactive()
                .ifPresent(i -> i.words().forEach(w -> argv.add(filled(w, workTree))));
        case "{session}" -> argv.add(session.orElse(""));
        case "{demo}" -> argv.add(program.resolve("demo-agent.sh").toString());
        // some take it as a part of an option only
        default -> argv.add(word.replace("{session}", session.orElse("")));
      }
    }
    return argv;
  }

  private static List<String> launch(Recipe recipe, Mode mode) {
    return mode == Mode.INTERACTIVE
        ? recipe.interactive().map(i -> i.launch()).orElse(List.of())
        : recipe.launch();
  }

  /// The command line that goes on with a conversation; empty when the agent cannot.
  static List<String> resume(Recipe recipe, Mode mode) {
    return mode == Mode.INTERACTIVE
        ? recipe.interactive().map(i -> i.resume()).orElse(List.of())
        : recipe.resume();
  }

  /// `{worktree}` stands between double quotes in the settings of an agent.
  private static String filled(String word, Path workTree) {
    var path = workTree.toString().replace("\\", "\\\\").replace("\"", "\\\"");
    return word.replace("{worktree}", path);
  }

  private static void denied(Recipe recipe, Globs forbidden, List<String> argv) {
    for (var glob : forbidden.patterns()) {
      var path = glob.startsWith("/") ? glob.substring(1) : glob;
      for (var word : recipe.forbiddenPaths()) {
        argv.add(word.replace("{glob}", path));
      }
    }
  }

  private static void allowed(
      Recipe recipe, Permissions permissions, String check, List<String> argv) {
    if (permissions == Permissions.SAFE) {
      recipe.checkAllowed().forEach(word -> argv.add(word.replace("{check}", check)));
    }
  }
}
