package dev.workcell.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/// What dies under a supervisor is begun again by it, and nothing else is.
final class Recovers {
  private static final int CELLS = 20;
  private static final Pattern DUE = Pattern.compile("\"remedy\":\"[a-z-]+\",\"at\":\"([^\"]+)\"");

  private Recovers() {}

  static List<Row> rows() {
    return List.of(
        Row.of(
            "agent-killed-supervised",
            "the agent gets KILL, SEGV, ABRT (in turn) under a supervisor",
            "the half-done tree is saved, the agent begins again by itself, passed",
            Recovers::agentKilled),
        Row.of(
            "wrapper-killed-supervised",
            "the wrapper is killed (KILL) under a supervisor, its agent works on",
            "no second agent while the first lives; when it is gone the run goes on by itself, passed",
            Recovers::wrapperKilled),
        Row.of(
            "machine-rebooted",
            "everything is killed at once, and the machine has another boot id after that",
            "the next supervisor names the reboot, begins the agent again once, passed",
            Recovers::rebooted),
        Row.of(
            "pid-reused",
            "everything is killed and the recorded pid of the wrapper now belongs to a stranger",
            "the stranger is never signalled; the run goes on by itself, passed",
            Recovers::pidReused),
        Row.of(
            "nothing-can-be-watched",
            "the kernel gives the supervisor no inotify instance, or not one watch (in turn)",
            "the sweep finds what no bell rings for: the run goes on by itself, passed",
            Recovers::nothingRings),
        Row.of(
            "conversation-lost",
            "the agent refuses to go on with its conversation, however often",
            "after two tries it begins a fresh one from handoff.md, says so, and passes",
            Recovers::conversationLost),
        Row.of(
                "many-at-once",
                "the agents of 20 workcells under one supervisor are killed in the same second",
                "each death is recorded, the restarts are spread, each runs twice and passes",
                Recovers::manyAtOnce)
            .costly(10));
  }

  private static void agentKilled(Round round) throws IOException {
    var agent = Lives.of(round);
    round.box().supervised();
    var pid = agent.launchAtWork();
    Supervisor.pid(round);
    Signals.send(round.turn(List.of("KILL", "SEGV", "ABRT")), pid);
    agent.finish();
    agent.passes();
  }

  private static void wrapperKilled(Round round) throws IOException {
    var agent = Lives.of(round);
    round.box().supervised();
    var pid = agent.launchAtWork();
    Supervisor.pid(round);
    var wrapper = round.box().wrapper(Round.CELL, 1, 1);
    Signals.send("KILL", wrapper);
    Signals.gone(wrapper);
    Said.yes(round.box().workcell("check"));
    Said.conflict(round.box().workcell("resume", Round.CELL));
    assertThat(Signals.lives(pid)).as("the agent lives on").isTrue();
    agent.endFirst();
    agent.finish();
    agent.passes();
    assertThat(round.box().workcell("why", Round.CELL).out()).contains("vanished");
  }

  private static void rebooted(Round round) throws IOException {
    var agent = Lives.of(round);
    var former = round.box().root().resolve("boot");
    Files.writeString(former, "00000000-0000-4000-8000-000000000000\n");
    var script =
        "mount --bind '%s' /proc/sys/kernel/random/boot_id && exec \"$@\"".formatted(former);
    var launch = new ArrayList<>(List.of("unshare", "-m", "sh", "-c", script, "sh"));
    launch.addAll(round.box().argv(agent.launching("--wait")));
    round.start(launch);
    agent.pid(1);
    killEverything(round);
    agent.finish();
    Supervisor.takesOver(round);
    agent.passes();
    assertThat(round.box().workcell("why", Round.CELL).out()).contains("rebooted");
  }

  private static void pidReused(Round round) throws IOException {
    var agent = Lives.of(round);
    agent.launchAtWork();
    var start = round.box().run(Round.CELL, 1).resolve("attempts/1/start");
    var stranger = new ProcessBuilder("sleep", "1000").start();
    try {
      var text = Files.readString(start);
      killEverything(round);
      Files.writeString(start, text.replaceFirst("pid \\d+", "pid " + stranger.pid()));
      agent.finish();
      Supervisor.takesOver(round);
      agent.passes();
      assertThat(stranger.isAlive()).as("the stranger lives").isTrue();
    } finally {
      stranger.destroyForcibly();
    }
  }

  private static void killEverything(Round round) {
    Sandbox.until(
        "all is dead",
        () -> {
          round.box().processes().forEach(ProcessHandle::destroyForcibly);
          return round.box().processes().isEmpty();
        });
  }

  private static void nothingRings(Round round) throws IOException {
    var agent = Lives.of(round);
    agent.launchAtWork();
    var limit = round.turn(List.of("max_inotify_instances", "max_inotify_watches"));
    var script = "echo 0 >/proc/sys/user/%s && exec \"$@\"".formatted(limit);
    var supervise = new ArrayList<>(List.of("unshare", "-Ur", "sh", "-c", script, "sh"));
    supervise.addAll(round.box().argv("supervise"));
    var started = round.start(supervise);
    Supervisor.pid(round);
    agent.endFirst();
    agent.finish();
    agent.passes();
    Sandbox.until("it has left", () -> !started.isAlive());
    assertThat(started.exitValue()).as(() -> round.said(started)).isZero();
  }

  private static void conversationLost(Round round) throws IOException {
    var box = round.box().supervised();
    var own = Path.of(box.environment().getOrDefault("HOME", ""), ".config/workcell/recipes");
    Files.createDirectories(own);
    var page = Files.readString(Path.of("skill/session-supervisor/recipes/demo.md"));
    var resume = "resume: [sh, \"{demo}\", --resume, \"{session}\"]";
    assertThat(page).contains(resume);
    var refusing = "resume: [sh, -c, \"echo no such conversation >&2; exit 1\", \"{session}\"]";
    Files.writeString(own.resolve("demo.md"), page.replace(resume, refusing));
    Said.yes(box.launchDemo(Round.CELL, List.of("write half.txt half", "stop-here")));
    Sandbox.until(
        "it goes on with its conversation",
        () -> Files.exists(box.run(Round.CELL, 1).resolve("attempts/2/taken")));
    var part = Path.of(box.environment().getOrDefault("WORKCELL_DEMO_PART", ""));
    Files.write(part, List.of("write done.txt done", "claim-done"));
    var end = round.end();
    assertThat(end.state()).isEqualTo("passed");
    assertThat(box.workcell("why", Round.CELL).out()).contains("relaunch-fresh after attempt");
  }

  private static void manyAtOnce(Round round) throws IOException {
    round.box().supervised();
    var agents = new ArrayList<Lives>();
    for (var n = 0; n < CELLS; n++) {
      var agent = Lives.of(round, "many-" + n, "exit 7");
      agent.launchAtWork("--worktree");
      agents.add(agent);
    }
    Supervisor.pid(round);
    for (var agent : agents) {
      Signals.send("KILL", agent.pid(1));
    }
    for (var agent : agents) {
      agent.finish();
    }
    var due = new HashSet<String>();
    for (var agent : agents) {
      var end = End.of(round.box().workcell("wait", agent.name(), "--timeout", "300s", "--json"));
      assertThat(end.state()).as(agent.name()).isEqualTo("passed");
      assertThat(agent.lives()).as("lives of " + agent.name()).hasSize(2);
      agent.orderly(1);
      var journal = Files.readString(round.box().run(agent.name(), 1).resolve("journal.jsonl"));
      assertThat(journal).contains("\"code\":137");
      var at = DUE.matcher(journal);
      assertThat(at.find()).as("a remedy with its time").isTrue();
      due.add(at.group(1));
    }
    assertThat(due).as("times of the restarts").hasSizeGreaterThan(CELLS / 2);
    Sandbox.until("nothing is left running", () -> round.box().processes().isEmpty());
  }
}
