package dev.workcell.supervise;

import dev.workcell.diagnose.Receipt;
import dev.workcell.playbook.NextOfOutbox;
import dev.workcell.playbook.NextOfOutbox.Step;
import dev.workcell.run.Delivery;
import dev.workcell.run.Event.NoticeDelivered;
import dev.workcell.run.Letter;
import dev.workcell.run.Mailbox;
import dev.workcell.run.Notice;
import dev.workcell.run.Parcel;
import dev.workcell.run.Parcel.Fate;
import dev.workcell.run.Refusal;
import dev.workcell.runbook.Adapter;
import dev.workcell.runbook.Receiver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Empties the outbox. One at a time does so in a home. Before a message leaves, the mailbox of its
/// receiver says what is in it; the answer is there before any letter is touched. So whoever comes
/// after a crash knows which letters may have arrived, and finishes what has an answer without
/// sending it again.
public final class Deliver {
  private final World world;
  private final Absent absent;
  private final Map<String, Addressee> known = new HashMap<>();
  private final HashSet<String> leftAlone = new HashSet<>();
  private Duration longest = Duration.ofDays(1);
  private int messages;

  /// What becomes of letters to a receiver for which something is not set here.
  public enum Absent {
    /// Another who sends may have it in its environment.
    LEFT,
    /// They are dead until a person mends it.
    DEAD
  }

  public Deliver(World world, Absent absent) {
    this.world = world;
    this.absent = absent;
  }

  /// With at most that long for one try, whatever the receivers say.
  public Deliver within(Duration oneTry) {
    longest = oneTry;
    return this;
  }

  /// How it stands after a pass.
  ///
  /// @param messages how many messages left
  /// @param due when something is to be done next
  /// @param goesOn whether something is left for a sender
  public record Standing(int messages, Optional<Instant> due, boolean goesOn) {}

  /// Sends what is due until `until`, waiting for what becomes due before that.
  ///
  /// @param patience how long somebody else who sends is waited for
  /// @return empty when somebody else sends
  public Optional<Standing> pass(Duration patience, Instant until)
      throws IOException, InterruptedException {
    return world.post().outbox().whileSending(patience, () -> sending(until));
  }

  private Standing sending(Instant until) throws IOException, InterruptedException {
    known.clear();
    leftAlone.clear();
    messages = 0;
    while (true) {
      var due = new ArrayList<Instant>();
      var acted = false;
      var goesOn = false;
      for (var next : receivers()) {
        goesOn |= next.goesOn();
        var step = leftAlone.contains(next.receiver().name()) ? nothing() : next.step();
        if (step instanceof Step.Nothing(var at)) {
          at.ifPresent(due::add);
        } else {
          carryOut(next, step);
          acted = true;
        }
      }
      if (acted) {
        continue;
      }
      var first = due.stream().min(Comparator.naturalOrder());
      if (first.isEmpty() || first.get().isAfter(until)) {
        return new Standing(messages, first, goesOn);
      }
      var wait = Duration.between(world.time().now(), first.get());
      world.time().pause(wait.isNegative() ? Duration.ofMillis(1) : wait.plusMillis(1));
    }
  }

  private static Step nothing() {
    return new Step.Nothing(Optional.empty());
  }

  /// Each receiver that something lies there for.
  private List<NextOfOutbox> receivers() throws IOException {
    var letters = world.post().outbox().letters();
    var mailboxes = new HashMap<String, Mailbox>();
    var names = new TreeSet<String>();
    for (var mailbox : world.post().outbox().mailboxes()) {
      mailboxes.put(mailbox.receiver(), mailbox);
      if (mailbox.open().isPresent()) {
        names.add(mailbox.receiver());
      }
    }
    letters.stream()
        .filter(l -> l.stage() != Letter.Stage.DEAD)
        .forEach(l -> names.add(l.receiver()));
    var found = new ArrayList<NextOfOutbox>();
    for (var name : names) {
      var receiver = receiver(name);
      if (receiver.isPresent()) {
        found.add(
            new NextOfOutbox(
                receiver.get().within(longest),
                world.post().adapter(receiver.get().adapter()),
                mailboxes.getOrDefault(name, Mailbox.empty(name)),
                letters.stream().filter(l -> l.receiver().equals(name)).toList(),
                world.time().now()));
      }
    }
    return found;
  }

  /// Empty when it is not set up any more, or wrong; its letters wait.
  private Optional<Receiver> receiver(String name) throws IOException {
    try {
      var receiver = new Directory(world).named(name);
      receiver.ifPresent(r -> world.post().adapter(r.adapter()));
      return receiver;
    } catch (Refusal wrong) {
      return Optional.empty();
    }
  }

  private void carryOut(NextOfOutbox next, Step step) throws IOException, InterruptedException {
    switch (step) {
      case Step.Nothing _ -> {}
      case Step.Finish(var parcel) -> finish(next, next.mailbox(), parcel);
      case Step.GiveUp(var letters) -> giveUp(next, letters);
      case Step.Send(var letters) -> send(next, letters);
      case Step.SeeTo(var parcel) -> seeTo(next, parcel);
      case Step.Ask(var letters) -> ask(next, letters);
    }
  }

  private void send(NextOfOutbox next, List<Letter> letters)
      throws IOException, InterruptedException {
    var fresh = new ArrayList<Letter>();
    for (var letter : letters) {
      if (isDelivered(letter)) {
        world.post().outbox().remove(letter.id());
      } else {
        fresh.add(letter);
      }
    }
    if (!fresh.isEmpty()) {
      var ids = fresh.stream().map(Letter::id).toList();
      tell(next, Parcel.of(key(ids), ids, world.time().now()), fresh);
    }
  }

  /// It may have arrived.
  private void seeTo(NextOfOutbox next, Parcel parcel) throws IOException, InterruptedException {
    var letters = of(next, parcel);
    if (letters.isEmpty()) {
      world.post().outbox().write(next.mailbox().closed());
      return;
    }
    var now = world.time().now();
    if (Duration.between(parcel.at(), now).compareTo(next.receiver().giveUp()) > 0) {
      answered(next, parcel.with(Fate.REFUSED, "given up: " + next.mailbox().said(), ""));
      return;
    }
    if (next.adapter().again() == Adapter.Again.ASK) {
      var addressee = addressee(next);
      if (addressee.isEmpty()) {
        return;
      }
      var seen = addressee.get().seen(parcel.id(), parcel.at());
      if (seen.isEmpty()) {
        var mailbox = next.mailbox();
        var again = next.again(Optional.empty());
        world
            .post()
            .outbox()
            .write(
                mailbox.failed(
                    Optional.of(parcel), again, "it could not be asked what has arrived", ""));
        return;
      }
      if (seen.get()) {
        answered(next, parcel.with(Fate.ACCEPTED, "it has it, as it says when asked", ""));
        return;
      }
    }
    tell(next, parcel.onceMore(), letters);
  }

  private void tell(NextOfOutbox next, Parcel parcel, List<Letter> letters)
      throws IOException, InterruptedException {
    var addressee = addressee(next);
    if (addressee.isEmpty()) {
      return;
    }
    world.post().outbox().write(next.mailbox().sending(parcel));
    world.checkpoints().at("notify.sending");
    var receipt = addressee.get().tell(letters.stream().map(Letter::notice).toList(), parcel.id());
    messages++;
    world.checkpoints().at("notify.sent");
    switch (receipt) {
      case Receipt.Accepted(var said) -> answered(next, parcel.with(Fate.ACCEPTED, said, ""));
      case Receipt.Refused(var said, var mend) ->
          answered(next, parcel.with(Fate.REFUSED, said, mend));
      case Receipt.Later(var said, var mend, var after) -> {
        // an earlier try of the same may have arrived, so it stays the same parcel
        var open =
            parcel.tries() > 1
                ? Optional.of(parcel.with(Fate.UNKNOWN, said, mend))
                : Optional.<Parcel>empty();
        world.post().outbox().write(next.mailbox().failed(open, next.again(after), said, mend));
      }
      case Receipt.Unknown(var said, var mend) ->
          world
              .post()
              .outbox()
              .write(
                  next.mailbox()
                      .failed(
                          Optional.of(parcel.with(Fate.UNKNOWN, said, mend)),
                          next.again(Optional.empty()),
                          said,
                          mend));
    }
  }

  private void answered(NextOfOutbox next, Parcel parcel) throws IOException {
    var mailbox = next.mailbox().answered(parcel, world.time().now());
    world.post().outbox().write(mailbox);
    world.checkpoints().at("notify.answered");
    finish(next, mailbox, parcel);
  }

  private void finish(NextOfOutbox next, Mailbox mailbox, Parcel parcel) throws IOException {
    for (var letter : of(next, parcel)) {
      if (parcel.fate() == Fate.REFUSED) {
        dead(letter, parcel.said(), parcel.mend());
      } else {
        journal(letter, Delivery.ACCEPTED, parcel.said());
        world.checkpoints().at("notify.journaled");
        if (next.adapter().confirm().isPresent()) {
          world
              .post()
              .outbox()
              .replace(letter.accepted(parcel.id(), world.time().now(), parcel.said()));
        } else {
          world.post().outbox().remove(letter.id());
        }
      }
      world.checkpoints().at("notify.noted");
    }
    world.post().outbox().write(mailbox.closed());
  }

  private void ask(NextOfOutbox next, List<Letter> letters)
      throws IOException, InterruptedException {
    var addressee = addressee(next);
    for (var letter : letters) {
      var seen =
          addressee.isEmpty()
              ? Optional.<Boolean>empty()
              : addressee.get().seen(letter.parcel(), letter.acceptedAt().orElse(Instant.EPOCH));
      var last = letter.asked() + 1 >= next.adapter().confirm().orElseThrow().pauses().size();
      if (seen.filter(s -> s).isPresent()) {
        journal(letter, Delivery.CONFIRMED, "it was seen");
        world.post().outbox().remove(letter.id());
      } else if (last) {
        var why = seen.isPresent() ? "it does not say that it was seen" : "it could not be asked";
        journal(letter, Delivery.UNCONFIRMED, why);
        world.post().outbox().remove(letter.id());
      } else {
        world.post().outbox().replace(letter.askedOnceMore());
      }
    }
  }

  private void giveUp(NextOfOutbox next, List<Letter> letters) throws IOException {
    for (var letter : letters) {
      var said =
          "given up after %d h: %s"
              .formatted(next.receiver().giveUp().toHours(), next.mailbox().said());
      dead(letter, said, next.mailbox().mend());
    }
  }

  private void dead(Letter letter, String said, String mend) throws IOException {
    journal(letter, Delivery.DEAD, said);
    world.post().outbox().replace(letter.dead(said, mend));
  }

  private boolean isDelivered(Letter letter) throws IOException {
    var it = letter.notice();
    var cell = Announce.cell(world, it);
    return cell.isPresent()
        && cell.get()
            .read()
            .cell()
            .delivered()
            .contains(Notice.inJournal(it.run(), it.line(), letter.receiver()));
  }

  /// The receipt, in the journal of its workcell if that is still there.
  private void journal(Letter letter, Delivery delivery, String said) throws IOException {
    var it = letter.notice();
    var cell = Announce.cell(world, it);
    if (cell.isEmpty()) {
      return;
    }
    var name = Notice.inJournal(it.run(), it.line(), letter.receiver());
    var line = new NoticeDelivered(it.run(), it.line(), letter.receiver(), delivery, said);
    var first = delivery == Delivery.ACCEPTED || delivery == Delivery.DEAD;
    try {
      cell.get()
          .transition(
              now -> first && now.cell().delivered().contains(name) ? List.of() : List.of(line));
    } catch (Refusal gone) {
      // removed just now
    }
  }

  /// The receiver with its secrets; empty when something is not set, which is seen to then.
  private Optional<Addressee> addressee(NextOfOutbox next) throws IOException {
    var name = next.receiver().name();
    try {
      if (!known.containsKey(name)) {
        known.put(name, new Addressee(world, next.receiver(), next.adapter()));
      }
      return Optional.ofNullable(known.get(name));
    } catch (Refusal missing) {
      leftAlone.add(name);
      var why = missing.why();
      if (absent == Absent.DEAD) {
        var letters =
            next.letters().stream().filter(l -> l.stage() == Letter.Stage.QUEUED).toList();
        for (var letter : letters) {
          dead(letter, why, missing.mend());
        }
        world
            .post()
            .outbox()
            .write(
                next.mailbox().failed(Optional.empty(), world.time().now(), why, missing.mend()));
      }
      return Optional.empty();
    }
  }

  private static List<Letter> of(NextOfOutbox next, Parcel parcel) {
    return next.letters().stream().filter(l -> parcel.letters().contains(l.id())).toList();
  }

  /// The same letters have the same key.
  private String key(List<String> ids) {
    if (ids.size() == 1) {
      return world.cells().homeId() + "-" + ids.getFirst();
    }
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(String.join("\n", ids).getBytes(StandardCharsets.UTF_8));
      return world.cells().homeId()
          + "-"
          + HexFormat.of().formatHex(digest.digest()).substring(0, 24);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
