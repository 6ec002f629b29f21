package dev.workcell.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/// The disk of the home is full, or may not be written, while there is a workcell on it.
final class DiskFails {

  private DiskFails() {}

  static List<Row> rows() {
    return List.of(
        full("disk-full-at-work", "has no byte left", "size=260m", false),
        full("inodes-gone-at-work", "has no inode left", "size=400m,nr_inodes=400", true),
        Row.of(
            "disk-read-only",
            "the disk of the home becomes read-only when a workcell is parked on it",
            "what can be read is shown, what must write is refused with exit 5; written again, it"
                + " goes on and passes",
            DiskFails::readOnly));
  }

  private static Row full(String id, String what, String options, boolean inodes) {
    return Row.of(
        id,
        "the disk of the home %s when the agent ends".formatted(what),
        "the agent's exit code is kept, no verb fails as a defect; with space again the workcell"
            + " comes to rest, resume works",
        round -> full(round, options, inodes));
  }

  private static void full(Round round, String options, boolean inodes) throws IOException {
    var disk = Disk.open(round, options);
    Said.yes(disk.workcell(round.launching(Round.CELL)));
    round.agent();
    disk.fill(inodes);
    round.letGo(7);
    var exit = disk.seen(round.box().run(Round.CELL, 1)).resolve("attempts/1/exit");
    Sandbox.until("the exit is recorded", () -> Files.exists(exit));
    assertThat(Files.readString(exit)).contains("code 7");
    for (var verb : List.of("show", "why", "handoff", "check")) {
      var said = disk.workcell(verb, Round.CELL);
      assertThat(said.code()).as(said.all()).isIn(0, 5);
    }
    disk.free();
    Sandbox.until("no agent lives and it says so", () -> betweenAttempts(disk));
    var end = End.of(disk.workcell("show", Round.CELL, "--json"));
    assertThat(end.exitCode()).as("the exit code of the agent").isEqualTo(7);
    assertThat(round.agents()).as("agents").isEqualTo(1);
    if (end.state().equals("waiting")) {
      Said.yes(disk.workcell("stop", Round.CELL));
    }
    round.letGo(0);
    Said.yes(disk.workcell("resume", Round.CELL, "--wait"));
    assertThat(round.agents()).as("agents after the resume").isEqualTo(2);
  }

  /// A pass of `check` makes it wait for a supervisor.
  private static boolean betweenAttempts(Disk disk) {
    var end = End.of(disk.workcell("show", Round.CELL, "--json"));
    return List.of("parked", "waiting").contains(end.state());
  }

  private static void readOnly(Round round) throws IOException {
    var disk = Disk.open(round, "size=400m");
    round.letGo(7);
    Said.yes(disk.workcell(round.launching(Round.CELL)));
    assertThat(End.of(disk.workcell("wait", Round.CELL, "--timeout", "120s", "--json")).state())
        .isEqualTo("parked");
    Sandbox.until("nobody writes any more", () -> mounted(disk, "ro"));
    Said.yes(disk.workcell("show", Round.CELL));
    Said.yes(disk.workcell("ls"));
    Said.yes(disk.workcell("why", Round.CELL));
    for (var verb : List.of("resume", "rm")) {
      var said = disk.workcell(verb, Round.CELL);
      assertThat(said.code()).as(verb + ": " + said.all()).isEqualTo(5);
      assertThat(said.all()).as(verb).contains("Read-only file system");
    }
    assertThat(round.agents()).as("agents").isEqualTo(1);
    assertThat(mounted(disk, "rw")).as("it may be written again").isTrue();
    round.letGo(0);
    Said.yes(disk.workcell("resume", Round.CELL, "--wait"));
    assertThat(round.agents()).as("agents after the resume").isEqualTo(2);
  }

  private static boolean mounted(Disk disk, String how) {
    return disk.sh("mount -o remount,%s '%s'".formatted(how, disk.round().box().home())).code()
        == 0;
  }
}
