package dev.workcell.supervise;

import dev.workcell.run.Marker;
import dev.workcell.run.Motion;
import dev.workcell.run.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Port: the processes and facts of this machine.
public interface Host {
  /// The boot this machine is in.
  String bootId();

  /// The machine and pid namespace in which our pids mean something.
  String space();

  /// This process.
  ProcessIdentity self();

  /// The process that has `pid` now; empty when there is none (a zombie is none).
  ///
  /// @throws IOException if the process table could not be read
  Optional<ProcessIdentity> identify(long pid) throws IOException;

  /// Whether exactly this process lives. Another boot of this machine is `GONE`; another machine or
  /// pid namespace is `COULD_NOT_LOOK`, and that is never dead.
  Presence presence(ProcessIdentity process);

  /// The same for who asks again and again: cheaper, and as sure.
  default Supplier<Presence> following(ProcessIdentity process) {
    return () -> presence(process);
  }

  /// The tree of an attempt: every process whose environment holds exactly the marker's entry, the
  /// other members of their sessions, and the descendants of all of them. Never this process, and
  /// no process whose environment holds another value of the same variable. Zombies are left out.
  ///
  /// @throws IOException if the process table could not be read
  List<Sighting> tree(Marker marker) throws IOException;

  /// What the tree of an attempt is doing now.
  ///
  /// @throws IOException if the process table could not be read
  Activity activity(Marker marker) throws IOException;

  /// The same for many attempts in one look at the process table, without command lines; what has
  /// no process is left out.
  Map<Marker, Activity> activities(Collection<Marker> markers) throws IOException;

  /// Sends a signal to exactly this process, or does nothing when it is gone.
  void signal(ProcessIdentity target, Signal signal);

  /// Free bytes where `path` lies.
  long freeBytes(Path path) throws IOException;

  /// The numbered user that we are.
  long userId();

  /// The environment that this process was started with.
  Map<String, String> environment();

  /// The file that `program` means: itself when it has a slash, else the first executable on
  /// `path`.
  Optional<Path> which(String program, String path);

  /// One process as it was seen.
  ///
  /// @param session its session id, 0 when unknown
  /// @param command its command line, for people; control characters already stripped
  record Sighting(ProcessIdentity identity, long parent, long session, String command) {}

  /// What a tree is doing.
  ///
  /// @param cpu the time that its members have spent computing, and on Linux also the children that
  ///   they waited for; it falls when a member ends
  /// @param tools members that were started more than 10 s after the oldest one: what the agent
  ///   started while it worked. What an agent consists of is started at once
  record Activity(List<Sighting> members, Duration cpu, Motion motion, int tools) {
    public Activity {
      members = List.copyOf(members);
    }
  }

  /// The three answers to "is it there?".
  enum Presence {
    ALIVE,
    GONE,
    COULD_NOT_LOOK
  }

  /// The signals that we send.
  enum Signal {
    TERM,
    KILL
  }
}
