package dev.workcell.faults;

import dev.workcell.Sandbox;
import dev.workcell.Sandbox.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A small disk of its own for the home of a round, which only those who enter its mounts see.
///
/// @param holder keeps the mounts
record Disk(Round round, Process holder) {
  private static final String MIB = "1048576";

  static Disk open(Round round, String options) throws IOException {
    var home = round.box().home();
    Files.createDirectories(home);
    var ready = round.box().root().resolve("mounted");
    var script =
        "mount -t tmpfs -o mode=700,%s none '%s' && touch '%s' && exec sleep 1000"
            .formatted(options, home, ready);
    var holder = round.start(List.of("unshare", "-m", "sh", "-c", script));
    Sandbox.until("the disk is mounted", () -> Files.exists(ready));
    return new Disk(round, holder);
  }

  /// Runs any command where the disk is seen.
  Result exec(List<String> argv) {
    var words = new ArrayList<>(List.of("nsenter", "-t", String.valueOf(holder.pid()), "-m", "--"));
    words.addAll(argv);
    return round.box().exec(words);
  }

  Result workcell(String... words) {
    return exec(round.box().argv(words));
  }

  Result sh(String script) {
    return exec(List.of("sh", "-c", script));
  }

  /// Takes all the space, or all the inodes, there is.
  void fill(boolean inodes) {
    var home = round.box().home();
    sh(
        inodes
            ? "n=0; while : >'%s'/fill-$n; do n=$((n + 1)); done".formatted(home)
            : "dd if=/dev/zero of='%s/fill-0' bs=%s; true".formatted(home, MIB));
  }

  void free() {
    Said.yes(sh("rm -f '%s'/fill-*".formatted(round.box().home())));
  }

  /// A file of the home, as those see it who see the disk.
  Path seen(Path file) {
    return Path.of("/proc/%d/root".formatted(holder.pid())).resolve(file.toString().substring(1));
  }
}
