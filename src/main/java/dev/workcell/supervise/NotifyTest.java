package dev.workcell.supervise;

import dev.workcell.diagnose.Receipt;
import dev.workcell.run.Notice;
import dev.workcell.run.NoticeKind;
import dev.workcell.runbook.Adapter;
import dev.workcell.runbook.Receiver;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Tells a receiver something, right now and past the outbox, and says what came back.
public final class NotifyTest {
  private final World world;

  public NotifyTest(World world) {
    this.world = world;
  }

  /// @param seen what the receiver says when it is asked afterwards; empty when it cannot be asked
  public record Result(Receiver receiver, Adapter adapter, Receipt receipt, Optional<Seen> seen) {}

  /// Whether it was seen.
  public enum Seen {
    YES,
    NOT_YET,
    COULD_NOT_ASK
  }

  /// @param name of a receiver, or of an adapter that needs no setting up
  /// @throws dev.workcell.run.Refusal if there is none, or something that it needs is not set
  public Result run(String name) throws IOException, InterruptedException {
    var directory = new Directory(world);
    var receiver = directory.named(name);
    if (receiver.isEmpty()) {
      throw directory.unknown(name);
    }
    var adapter = world.post().adapter(receiver.get().adapter());
    var addressee = new Addressee(world, receiver.get(), adapter);
    var at = world.time().now();
    var notice =
        new Notice(
            world.cells().homeId(),
            "notify-test",
            0,
            0,
            (int) (at.getEpochSecond() & 0xfffffff),
            NoticeKind.RECOVERED,
            "",
            "workcell can reach you here",
            "This is a test; nothing happened.",
            "workcell notify status",
            at);
    var key = "test-" + notice.key();
    var receipt = addressee.tell(List.of(notice), key);
    var seen =
        receipt instanceof Receipt.Accepted && adapter.confirm().isPresent()
            ? Optional.of(seen(addressee, adapter.confirm().get(), key))
            : Optional.<Seen>empty();
    return new Result(receiver.get(), adapter, receipt, seen);
  }

  private Seen seen(Addressee addressee, Adapter.Confirm confirm, String key)
      throws InterruptedException {
    var at = world.time().now();
    var before = Duration.ZERO;
    var answer = Seen.COULD_NOT_ASK;
    for (var pause : confirm.pauses().stream().limit(2).toList()) {
      world.time().pause(pause.minus(before));
      before = pause;
      var seen = addressee.seen(key, at);
      if (seen.filter(s -> s).isPresent()) {
        return Seen.YES;
      }
      answer = seen.isPresent() ? Seen.NOT_YET : Seen.COULD_NOT_ASK;
    }
    return answer;
  }
}
