package dev.workcell.post;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whoever tells is killed at each of its named points; the next goes on from what is on disk.
@DisplayNameGeneration(ReplaceUnderscores.class)
class KilledTest {
  private static final List<String> ANNOUNCING = List.of("notify.queued", "notify.written");

  /// Only where the answer was there and not yet on disk, the same comes again, under its key.
  @ParameterizedTest(name = "{0}: {1} times")
  @CsvSource({
    "notify.queued, 1",
    "notify.written, 1",
    "notify.sending, 1",
    "notify.sent, 2",
    "notify.answered, 1",
    "notify.journaled, 1",
    "notify.noted, 1"
  })
  void at_each_point_the_notice_arrives_and_twice_only_when_its_answer_was_lost(
      String point, int times) throws IOException {
    try (var box = Sandbox.open();
        var chats = Chats.open()) {
      Posts.webhook(box, chats.url("/hook"));
      killedAt(box, point);

      checkUntilDelivered(box);

      var came = chats.came("hook");
      assertThat(came).hasSize(times);
      assertThat(came.stream().map(r -> r.header("Idempotency-Key")).distinct())
          .hasSize(1)
          .allMatch(key -> key.endsWith(".webhook"));
      assertThat(came.stream().map(Chats.Request::body).distinct()).hasSize(1);
      receiptIsThereOnce(box);
    }
  }

  @Test
  void a_receiver_that_can_be_asked_gets_nothing_twice() throws IOException {
    try (var box = Sandbox.open();
        var chats = Chats.open()) {
      Posts.write(
          box,
          "notify:\n  ntfy: {topic: t, server: \"%s\", gather: 0s}\n"
              .formatted(chats.url("/ntfy")));
      killedAt(box, "notify.sent");

      checkUntilDelivered(box);

      assertThat(chats.came("ntfy").stream().map(Chats.Request::method)).containsOnlyOnce("POST");
      receiptIsThereOnce(box);
      assertThat(journal(box)).contains("it has it, as it says when asked", "\"confirmed\"");
    }
  }

  @Test
  void an_answer_that_was_lost_is_followed_by_the_same_message() throws IOException {
    try (var box = Sandbox.open();
        var chats = Chats.open()) {
      Posts.webhook(box, chats.url("/hook"));
      chats.mood("hook", "cut");
      launch(box);
      box.settle("fix");
      Sandbox.until("an answer was lost", () -> !chats.came("hook").isEmpty());
      box.untilAllEnded();
      assertThat(DeliveredTest.letters(box)).hasSize(1);
      chats.mood("hook", "");

      checkUntilDelivered(box);

      var came = chats.came("hook");
      assertThat(came.size()).isGreaterThan(1);
      assertThat(came.stream().map(r -> r.header("Idempotency-Key")).distinct()).hasSize(1);
      receiptIsThereOnce(box);
    }
  }

  /// Who tells stands still at a point, and is killed there: the settle of a workcell while it
  /// announces, else a `check`, which has more time than a settle.
  private static void killedAt(Sandbox box, String point) throws IOException {
    var file = box.root().resolve("stopped");
    if (ANNOUNCING.contains(point)) {
      stopAt(box, point, file);
      launch(box, "--env", "WORKCELL_STOP_AT", "--env", "WORKCELL_STOP_FILE");
      kill(point, file);
    } else {
      settledByNobodyWhoTells(box);
      stopAt(box, point, file);
      box.start("check");
      kill(point, file);
    }
    box.settle("fix");
    box.untilAllEnded();
  }

  private static void stopAt(Sandbox box, String point, Path file) {
    box.with("WORKCELL_STOP_AT", point).with("WORKCELL_STOP_FILE", file.toString());
  }

  private static void kill(String point, Path file) throws IOException {
    Sandbox.until("somebody stands at " + point, () -> Files.exists(file));
    var who = ProcessHandle.of(Long.parseLong(Files.readString(file).strip())).orElseThrow();
    who.destroyForcibly();
    Sandbox.until("it is gone", () -> !who.isAlive());
    Files.delete(file);
  }

  private static void launch(Sandbox box, String... more) throws IOException {
    box.launchDemo("fix", List.of("write done.txt done", "claim-done"), more);
  }

  /// Somebody else holds the place of the sender until the settle has left.
  private static void settledByNobodyWhoTells(Sandbox box) throws IOException {
    var outbox = Worlds.of(box.environment(), point -> {}).post().outbox();
    try {
      var settled =
          outbox.whileSending(
              Duration.ZERO,
              () -> {
                launch(box);
                box.settle("fix");
                box.untilAllEnded();
                return "settled";
              });
      assertThat(settled).isPresent();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    assertThat(DeliveredTest.letters(box)).hasSize(1);
  }

  private static void checkUntilDelivered(Sandbox box) {
    Sandbox.until(
        "it is delivered",
        () -> {
          box.workcell("check");
          return DeliveredTest.letters(box).isEmpty() && journal(box).contains("accepted");
        });
  }

  private static void receiptIsThereOnce(Sandbox box) throws IOException {
    assertThat(journal(box)).containsOnlyOnce("notice-queued").containsOnlyOnce("\"accepted\"");
    var mailboxes = box.home().resolve("supervisor/outbox/receivers");
    try (var files = Files.list(mailboxes)) {
      for (Path file : files.toList()) {
        assertThat(file).content().contains("\"open\": null");
      }
    }
  }

  private static String journal(Sandbox box) throws IOException {
    return Files.readString(box.cell("fix").resolve("journal.jsonl"));
  }
}
