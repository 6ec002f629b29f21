package dev.workcell.supervise;

import dev.workcell.run.Delivery;
import dev.workcell.run.Event.NoticeDelivered;
import dev.workcell.run.Letter;
import dev.workcell.run.Letter.Stage;
import dev.workcell.run.Mailbox;
import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import dev.workcell.runbook.Receiver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// What a person sees of the outbox, and what they can do about it.
public final class PostOffice {
  private final World world;

  public PostOffice(World world) {
    this.world = world;
  }

  /// One receiver.
  ///
  /// @param setUp what the configuration says of it; empty when letters lie there for one that it
  ///   does not name
  public record Desk(
      String name, Optional<Receiver> setUp, Optional<Mailbox> mailbox, List<Letter> letters) {
    public Desk {
      letters = List.copyOf(letters);
    }

    public List<Letter> of(Stage stage) {
      return letters.stream().filter(l -> l.stage() == stage).toList();
    }
  }

  /// All receivers that are set up or that something lies there for.
  public List<Desk> look() throws IOException {
    var setUp = new LinkedHashMap<String, Receiver>();
    world.post().receivers().forEach(r -> setUp.put(r.name(), r));
    var mailboxes = new LinkedHashMap<String, Mailbox>();
    world.post().outbox().mailboxes().forEach(m -> mailboxes.put(m.receiver(), m));
    var letters = world.post().outbox().letters();
    var names = new TreeSet<String>(setUp.keySet());
    names.addAll(mailboxes.keySet());
    letters.forEach(l -> names.add(l.receiver()));
    var desks = new ArrayList<Desk>();
    for (var name : names) {
      desks.add(
          new Desk(
              name,
              Optional.ofNullable(setUp.get(name)),
              Optional.ofNullable(mailboxes.get(name)),
              letters.stream().filter(l -> l.receiver().equals(name)).toList()));
    }
    return desks;
  }

  /// Puts dead letters back and takes the pauses away.
  ///
  /// @param receiver only of this one; empty for all
  /// @return how many letters were dead
  public int retry(Optional<String> receiver) throws IOException, InterruptedException {
    if (receiver.isPresent() && look().stream().noneMatch(d -> d.name().equals(receiver.get()))) {
      throw new Directory(world).unknown(receiver.get());
    }
    var outbox = world.post().outbox();
    if (outbox.stamp() == 0) {
      return 0;
    }
    var done = outbox.whileSending(java.time.Duration.ofSeconds(20), () -> retried(receiver));
    if (done.isEmpty()) {
      throw new Refusal(
          Kind.CONFLICT,
          "nothing was put back",
          "another sends just now",
          "workcell notify status");
    }
    world.supervisors().poke();
    return done.get();
  }

  private int retried(Optional<String> receiver) throws IOException {
    var outbox = world.post().outbox();
    var count = 0;
    for (var letter : outbox.letters()) {
      if (letter.stage() == Stage.DEAD && receiver.map(letter.receiver()::equals).orElse(true)) {
        journal(letter);
        outbox.replace(letter.again());
        count++;
      }
    }
    for (var mailbox : outbox.mailboxes()) {
      if (receiver.map(mailbox.receiver()::equals).orElse(true)) {
        outbox.write(mailbox.anew());
      }
    }
    return count;
  }

  private void journal(Letter letter) throws IOException {
    var it = letter.notice();
    var cell = Announce.cell(world, it);
    if (cell.isPresent()) {
      var said = "a person wants it tried again";
      var line =
          new NoticeDelivered(it.run(), it.line(), letter.receiver(), Delivery.RETRIED, said);
      cell.get().transition(now -> List.of(line));
    }
  }
}
