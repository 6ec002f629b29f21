package dev.workcell.supervise;

import dev.workcell.diagnose.PlainText;
import dev.workcell.playbook.Notices;
import dev.workcell.run.Event;
import dev.workcell.run.Event.NoticeQueued;
import dev.workcell.run.Letter;
import dev.workcell.run.Notice;
import dev.workcell.run.Refusal;
import dev.workcell.runbook.Receiver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Puts the newest news of a workcell into the outbox: first the line in its journal, then the
/// letters. Whoever died between the two is made good by the next who looks; done twice it does
/// nothing.
final class Announce {
  private static final int LONGEST_TITLE = 120;
  private static final int LONGEST_TEXT = 240;

  private final World world;

  Announce(World world) {
    this.world = world;
  }

  /// Nothing that keeps a notice from going out may keep a workcell from its rest.
  void of(Cell cell) throws IOException {
    if (cell.identity().told().filter(List::isEmpty).isPresent()) {
      return;
    }
    try {
      var receivers = new Directory(world).of(cell.identity());
      if (!receivers.isEmpty()) {
        announce(cell, receivers);
      }
    } catch (Refusal wrong) {
      // the configuration is wrong: `notify status` and `doctor` tell
    }
  }

  private void announce(Cell cell, List<Receiver> receivers) throws IOException {
    var view = cell.read();
    var run = view.cell().run();
    var news =
        new Notices(cell.identity(), run, view.cell().objective(), cell.journal(run)).newest();
    if (news.isEmpty()) {
      return;
    }
    var notice = clean(news.get(), cell.environment());
    var names =
        receivers.stream()
            .filter(r -> r.events().contains(notice.kind()))
            .map(Receiver::name)
            .toList();
    if (names.isEmpty()) {
      return;
    }
    var after = cell.transition(now -> queued(notice, missing(notice, names, now.cell().queued())));
    world.checkpoints().at("notify.queued");
    for (var name : names) {
      var letter = Letter.to(name, notice);
      var known = Notice.inJournal(run, notice.line(), name);
      if (after.cell().queued().contains(known)
          && !after.cell().delivered().contains(known)
          && !world.post().outbox().has(letter.id())) {
        world.post().outbox().add(letter);
        world.checkpoints().at("notify.written");
      }
    }
  }

  private static List<String> missing(Notice notice, List<String> names, List<String> queued) {
    var missing = new ArrayList<String>();
    for (var name : names) {
      if (!queued.contains(Notice.inJournal(notice.run(), notice.line(), name))) {
        missing.add(name);
      }
    }
    return missing;
  }

  private static List<Event> queued(Notice notice, List<String> names) {
    return names.isEmpty()
        ? List.of()
        : List.of(
            new NoticeQueued(notice.run(), notice.line(), notice.kind(), notice.cause(), names));
  }

  private static Notice clean(Notice it, Map<String, String> environment) {
    return new Notice(
        it.cellId(),
        it.cell(),
        it.run(),
        it.attempt(),
        it.line(),
        it.kind(),
        it.cause(),
        clean(it.title(), environment, LONGEST_TITLE),
        clean(it.text(), environment, LONGEST_TEXT),
        it.command(),
        it.at());
  }

  /// Redacted before it is cut: half a secret is not known as one.
  private static String clean(String text, Map<String, String> environment, int longest) {
    return PlainText.line(Secrets.redacted(PlainText.of(text), environment), longest);
  }

  /// The letters of a receiver, for who sends.
  static Optional<Cell> cell(World world, Notice notice) {
    try {
      var name = new dev.workcell.run.CellName(notice.cell());
      if (!world.cells().exists(name)) {
        return Optional.empty();
      }
      var cell = world.cells().open(name);
      return cell.identity().id().equals(notice.cellId()) ? Optional.of(cell) : Optional.empty();
    } catch (Refusal gone) {
      return Optional.empty();
    }
  }
}
