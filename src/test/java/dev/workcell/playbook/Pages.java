package dev.workcell.playbook;

import dev.workcell.run.DiagnosisKind;
import dev.workcell.run.History;
import dev.workcell.run.Next.Remedy;
import dev.workcell.runbook.PlaybookPage;
import dev.workcell.runbook.PlaybookPage.Pause;
import dev.workcell.runbook.PlaybookPage.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Short pages: one remedy, then a person.
final class Pages {
  static final Pause PAUSE =
      new Pause(Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ZERO, Duration.ZERO);

  private Pages() {}

  static Playbook playbook(DiagnosisKind kind, Instant now) {
    var steps = new ArrayList<Step>();
    switch (kind) {
      case RATE_LIMIT, OVERLOADED, NETWORK -> steps.add(new Step(Remedy.WAIT_UNTIL, 5, PAUSE));
      case PARTIAL_COMPLETION -> steps.add(new Step(Remedy.CONTINUE, 3, PAUSE));
      case VANISHED, REBOOTED, CRASHED -> steps.add(new Step(Remedy.RELAUNCH, 3, PAUSE));
      case CONTEXT_FULL -> steps.add(new Step(Remedy.RELAUNCH_FRESH, 2, PAUSE));
      default -> {}
    }
    steps.add(new Step(Remedy.ASK_OPERATOR, 1, PAUSE));
    return new Playbook(page(kind, steps), History.NONE, true, now, 0);
  }

  static PlaybookPage page(DiagnosisKind kind, List<Step> steps) {
    return new PlaybookPage(kind, "a page", 5, steps, "when nothing helps", "");
  }
}
