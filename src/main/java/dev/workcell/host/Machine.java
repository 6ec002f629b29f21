package dev.workcell.host;

import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import dev.workcell.supervise.Commands;
import dev.workcell.supervise.Host;
import dev.workcell.supervise.Time;
import java.io.IOException;
import java.nio.file.Path;

/// The real adapters for the machine that we run on.
///
/// @param host its processes and facts
/// @param commands the starter of processes
/// @param time its clocks
public record Machine(Host host, Commands commands, Time time) {

  /// Picks by `os.name`; on Linux no process is started.
  ///
  /// @throws Refusal if this is no machine that we know how to look at
  public static Machine here() {
    var os = System.getProperty("os.name", "");
    try {
      return switch (os) {
        case "Linux" -> linux(Path.of("/"));
        case "Mac OS X" -> mac(new MacTools());
        default ->
            throw unable("this is %s; only Linux and macOS are known".formatted(os), "uname -s");
      };
    } catch (IOException e) {
      throw unable(e.toString(), "mount -t proc proc /proc");
    }
  }

  private static Machine linux(Path root) throws IOException {
    var table = new ProcTable(root.resolve("proc"));
    var time = new SystemTime(LinuxFacts.uptime(root));
    return new Machine(
        new SystemHost(table, LinuxFacts.read(root)),
        new SystemCommands(table, time, LinuxFacts.ignoredSignals(root)),
        time);
  }

  private static Machine mac(MacFacts.Ask ask) throws IOException {
    var table = new PsTable(ask);
    var time = new SystemTime(MacFacts.uptime(ask));
    return new Machine(
        new SystemHost(table, MacFacts.read(ask)), new SystemCommands(table, time, true), time);
  }

  private static Refusal unable(String why, String mend) {
    return new Refusal(Kind.MISSING, "this machine could not be looked at", why, mend);
  }
}
