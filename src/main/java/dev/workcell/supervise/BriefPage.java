package dev.workcell.supervise;

import dev.workcell.run.Brief;
import dev.workcell.runbook.Recipe;
import dev.workcell.runbook.Recipe.Notes;
import dev.workcell.runbook.RepoRules;
import java.util.Collection;
import java.util.Optional;

/// brief.md as the agent gets it: the operator's words, then the rules of the house.
final class BriefPage {
  private BriefPage() {}

  static String of(
      Brief brief,
      Recipe recipe,
      boolean mayCommit,
      Optional<String> check,
      Collection<String> pins,
      Optional<RepoRules> rules) {
    var page = new StringBuilder(brief.text().strip()).append("\n\n## Rules of this workcell\n\n");
    page.append("- You work alone, without a person to ask. Decide, and say what you decided.\n");
    check.ifPresent(script ->
        page.append("- When you end, your work is checked by this, which is not yours to run:\n\n")
            .append(indented(script))
            .append('\n'));
    if (!pins.isEmpty()) {
      page.append("- Do not change what the check is made of: ")
          .append(String.join(", ", pins.stream().sorted().toList()))
          .append(".\n");
    }
    page.append(
        mayCommit
            ? "- You may commit on the branch that is checked out. Do not push.\n"
            : "- Do not commit. Leave your changes in the work tree.\n");
    page.append("- Do not change the configuration of git in this repository.\n");
    page.append(
        recipe.notes() == Notes.ADD_DIR
            ? "- Leave notes for the next pass as files in the directory $WORKCELL_NOTES.\n"
            : "- Your final message is kept as your note for the next pass: what is done, what is"
                + " not, what did not work.\n");
    rules.ifPresent(of -> page.append('\n').append(RulesPage.of(of)));
    return page.toString();
  }

  private static String indented(String script) {
    return script.strip().lines().map(l -> "      " + l + "\n").reduce("", String::concat);
  }

  /// The operator's own words again.
  static Brief withoutRules(Brief brief) {
    var at = brief.text().indexOf("\n## Rules of this workcell\n");
    return at < 0 ? brief : new Brief(brief.text().substring(0, at).strip() + "\n");
  }
}
