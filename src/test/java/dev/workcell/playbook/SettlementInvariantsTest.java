package dev.workcell.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.diagnose.Report;
import dev.workcell.run.Claim.Says;
import dev.workcell.run.DiagnosisKind;
import dev.workcell.run.Event.Leftover;
import dev.workcell.run.Exit.Witness;
import dev.workcell.run.State;
import dev.workcell.run.Verdict;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What holds for every attempt, however it ended. The seed is in the name of a failure.
@DisplayNameGeneration(ReplaceUnderscores.class)
class SettlementInvariantsTest {
  private static final int ROUNDS = 20_000;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void what_always_holds(long seed) {
    var random = new Random(seed);
    for (var round = 0; round < ROUNDS; round++) {
      var it = Drawn.from(random);
      var settled = it.attempt.settle();
      var state = settled.state();

      assertThat(state.settled()).as("%s", it).isTrue();
      assertThat(settled.because()).as("%s", it).isNotBlank();
      assertThat(settled.attempt()).isEqualTo(1);
      assertThat(state instanceof State.Stopped).as("stopped wins: %s", it).isEqualTo(it.stopped);
      if (state instanceof State.Passed) {
        assertThat(it.verdict == Verdict.PASSED && it.says == Says.OK).as("%s", it).isTrue();
        assertThat(it.forbidden || it.trouble || it.alive).as("%s", it).isFalse();
      }
      if (state instanceof State.Unverified) {
        assertThat(it.says == Says.OK && !it.hasCheck).as("%s", it).isTrue();
        assertThat(it.forbidden || it.trouble || it.alive).as("%s", it).isFalse();
      }
      if (it.forbidden && !it.stopped) {
        assertThat(settled.diagnosis().map(d -> d.kind()))
            .as("%s", it)
            .contains(DiagnosisKind.FORBIDDEN_PATH);
      }
      var parked = state instanceof State.Parked;
      assertThat(settled.diagnosis().isPresent()).as("%s", it).isEqualTo(parked);
      assertThat(settled.next().isPresent()).as("%s", it).isEqualTo(parked);
    }
  }

  private record Drawn(
      Attempts attempt,
      boolean stopped,
      Verdict verdict,
      Says says,
      boolean hasCheck,
      boolean forbidden,
      boolean trouble,
      boolean alive) {

    static Drawn from(Random random) {
      var attempt = Attempts.attempt();
      var verdict = any(random, Verdict.values());
      var says = any(random, Says.values());
      var it =
          new Drawn(
              attempt,
              random.nextInt(5) == 0,
              verdict,
              says,
              random.nextBoolean(),
              random.nextInt(5) == 0,
              random.nextInt(5) == 0,
              random.nextInt(5) == 0);
      attempt
          .verdict(verdict, "check.sh")
          .says(says)
          .by(any(random, Witness.values()))
          .code(any(random, 0, 0, 1, 127, 137, 143, 255))
          .ending(any(random, Report.Ending.values()));
      if (it.stopped) {
        attempt.stopped();
      }
      if (!it.hasCheck) {
        attempt.withoutCheck();
      }
      if (it.forbidden) {
        attempt.forbidden(".git/config");
      }
      if (it.trouble) {
        attempt.trouble("unreadable");
      }
      attempt.leftover(it.alive ? Leftover.Fate.ALIVE : Leftover.Fate.KILLED);
      if (random.nextBoolean()) {
        attempt.told(any(random, DiagnosisKind.values()));
      }
      if (random.nextBoolean()) {
        attempt.unchanged();
      }
      return it;
    }

    @SafeVarargs
    private static <T> T any(Random random, T... values) {
      return values[random.nextInt(values.length)];
    }
  }
}
