package dev.workcell.post;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// News of real workcells on their way to a real server.
@DisplayNameGeneration(ReplaceUnderscores.class)
class DeliveredTest {
  private static final List<String> PASSES = List.of("write done.txt done", "claim-done");
  private static final List<String> PARKS = List.of("write done.txt half", "claim-done");

  @Test
  void what_passed_is_told_once_by_its_settle_and_its_journal_has_the_receipt() throws IOException {
    try (var box = Sandbox.open();
        var chats = Chats.open()) {
      Posts.webhook(box, chats.url("/hook"));
      box.launchDemo("fix", PASSES, "--wait");
      delivered(box);

      var told = chats.messages("hook");
      assertThat(told).hasSize(1);
      assertThat(told.getFirst().body())
          .contains(
              "\"title\":\"fix passed: Make it done\"",
              "\"command\":\"workcell take fix --commit\"",
              "\"event\":\"passed\"");
      assertThat(told.getFirst().header("Idempotency-Key"))
          .matches("[0-9a-f]{8}-[0-9a-f]{8}-0001-\\d+\\.webhook");
      assertThat(journal(box))
          .containsOnlyOnce("notice-queued")
          .containsOnlyOnce("notice-delivered");
      assertThat(journal(box)).contains("\"delivery\":\"accepted\"");
      assertThat(letters(box)).isEmpty();
      assertThat(box.workcell("notify", "status").out())
          .contains("0 on their way", "none given up");

      var before = chats.came("hook").size();
      box.workcell("check");
      box.workcell("show", "fix");
      assertThat(chats.came("hook")).as("and not again").hasSize(before);
    }
  }

  @Test
  void while_the_receiver_is_gone_a_supervisor_keeps_the_notice_and_leaves_after_it_is_told()
      throws IOException {
    try (var box = Sandbox.open().supervised();
        var gone = Nobody.open()) {
      Posts.webhook(box, gone.url("/hook"));
      box.launchDemo("fix", PASSES, "--wait");
      Sandbox.until(
          "it was tried in vain",
          () -> box.workcell("notify", "status").out().contains("nobody listens at its address"));
      assertThat(letters(box)).hasSize(1);
      try (var chats = inPlaceOf(gone)) {
        Sandbox.until("it is told", () -> letters(box).isEmpty());
        box.untilAllEnded();
        assertThat(chats.messages("hook")).hasSize(1);
      }
    }
  }

  @Test
  void what_ends_while_nobody_can_be_told_is_one_message_afterwards() throws IOException {
    try (var box = Sandbox.open();
        var gone = Nobody.open()) {
      Posts.webhook(box, gone.url("/hook"));
      for (var name : List.of("one", "two", "three", "four")) {
        box.launchDemo(name, PARKS, "--worktree", "--wait");
      }
      box.untilAllEnded();
      assertThat(letters(box)).hasSize(4);
      try (var chats = inPlaceOf(gone)) {
        Sandbox.until(
            "they are told",
            () -> {
              box.workcell("check");
              return letters(box).isEmpty();
            });
        assertThat(chats.messages("hook")).hasSize(1);
        assertThat(chats.messages("hook").getFirst().body())
            .contains("4 workcells need you: partial-completion", "one, two, three, four");
      }
    }
  }

  @Test
  void a_workcell_may_be_told_of_by_other_means_or_not_at_all() throws IOException {
    try (var box = Sandbox.open();
        var chats = Chats.open()) {
      Posts.webhook(box, chats.url("/hook"));
      box.launchDemo("silent", PASSES, "--wait", "--no-notify", "--worktree");
      box.launchDemo("passes", PASSES, "--wait", "--notify", "webhook:parked,asking", "--worktree");
      box.launchDemo("parks", PARKS, "--wait", "--notify", "webhook:parked", "--worktree");
      delivered(box);

      assertThat(chats.messages("hook")).hasSize(1);
      assertThat(chats.messages("hook").getFirst().body()).contains("\"cell\":\"parks\"");
      assertThat(Files.readString(box.cell("parks").resolve("cell.json")))
          .contains("\"webhook:parked\"");
    }
  }

  @Test
  void what_the_receiver_refuses_is_given_up_visibly_until_a_person_mends_it() throws IOException {
    try (var box = Sandbox.open();
        var chats = Chats.open()) {
      Posts.webhook(box, chats.url("/hook"));
      chats.mood("hook", "404");
      box.launchDemo("fix", PASSES, "--wait");
      box.untilAllEnded();
      Sandbox.until(
          "it is given up",
          () -> {
            box.workcell("check");
            return journal(box).contains("\"dead\"");
          });
      var before = chats.came("hook").size();

      var status = box.workcell("notify", "status");
      assertThat(status.code()).as(status.all()).isEqualTo(1);
      assertThat(status.out())
          .contains(
              "1 given up", "fix passed", "nothing at this address (404)", "workcell notify retry");
      assertThat(box.workcell("notify", "status", "--json").out()).contains("\"event\":\"passed\"");
      box.workcell("check");
      assertThat(chats.came("hook")).as("nobody tries by itself").hasSize(before);

      chats.mood("hook", "");
      var retried = box.workcell("notify", "retry");
      assertThat(retried.code()).as(retried.all()).isZero();
      assertThat(retried.out()).contains("1 given up before is tried again");
      assertThat(chats.came("hook")).hasSize(before + 1);
      assertThat(letters(box)).isEmpty();
      assertThat(journal(box)).containsSubsequence("\"dead\"", "\"retried\"", "\"accepted\"");
    }
  }

  @Test
  void secrets_stay_here() throws IOException {
    try (var box = Sandbox.open();
        var chats = Chats.open()) {
      Posts.webhook(box, chats.url("/hook"));
      box.with("MY_TOKEN", "correct-horse-battery");
      box.workcell(
          "launch",
          "fix",
          "--repo",
          box.repo().toString(),
          "--agent",
          "command",
          "--objective",
          "Use correct-horse-battery and sk-abcdefghijklmnop1234 now",
          "--constraint",
          "c",
          "--done",
          "d",
          "--no-verify",
          "--env",
          "MY_TOKEN",
          "--wait",
          "--",
          "true");
      delivered(box);

      assertThat(chats.messages("hook")).hasSize(1);
      assertThat(chats.messages("hook").getFirst().body())
          .contains("[MY_TOKEN]", "[secret]")
          .doesNotContain("correct-horse", "sk-abc");
    }
  }

  @Test
  void a_receiver_without_its_token_costs_nobody_but_itself() throws IOException {
    try (var box = Sandbox.open();
        var chats = Chats.open()) {
      Posts.secret(box, "hook", chats.url("/hook"));
      Posts.write(box, "notify:\n  slack: {gather: 0s}\n  webhook: {url-file: hook, gather: 0s}\n");
      box.launchDemo("fix", PASSES, "--wait");
      box.untilAllEnded();

      assertThat(letters(box).toString()).as("another may have the token").contains(".slack.json");
      Sandbox.until(
          "the other is told",
          () -> {
            box.workcell("check");
            return letters(box).size() == 1;
          });
      assertThat(chats.messages("hook")).hasSize(1);
      assertThat(box.workcell("notify", "status").out())
          .contains("1 given up", "WORKCELL_NOTIFY_SLACK_URL is not set here");
      box.with("WORKCELL_NOTIFY_SLACK_URL", chats.url("/slack"));
      box.workcell("notify", "retry", "slack");
      assertThat(chats.came("slack")).isNotEmpty();
    }
  }

  @Test
  void a_configuration_that_is_wrong_keeps_no_workcell_from_its_rest() throws IOException {
    try (var box = Sandbox.open()) {
      Posts.write(box, "notify:\n  pigeon: {}\n");
      box.launchDemo("fix", PASSES, "--wait");
      assertThat(box.state("fix")).isEqualTo("passed");
      assertThat(box.workcell("notify", "status").err()).contains("line 2", "no adapter pigeon");
    }
  }

  private static Chats inPlaceOf(Nobody gone) throws IOException {
    gone.close();
    var chats = new AtomicReference<Chats>();
    // a process that another test starts just then holds the port for a moment
    Sandbox.until(
        "the port is free",
        () -> {
          try {
            chats.set(Chats.on(gone.port()));
            return true;
          } catch (BindException e) {
            return false;
          }
        });
    return chats.get();
  }

  /// By its settle, or by who looks after it when that had too little time.
  private static void delivered(Sandbox box) {
    box.untilAllEnded();
    Sandbox.until(
        "the outbox is empty",
        () -> {
          if (!letters(box).isEmpty()) {
            box.workcell("check");
          }
          return letters(box).isEmpty();
        });
  }

  private static String journal(Sandbox box) throws IOException {
    return Files.readString(box.cell("fix").resolve("journal.jsonl"));
  }

  static List<Path> letters(Sandbox box) throws IOException {
    var outbox = box.home().resolve("supervisor/outbox");
    if (!Files.exists(outbox)) {
      return List.of();
    }
    try (var files = Files.list(outbox)) {
      return files.filter(f -> f.toString().endsWith(".json")).toList();
    }
  }
}
