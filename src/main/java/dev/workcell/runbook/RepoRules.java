package dev.workcell.runbook;

import dev.workcell.run.Globs;
import dev.workcell.run.Refusal;
import dev.workcell.run.Visible;
import java.util.List;
import java.util.Optional;

/// A repo's own add-on, SUPERVISOR.md. It comes from the repo, so nothing of it counts before the
/// operator trusts it.
///
/// @param setup a command line that is run in the work tree before the first attempt
/// @param verify the check when the operator names none
/// @param forbidden what an attempt may not touch
/// @param protect what the check is made of, besides what it names
/// @param env names that are frozen when they are set
/// @param recipe the agent when the operator names none
/// @param body rules and advice for the agent
public record RepoRules(
    Optional<String> setup,
    Optional<String> verify,
    Globs forbidden,
    Globs protect,
    List<String> env,
    Optional<String> recipe,
    Limits limits,
    String body) {
  private static final int LONGEST_COMMAND = 4000;
  private static final int MOST = 200;

  public RepoRules {
    env = List.copyOf(env);
  }

  /// Reads a page.
  ///
  /// @throws Refusal if a key is unknown or of the wrong kind, or a pattern leads out of the repo
  public static RepoRules of(Page page) {
    var front = new FrontMatter(page.source(), page.front());
    var limits = front.child("limits");
    var rules =
        new RepoRules(
            command(front, "setup"),
            command(front, "verify"),
            globs(front, "forbidden"),
            globs(front, "protect"),
            names(front),
            recipe(front),
            limits.map(Limits::of).orElse(Limits.NONE),
            page.body().strip());
    limits.ifPresent(FrontMatter::nothingElse);
    front.nothingElse();
    return rules;
  }

  private static Optional<String> command(FrontMatter front, String key) {
    var text = front.optText(key).map(String::strip);
    if (text.isEmpty()) {
      return text;
    }
    if (text.get().isEmpty()) {
      throw front.refused(front.line(key), "%s is empty".formatted(key));
    }
    if (text.get().length() > LONGEST_COMMAND) {
      throw front.refused(
          front.line(key), "%s is longer than %d characters".formatted(key, LONGEST_COMMAND));
    }
    for (var line : text.get().split("\n", -1)) {
      var plain = line.replace("\t", "");
      if (!Visible.of(plain).equals(plain)) {
        throw front.refused(front.line(key), "%s holds a control character".formatted(key));
      }
    }
    return text;
  }

  private static Globs globs(FrontMatter front, String key) {
    var patterns = front.texts(key);
    tooMany(front, key, patterns);
    for (var pattern : patterns) {
      Globs.problem(pattern)
          .ifPresent(why -> {
            throw front.refused(
                front.line(key), "%s '%s': %s".formatted(key, Visible.of(pattern, 80), why));
          });
    }
    return new Globs(patterns);
  }

  private static List<String> names(FrontMatter front) {
    var names = front.texts("env");
    tooMany(front, "env", names);
    for (var name : names) {
      if (!name.matches("[A-Za-z_][A-Za-z0-9_]{0,99}")) {
        throw front.refused(
            front.line("env"), "env '%s' is no name of a variable".formatted(Visible.of(name, 80)));
      }
    }
    return names;
  }

  private static Optional<String> recipe(FrontMatter front) {
    var name = front.optText("recipe");
    if (name.isPresent() && !name.get().matches("[a-z0-9][a-z0-9-]{0,39}")) {
      throw front.refused(
          front.line("recipe"), "recipe '%s' is no name".formatted(Visible.of(name.get(), 80)));
    }
    return name;
  }

  private static void tooMany(FrontMatter front, String key, List<String> found) {
    if (found.size() > MOST) {
      throw front.refused(
          front.line(key), "%s has %d entries, over %d".formatted(key, found.size(), MOST));
    }
  }
}
