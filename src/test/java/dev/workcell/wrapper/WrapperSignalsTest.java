package dev.workcell.wrapper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A wrapper that is told to end, at each moment of its life. It is then never settled by it.
@DisplayNameGeneration(ReplaceUnderscores.class)
@Execution(ExecutionMode.CONCURRENT)
class WrapperSignalsTest {
  private static final List<String> SIGNALS = List.of("HUP", "INT", "TERM");
  private static final int ROUNDS = 40;

  @ParameterizedTest
  @MethodSource("dev.workcell.wrapper.Shells#all")
  void before_there_is_an_agent_none_is_started(List<String> shell) throws Exception {
    for (var signal : SIGNALS) {
      try (var attempt = Attempt.make().under(shell)) {
        attempt.holdUp("mv");
        var wrapper = attempt.start(attempt.script("agent", "echo ran").toString());
        attempt.awaitReached();
        Attempt.signal(wrapper, signal);
        attempt.goOn();
        attempt.finished(wrapper);

        var number = List.of("", "HUP", "INT").indexOf(signal);
        assertThat(attempt.exit())
            .isEqualTo("code %d by signal synced yes end", number < 0 ? 143 : 128 + number);
        assertThat(attempt.log()).isEmpty();
        assertThat(attempt.asked()).isZero();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.workcell.wrapper.Shells#all")
  void while_the_session_of_the_agent_is_made_it_is_not_started_either(List<String> shell)
      throws Exception {
    for (var signal : SIGNALS) {
      try (var attempt = Attempt.make().under(shell)) {
        attempt.holdUp("env");
        var wrapper = attempt.start(attempt.script("agent", "echo ran").toString());
        attempt.awaitReached();
        Attempt.signal(wrapper, signal);
        attempt.finished(wrapper);
        attempt.goOn();

        assertThat(attempt.exit()).as(signal).isEqualTo("code 143 by signal synced yes end");
        assertThat(attempt.log()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.workcell.wrapper.Shells#all")
  void it_reaches_the_agent_whose_answer_counts(List<String> shell) throws IOException {
    for (var signal : SIGNALS) {
      try (var attempt = Attempt.make().under(shell)) {
        var wrapper = attempt.start(answering(attempt, signal, 9));
        awaitReady(attempt);
        Attempt.signal(wrapper, signal);
        attempt.finished(wrapper);

        assertThat(attempt.exit()).as(signal).isEqualTo("code 9 by signal synced yes end");
        assertThat(attempt.asked()).isZero();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.workcell.wrapper.Shells#all")
  void many_signals_at_once_do_not_end_it_before_its_agent(List<String> shell) throws IOException {
    for (var round = 0; round < ROUNDS; round++) {
      try (var attempt = Attempt.make().under(shell)) {
        var body =
            "trap '' HUP INT TERM; : >../ready; until [ -e ../go ]; do sleep 0.02; done; exit 7";
        var wrapper = attempt.start(attempt.script("agent", body).toString());
        awaitReady(attempt);
        Attempt.signal(wrapper, "TERM", "HUP", "INT", "HUP", "TERM", "INT");
        // one that arrives as the agent ends is another test
        Sandbox.until("it has heard all of them", () -> heardAll(wrapper));
        assertThat(attempt.directory.resolve("exit")).doesNotExist();
        Files.writeString(attempt.root.resolve("go"), "");
        attempt.finished(wrapper);

        // bash may answer `wait` with one of the signals for good
        var lost = shell.contains("bash") ? "|129|130|143" : "";
        assertThat(attempt.exit()).matches("code (7%s) by signal synced yes end".formatted(lost));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.workcell.wrapper.Shells#all")
  void just_when_the_agent_ends_its_code_is_kept(List<String> shell) throws Exception {
    for (var round = 0; round < ROUNDS; round++) {
      try (var attempt = Attempt.make().under(shell)) {
        var end = attempt.fifo("end");
        var body = "trap 'exit 7' TERM; : >../ready; read -r _ <../end; exit 7";
        var wrapper = attempt.start(attempt.script("agent", body).toString());
        awaitReady(attempt);
        Files.writeString(end, "\n");
        LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(3_000_000));
        wrapper.destroy();
        attempt.finished(wrapper);

        // bash itself loses a child that it reaps while a trap runs; then the signal is the witness
        var lost = shell.contains("bash") ? "|code 143 by signal" : "";
        assertThat(attempt.exit())
            .matches("(code 7 by (agent|signal)%s) synced yes end".formatted(lost));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.workcell.wrapper.Shells#all")
  void an_agent_that_dies_of_it_or_was_faster_has_the_code_of_what_happened(List<String> shell)
      throws Exception {
    for (var round = 0; round < ROUNDS; round++) {
      try (var attempt = Attempt.make().under(shell)) {
        var end = attempt.fifo("end");
        var body = ": >../ready; read -r _ <../end; : >../over; exit 7";
        var wrapper = attempt.start(attempt.script("agent", body).toString());
        awaitReady(attempt);
        Files.writeString(end, "\n");
        LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(3_000_000));
        wrapper.destroy();
        attempt.finished(wrapper);

        assertThat(attempt.exit()).matches("code (7|143) by (agent|signal) synced yes end");
        if (!Files.exists(attempt.root.resolve("over"))) {
          assertThat(attempt.exit()).isEqualTo("code 143 by signal synced yes end");
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.workcell.wrapper.Shells#all")
  void at_any_moment_of_its_start_the_agent_runs_to_an_end_or_not_at_all(List<String> shell)
      throws IOException {
    for (var round = 0; round < ROUNDS; round++) {
      try (var attempt = Attempt.make().under(shell)) {
        var signal = SIGNALS.get(round % SIGNALS.size());
        var wrapper = attempt.start(attempt.script("agent", "exec sleep 600").toString());
        var start = attempt.directory.resolve("start");
        Sandbox.until("the wrapper stands", () -> Files.exists(start));
        LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(12_000_000));
        Attempt.signal(wrapper, signal);
        attempt.finished(wrapper);

        assertThat(attempt.exit()).matches("code (129|130|143) by signal synced yes end");
      }
    }
  }

  private static String answering(Attempt attempt, String signal, int code) throws IOException {
    var body =
        "trap 'exit %d' %s; : >../ready; while :; do sleep 0.05; done".formatted(code, signal);
    return attempt.script("agent", body).toString();
  }

  private static void awaitReady(Attempt attempt) {
    Sandbox.until("the agent is ready", () -> Files.exists(attempt.root.resolve("ready")));
  }

  /// The kernel has none left to give it.
  private static boolean heardAll(Process wrapper) throws IOException {
    assertThat(wrapper.isAlive()).as("it ended before its agent").isTrue();
    var status = Files.readString(Path.of("/proc/%d/status".formatted(wrapper.pid())));
    return status.contains("SigPnd:\t0000000000000000")
        && status.contains("ShdPnd:\t0000000000000000");
  }
}
