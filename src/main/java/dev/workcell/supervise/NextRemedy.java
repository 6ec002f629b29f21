package dev.workcell.supervise;

import dev.workcell.playbook.Finding.Trouble;
import dev.workcell.playbook.Playbook;
import dev.workcell.playbook.Playbook.Decision;
import dev.workcell.run.Refusal;
import dev.workcell.runbook.PlaybookPage;
import java.io.IOException;
import java.util.function.Function;

/// Asks the playbook what to do about the trouble of a run.
final class NextRemedy {
  private final World world;

  NextRemedy(World world) {
    this.world = world;
  }

  Decision of(Cell cell, Trouble trouble) throws IOException {
    var decision = byPage(cell, trouble);
    return cell.identity().rules().isEmpty()
        ? decision
        : new Spending(world).bounded(cell, decision);
  }

  private Decision byPage(Cell cell, Trouble trouble) throws IOException {
    var run = cell.read().run();
    var recipe = world.recipes().find(cell.identity().recipe());
    var canResume = run.sessionId().isPresent() && !recipe.resume().isEmpty();
    var kind = trouble.diagnosis().kind();
    var playbooks = world.playbooks();
    Function<PlaybookPage, Decision> by =
        page ->
            new Playbook(
                    page, run.history(), canResume, world.time().now(), spread(cell, run.seq()))
                .decide(trouble.diagnosis(), trouble.because());
    try {
      return by.apply(playbooks.find(kind));
    } catch (Refusal wrong) {
      // it may have been edited just now; nobody is there to be refused anything
      return by.apply(playbooks.builtIn(kind))
          .insteadOf("by the own page: %s: %s".formatted(wrong.what(), wrong.why()));
    }
  }

  /// Another one for each workcell and decision, the same when it is made again.
  private static double spread(Cell cell, int seq) {
    return Math.floorMod((cell.identity().id() + seq).hashCode() * 0x9E3779B9, 1000) / 1000.0;
  }
}
