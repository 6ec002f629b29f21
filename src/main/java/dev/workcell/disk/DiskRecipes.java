package dev.workcell.disk;

import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import dev.workcell.runbook.Recipe;
import dev.workcell.supervise.Recipes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// The built-in recipes, and the operator's own in the configuration directory, which override by
/// name.
public final class DiskRecipes implements Recipes {
  private static final List<String> BUILT_IN =
      List.of(
          "aider",
          "amp",
          "claude-code",
          "codex",
          "command",
          "copilot",
          "cursor",
          "demo",
          "gemini",
          "goose",
          "opencode",
          "pi",
          "qwen");

  private final Path own;

  private DiskRecipes(Path own) {
    this.own = own;
  }

  /// By the environment: `${XDG_CONFIG_HOME:-~/.config}/workcell/recipes`.
  public static DiskRecipes of(Map<String, String> environment) {
    return new DiskRecipes(ConfigDirectory.of(environment).resolve("recipes"));
  }

  @Override
  public Recipe find(String name) {
    var written = written(name);
    var recipe = Recipe.of(YamlPages.recipe(written.source(), written.text()));
    if (written.own()) {
      recipe.signs(); // a mistake is told before anything is launched
    }
    return recipe;
  }

  @Override
  public Original written(String name) {
    if (!name.matches("[a-z0-9][a-z0-9-]{0,39}")) {
      throw unknown(name);
    }
    try {
      var file = own.resolve(name + ".md");
      if (Files.exists(file) && !isGuide(file)) {
        return new Original(file.toString(), Files.readString(file), true);
      }
      if (BUILT_IN.contains(name)) {
        return new Original(name + ".md", builtIn(name), false);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw unknown(name);
  }

  private static String builtIn(String name) throws IOException {
    try (var in = DiskRecipes.class.getResourceAsStream("/skill/recipes/" + name + ".md")) {
      if (in == null) {
        throw new IllegalStateException("recipe %s is not packed into the program".formatted(name));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public List<String> names() {
    var names = new TreeSet<>(BUILT_IN);
    if (Files.isDirectory(own)) {
      try (var files = Files.list(own)) {
        files
            .filter(f -> f.toString().endsWith(".md") && !isGuide(f))
            .map(f -> f.getFileName().toString())
            .forEach(n -> names.add(n.substring(0, n.length() - 3)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return List.copyOf(names);
  }

  /// A page of the same folder that is for readers only: it says `kind: guide` and names no
  /// program.
  private static boolean isGuide(Path file) {
    try {
      return Files.readString(file).startsWith("---\nkind: guide\n");
    } catch (IOException e) {
      return false;
    }
  }

  private Refusal unknown(String name) {
    return new Refusal(
        Kind.NOT_FOUND,
        "there is no recipe '%s'".formatted(name),
        "the recipes are %s; your own would be in %s".formatted(String.join(", ", names()), own),
        "workcell launch NAME … --agent claude-code");
  }
}
