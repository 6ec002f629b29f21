package dev.workcell.cli;

import dev.workcell.run.Globs;
import dev.workcell.run.Visible;
import dev.workcell.runbook.Limits;
import dev.workcell.runbook.RepoRules;
import dev.workcell.supervise.RuleBook;
import dev.workcell.supervise.Trust;
import dev.workcell.supervise.Trust.Offer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// What a person sees of a repo before trusting it. All of it is text of others: what would steer
/// the terminal is shown as numbers.
final class TrustPage {
  private static final int LONGEST = 2000;

  private final Screen screen;

  TrustPage(Screen screen) {
    this.screen = screen;
  }

  void print(Offer offer) {
    screen.line(screen.bold(Visible.of(offer.repo().workTree().toString())));
    screen.line();
    offer.page().ifPresent(page -> rules(page));
    var others = new TreeMap<>(offer.pins());
    others.remove(RuleBook.FILE);
    screen.line(screen.bold("What else in it runs, or is obeyed, when somebody works there"));
    if (others.isEmpty()) {
      screen.line("  nothing that is known of here");
    }
    others.forEach((name, hash) -> {
      var setting = offer.settings().get(name);
      screen.line(
          "  %s  %s%s"
              .formatted(
                  Screen.padded(Trust.brief(hash), 12),
                  Visible.of(name, 200),
                  setting == null ? "" : " = " + Visible.of(setting, 300)));
    });
    screen.line();
    if (offer.before().isPresent() && !offer.trusted()) {
      screen.line(screen.bold("Changed since you trusted it"));
      offer.changed().forEach(change -> screen.line("  " + change.shown()));
      screen.line();
    }
  }

  private void rules(RuleBook.Page page) {
    var rules = page.rules();
    screen.line(screen.bold("SUPERVISOR.md") + "  " + Trust.brief(page.sha256()));
    row("runs once", rules.setup().map(TrustPage::lines).orElse(List.of("nothing")));
    row(
        "checks by",
        rules.verify().map(TrustPage::lines).orElse(List.of("what you say at launch")));
    row("forbids", patterns(rules.forbidden()));
    row("protects", patterns(rules.protect()));
    row("passes on", rules.env().isEmpty() ? List.of("no variable") : rules.env());
    row("agent", List.of(rules.recipe().orElse("the one you say at launch")));
    row("limits", limits(rules.limits()));
    row("advises", advice(rules));
    screen.line();
  }

  private void row(String what, List<String> lines) {
    for (var i = 0; i < lines.size(); i++) {
      screen.line("  %s %s".formatted(Screen.padded(i == 0 ? what : "", 10), lines.get(i)));
    }
  }

  private static List<String> lines(String command) {
    return command.lines().map(line -> Visible.of(line.replace("\t", "  "), LONGEST)).toList();
  }

  private static List<String> patterns(Globs globs) {
    return globs.isEmpty()
        ? List.of("nothing")
        : globs.patterns().stream().map(p -> Visible.of(p, 300)).toList();
  }

  private static List<String> limits(Limits limits) {
    var found = new ArrayList<String>();
    limits.hours().ifPresent(h -> found.add("%d hours".formatted(h.toHours())));
    limits.tokens().ifPresent(t -> found.add("%,d tokens".formatted(t)));
    limits.costUsd().ifPresent(c -> found.add("%s USD".formatted(c)));
    limits.attempts().ifPresent(a -> found.add("%d attempts".formatted(a)));
    return found.isEmpty()
        ? List.of("the usual")
        : List.of(String.join(", ", found) + ", then no further attempt");
  }

  private static List<String> advice(RepoRules rules) {
    return rules.body().isEmpty()
        ? List.of("nothing")
        : rules.body().lines().map(line -> Visible.of(line.replace("\t", "  "), LONGEST)).toList();
  }
}
