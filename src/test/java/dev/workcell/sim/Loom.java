package dev.workcell.sim;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Semaphore;

/// What goes on at once, woven into one thread: a queue of moments in the time that the machine is
/// awake. Tasks are ordinary code that may pause; exactly one of them runs at a time, so a seed
/// plays the same each time.
final class Loom {
  private final PriorityQueue<Moment> queue =
      new PriorityQueue<>(Comparator.comparing(Moment::at).thenComparing(Moment::number));
  private final Semaphore back = new Semaphore(0);
  private Duration now = Duration.ZERO;
  private Duration horizon = Duration.ZERO;
  private long moments;
  private Task current;
  private Throwable failure;

  private record Moment(Duration at, long number, Runnable what) {}

  /// Code that may pause.
  interface Body {
    void run() throws Exception;
  }

  /// Time awake since the world began.
  Duration now() {
    return now;
  }

  void in(Duration after, Runnable what) {
    queue.add(new Moment(now.plus(after), moments++, what));
  }

  /// Plays all that happens up to `end`.
  void runTo(Duration end) {
    horizon = end;
    while (!queue.isEmpty() && queue.peek().at.compareTo(end) <= 0) {
      var next = queue.poll();
      now = next.at;
      next.what.run();
      if (failure != null) {
        throw new AssertionError("at %s: %s".formatted(now, failure), failure);
      }
    }
    now = end;
  }

  /// Starts a task of `owner` at this moment.
  void begin(Proc owner, Body body) {
    var task = new Task(owner, body);
    owner.tasks.add(task);
    in(Duration.ZERO, task::resume);
  }

  /// Whether a task runs now; other code cannot pause.
  boolean inTask() {
    return current != null;
  }

  /// Lets the running task wait. Nothing is switched when nothing else happens meanwhile.
  void pause(Duration length) {
    var until = now.plus(length);
    var task = current;
    var alone = queue.isEmpty() || queue.peek().at.compareTo(until) > 0;
    if (alone && until.compareTo(horizon) <= 0) {
      now = until;
      task.ticket++;
    } else {
      var ticket = task.ticket;
      in(length, () -> task.resume(ticket));
      task.giveWay();
    }
    if (!task.owner.alive) {
      throw new Killed("while it waited");
    }
  }

  /// Ends the next pause of the running task early.
  Runnable waker() {
    var task = current;
    var ticket = task.ticket;
    return () -> in(Duration.ZERO, () -> task.resume(ticket));
  }

  /// Wakes those tasks of `owner` that wait.
  void wake(Proc owner) {
    for (var task : owner.tasks) {
      var ticket = task.ticket;
      in(Duration.ZERO, () -> task.resume(ticket));
    }
  }

  /// A thread that runs only while the loom lets it.
  final class Task {
    private final Proc owner;
    private final Semaphore go = new Semaphore(0);
    private final Thread thread;
    private long ticket;
    private boolean begun;
    private boolean over;

    Task(Proc owner, Body body) {
      this.owner = owner;
      this.thread = Thread.ofVirtual().unstarted(() -> live(body));
    }

    private void resume() {
      resume(ticket);
    }

    private void resume(long asked) {
      if (over || asked != ticket) {
        return;
      }
      if (!begun && !owner.alive) {
        end();
        return;
      }
      ticket++;
      current = this;
      if (begun) {
        go.release();
      } else {
        begun = true;
        thread.start();
      }
      back.acquireUninterruptibly();
      current = null;
    }

    private void giveWay() {
      back.release();
      go.acquireUninterruptibly();
    }

    private void end() {
      over = true;
      owner.tasks.remove(this);
    }

    private void live(Body body) {
      try {
        body.run();
      } catch (Killed e) {
        // it leaves nothing behind
      } catch (Throwable e) {
        failure = e;
      } finally {
        end();
        back.release();
      }
    }
  }
}
