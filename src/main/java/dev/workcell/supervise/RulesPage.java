package dev.workcell.supervise;

import dev.workcell.diagnose.PlainText;
import dev.workcell.runbook.RepoRules;
import java.util.List;

/// What a repo's SUPERVISOR.md says, as an agent is told it: first what is enforced, then what is
/// advice.
final class RulesPage {
  private RulesPage() {}

  static String of(RepoRules rules) {
    var page = new StringBuilder("## Rules of this repository (SUPERVISOR.md)\n\n");
    page.append("Enforced: what breaks one of these is found afterwards, and never passes.\n\n");
    page.append(
            "- Do not create, change, delete, rename or chmod, not even to take it back later: ")
        .append(named(RuleBook.Pinned.closed(rules).patterns()))
        .append(".\n");
    if (!rules.protect().isEmpty()) {
      page.append("- Do not change or add to what the check is made of: ")
          .append(named(rules.protect().patterns()))
          .append(".\n");
    }
    if (!rules.body().isEmpty()) {
      page.append("\nAdvice, which nobody enforces and you follow all the same:\n\n");
      page.append(PlainText.of(rules.body()).strip()).append('\n');
    }
    return page.toString();
  }

  private static String named(List<String> patterns) {
    return String.join(
        ", ",
        patterns.stream()
            .map(p -> "`%s`".formatted(p.startsWith("/") ? p.substring(1) : p))
            .toList());
  }
}
