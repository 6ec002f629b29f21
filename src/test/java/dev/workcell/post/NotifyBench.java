package dev.workcell.post;

import dev.workcell.Sandbox;
import dev.workcell.run.CellName;
import dev.workcell.run.Event.NoticeQueued;
import dev.workcell.run.Letter;
import dev.workcell.run.Notice;
import dev.workcell.run.NoticeKind;
import dev.workcell.run.Parcel;
import dev.workcell.supervise.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// For bench/notify: notices into the outbox of real workcells, receivers that fail at random, and
/// a supervisor that is killed at random and started again, until the outbox is empty. Then it is
/// counted what arrived, and how often.
public final class NotifyBench {
  private static final List<String> RECEIVERS = List.of("one", "two", "three", "topic");
  private static final int CELLS = 8;

  private final Sandbox box;
  private final World world;
  private final MoodyServer server;
  private final Random chance;
  private final Map<String, String> sent = new HashMap<>();
  private final Set<String> maybeByKill = new HashSet<>();
  private int kills;
  private int starts;

  private NotifyBench(Sandbox box, MoodyServer server, long seed) {
    this.box = box;
    this.world = Worlds.of(box.environment(), point -> {});
    this.server = server;
    this.chance = new Random(seed);
  }

  /// @param args notices, kills, seed
  public static void main(String[] args) throws Exception {
    var notices = Integer.parseInt(args[0]);
    var kills = Integer.parseInt(args[1]);
    var seed = Long.parseLong(args[2]);
    try (var box = Sandbox.open();
        var server = new MoodyServer(seed)) {
      var bench = new NotifyBench(box, server, seed);
      var began = System.nanoTime();
      bench.prepare();
      bench.play(notices, kills);
      var good = bench.report(notices, Duration.ofNanos(System.nanoTime() - began));
      System.exit(good ? 0 : 1);
    }
  }

  private void prepare() throws IOException {
    for (var name : List.of("one", "two", "three")) {
      Posts.secret(box, name, server.url("/" + name));
    }
    var usual = "gather: 0s, longest-pause: 1s, timeout: 2s";
    // small messages, so that there are many
    for (var adapter : List.of("webhook", "ntfy")) {
      var page = world.post().adapter(adapter);
      var text = Files.readString(Path.of("skill/session-supervisor/adapters/" + adapter + ".md"));
      var own = Files.createDirectories(Posts.config(box).resolve("adapters"));
      Files.writeString(
          own.resolve(adapter + ".md"), text.replace("longest: " + page.longest(), "longest: 200"));
    }
    Posts.write(
        box,
        """
        notify:
          one: {adapter: webhook, url-file: one, %1$s}
          two: {adapter: webhook, url-file: two, %1$s}
          three: {adapter: webhook, url-file: three, %1$s}
          topic: {adapter: ntfy, topic: t, server: "%2$s", %1$s}
        """
            .formatted(usual, server.url("/topic")));
    for (var i = 0; i < CELLS; i++) {
      var launched =
          box.launchScript(
              "cell-" + i, "true", "--no-verify", "--no-notify", "--worktree", "--wait");
      if (!launched.out().contains("unverified")) {
        throw new IllegalStateException(launched.all());
      }
    }
    box.untilAllEnded();
  }

  private void play(int notices, int wantedKills) throws Exception {
    var done = new AtomicBoolean();
    var failure = new AtomicReference<@Nullable Exception>();
    var queueing =
        Thread.ofPlatform()
            .start(() -> {
              try {
                for (var i = 0; i < notices; i++) {
                  queue(i);
                }
              } catch (IOException | RuntimeException e) {
                failure.set(e);
              } finally {
                done.set(true);
              }
            });
    while (kills < wantedKills || !done.get()) {
      var supervisor = start();
      if (starts % 9 == 4) {
        server.away();
      }
      Sandbox.until("it leads, or has left", () -> !supervisor.isAlive() || leads(supervisor));
      var left = supervisor.waitFor(chance.nextInt(2500), TimeUnit.MILLISECONDS);
      if (starts % 9 == 4) {
        server.back();
      }
      if (!left) {
        supervisor.destroyForcibly().waitFor();
        kills++;
        noteOpen();
      }
    }
    queueing.join();
    if (failure.get() != null) {
      throw failure.get();
    }
    for (var round = 0; round < 20 && !world.post().outbox().letters().isEmpty(); round++) {
      start().waitFor(3, TimeUnit.MINUTES);
    }
  }

  private boolean leads(Process supervisor) throws IOException {
    var live = box.home().resolve("supervisor/live");
    return Files.exists(live) && Files.readString(live).startsWith(supervisor.pid() + "\n");
  }

  /// As `Announce` does it: the line, then the letter.
  private void queue(int number) throws IOException {
    var receiver = RECEIVERS.get(number % RECEIVERS.size());
    var cell = world.cells().open(new CellName("cell-" + number % CELLS));
    var line = 1000 + number;
    cell.transition(
        now -> List.of(new NoticeQueued(1, line, NoticeKind.PARKED, "crashed", List.of(receiver))));
    var name = cell.identity().name().value();
    var notice =
        new Notice(
            cell.identity().id(),
            name,
            1,
            1,
            line,
            NoticeKind.PARKED,
            "crashed",
            name + " needs you: crashed",
            "",
            "workcell why " + name,
            world.time().now());
    world.post().outbox().add(Letter.to(receiver, notice));
    synchronized (sent) {
      sent.put(notice.key(), receiver);
    }
  }

  private Process start() throws IOException {
    starts++;
    return box.start("supervise");
  }

  /// What was on its way when it was killed, by what is on disk.
  private void noteOpen() throws IOException {
    for (var mailbox : world.post().outbox().mailboxes()) {
      mailbox
          .open()
          .filter(p -> p.fate() == Parcel.Fate.SENDING || p.fate() == Parcel.Fate.UNKNOWN)
          .ifPresent(p -> maybeByKill.add(p.id()));
    }
  }

  private boolean report(int notices, Duration took) throws IOException {
    var arrived = new HashMap<String, Integer>();
    var lost = new HashSet<String>();
    var twiceByLoss = 0;
    var twiceByKill = 0;
    var unexplained = new ArrayList<String>();
    var keysOfOne = new HashMap<String, Set<String>>();
    var topicMessages = new HashMap<String, Integer>();
    for (var message : server.took()) {
      if (message.path().startsWith("/topic")) {
        topicMessages.merge(message.key(), 1, Integer::sum);
      }
      for (var key : message.notices()) {
        if (arrived.merge(key, 1, Integer::sum) > 1) {
          if (lost.contains(key)) {
            twiceByLoss++;
          } else if (maybeByKill.contains(message.key())) {
            twiceByKill++;
          } else {
            unexplained.add(key);
          }
        }
        keysOfOne.computeIfAbsent(key, _ -> new HashSet<>()).add(message.key());
        if (message.lost()) {
          lost.add(key);
        }
      }
    }
    // a topic tells no single notices: its messages are matched by the receipts
    var receipts = receipts();
    var missing =
        sent.entrySet().stream()
            .filter(e -> !e.getValue().equals("topic") && !arrived.containsKey(e.getKey()))
            .toList();
    var withoutReceipt = sent.keySet().stream().filter(key -> !receipts.contains(key)).toList();
    var otherKey = keysOfOne.values().stream().filter(keys -> keys.size() > 1).count();
    var topicTwice = topicMessages.values().stream().filter(n -> n > 1).count();
    var left = world.post().outbox().letters();
    var letters = left.size();
    left.forEach(l -> System.out.printf("left: %s %s, %s%n", l.id(), l.stage(), l.said()));
    System.out.printf(
        "%d notices to %d receivers in %d s; %d starts of the supervisor, %d of them killed%n",
        notices, RECEIVERS.size(), took.toSeconds(), starts, kills);
    System.out.printf(
        "messages taken %d (of these the answer lost %d), refused %d%n",
        server.took().size(),
        server.took().stream().filter(MoodyServer.Took::lost).count(),
        server.refused());
    System.out.printf(
        "not arrived %d, without a receipt %d, left in the outbox %d%n",
        missing.size(), withoutReceipt.size(), letters);
    System.out.printf(
        "arrived again: %d after a lost answer, %d after a kill, %d for no reason%n",
        twiceByLoss, twiceByKill, unexplained.size());
    System.out.printf(
        "arrived again under another key: %d; messages of the receiver that is asked, taken twice: %d%n",
        otherKey, topicTwice);
    return missing.isEmpty()
        && withoutReceipt.isEmpty()
        && letters == 0
        && unexplained.isEmpty()
        && otherKey == 0;
  }

  private Set<String> receipts() throws IOException {
    var found = new HashSet<String>();
    for (var i = 0; i < CELLS; i++) {
      var cell = world.cells().open(new CellName("cell-" + i));
      for (var known : cell.read().cell().delivered()) {
        found.add(cell.identity().id() + "-" + known.substring(0, known.indexOf('.')));
      }
    }
    return found;
  }
}
