package dev.workcell.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.playbook.NextOfOutbox.Step;
import dev.workcell.run.Letter;
import dev.workcell.run.Mailbox;
import dev.workcell.run.Notice;
import dev.workcell.run.NoticeKind;
import dev.workcell.run.Parcel;
import dev.workcell.run.Parcel.Fate;
import dev.workcell.runbook.Adapter;
import dev.workcell.runbook.Adapter.Again;
import dev.workcell.runbook.Adapter.Confirm;
import dev.workcell.runbook.Receiver;
import dev.workcell.runbook.Transport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class NextOfOutboxTest {
  private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
  private static final Mailbox EMPTY = Mailbox.empty("phone");

  @Test
  void news_is_gathered_for_a_moment_but_not_for_ever() {
    assertThat(next(EMPTY, letters(1), NOON).step()).isEqualTo(nothing(NOON.plusSeconds(2)));
    assertThat(next(EMPTY, letters(1), NOON.plusSeconds(2)).step()).isInstanceOf(Step.Send.class);

    var steadily = new ArrayList<Letter>();
    for (var second = 0; second < 25; second++) {
      steadily.add(letter(second, NOON.plusSeconds(second), "auth-failure"));
    }
    assertThat(next(EMPTY, steadily.subList(0, 10), NOON.plusSeconds(9)).step())
        .isInstanceOf(Step.Nothing.class);
    assertThat(next(EMPTY, steadily, NOON.plusSeconds(24)).step()).isInstanceOf(Step.Send.class);
  }

  @Test
  void twenty_eight_that_fail_at_once_are_one_message_that_names_each() {
    var step = next(EMPTY, letters(28), NOON.plusSeconds(2)).step();

    assertThat(step)
        .isInstanceOfSatisfying(
            Step.Send.class,
            send -> {
              assertThat(send.letters()).hasSize(28);
              var words = Wording.of(send.letters().stream().map(Letter::notice).toList(), "k");
              assertThat(words.get("title")).isEqualTo("28 workcells need you: auth-failure");
              assertThat(words.getOrDefault("text", "").length()).isLessThan(700);
              for (var i = 0; i < 28; i++) {
                assertThat(words.get("text")).containsPattern("\\bcell-%d\\b".formatted(i));
              }
            });
  }

  @Test
  void what_has_no_room_in_one_message_goes_with_the_next() {
    var many = letters(400);
    var told = new ArrayList<Letter>();
    var rest = new ArrayList<>(many);
    var messages = 0;
    while (!rest.isEmpty()) {
      var send = (Step.Send) next(EMPTY, rest, NOON.plusSeconds(60)).step();
      var words = Wording.of(send.letters().stream().map(Letter::notice).toList(), "k");
      assertThat(words.getOrDefault("text", "").length()).isLessThanOrEqualTo(900);
      told.addAll(send.letters());
      rest.removeAll(send.letters());
      messages++;
    }
    assertThat(told).containsExactlyInAnyOrderElementsOf(many);
    assertThat(messages).isLessThan(10);
  }

  @Test
  void different_causes_are_told_apart_in_one_message() {
    var mixed =
        List.of(
            letter(1, NOON, "auth-failure"),
            letter(2, NOON, "rate-limit"),
            letter(3, NOON, "auth-failure"));
    var words = Wording.of(mixed.stream().map(Letter::notice).toList(), "k");

    assertThat(words.get("text"))
        .isEqualTo(
            "3 notices, 3 need you\n2 need you: auth-failure: cell-1, cell-3\n1 need you: rate-limit: cell-2\nnext: workcell ls");
  }

  @Test
  void after_a_failure_nothing_leaves_before_its_time_and_everything_then() {
    var failed =
        EMPTY.failed(Optional.empty(), NOON.plusSeconds(35), "it wants us to wait (429)", "");

    assertThat(next(failed, letters(3), NOON.plusSeconds(34)).step())
        .isEqualTo(nothing(NOON.plusSeconds(35)));
    assertThat(next(failed, letters(3), NOON.plusSeconds(35)).step()).isInstanceOf(Step.Send.class);
  }

  @Test
  void pauses_double_up_to_the_longest_and_keep_what_the_receiver_wants() {
    var mailbox = EMPTY;
    var pauses = new ArrayList<Long>();
    for (var i = 0; i < 14; i++) {
      var again = next(mailbox, letters(1), NOON).again(Optional.empty());
      pauses.add(Duration.between(NOON, again).toMillis());
      mailbox = mailbox.failed(Optional.empty(), again, "no", "");
    }
    for (var i = 0; i < pauses.size(); i++) {
      var meant = Math.min(1000L << i, 300_000);
      assertThat(pauses.get(i)).isBetween(meant * 9 / 10, meant * 11 / 10);
    }
    assertThat(next(EMPTY, letters(1), NOON).again(Optional.of(Duration.ofSeconds(35))))
        .isEqualTo(NOON.plusSeconds(35));
  }

  @Test
  void what_may_have_arrived_is_seen_to_before_anything_else_leaves() {
    var parcel = Parcel.of("k", List.of(letters(1).getFirst().id()), NOON);

    assertThat(next(EMPTY.sending(parcel), letters(5), NOON.plusSeconds(9)).step())
        .isEqualTo(new Step.SeeTo(parcel));
    var answered = EMPTY.answered(parcel.with(Fate.ACCEPTED, "it has it", ""), NOON);
    assertThat(next(answered, letters(5), NOON.plusSeconds(9)).step())
        .isEqualTo(new Step.Finish(answered.open().orElseThrow()));
  }

  @Test
  void a_receiver_that_is_asked_gets_a_moment_to_have_seen_it() {
    var parcel = Parcel.of("k", List.of(letters(1).getFirst().id()), NOON);
    var asking = adapter(Again.ASK, Optional.of(confirm()));

    assertThat(next(asking, EMPTY.sending(parcel), letters(1), NOON.plusSeconds(9)).step())
        .isEqualTo(nothing(NOON.plusSeconds(10)));
    assertThat(next(asking, EMPTY.sending(parcel), letters(1), NOON.plusSeconds(10)).step())
        .isEqualTo(new Step.SeeTo(parcel));
  }

  @Test
  void what_was_accepted_is_asked_for_at_its_times() {
    var asking = adapter(Again.SEND, Optional.of(confirm()));
    var accepted = letters(1).getFirst().accepted("k", NOON, "in its queue");

    assertThat(next(asking, EMPTY, List.of(accepted), NOON.plusSeconds(9)).step())
        .isEqualTo(nothing(NOON.plusSeconds(10)));
    assertThat(next(asking, EMPTY, List.of(accepted), NOON.plusSeconds(10)).step())
        .isEqualTo(new Step.Ask(List.of(accepted)));
    assertThat(next(asking, EMPTY, List.of(accepted.askedOnceMore()), NOON.plusSeconds(59)).step())
        .isEqualTo(nothing(NOON.plusSeconds(60)));
  }

  @Test
  void after_a_day_of_failures_it_is_given_up_and_a_dead_letter_keeps_nobody() {
    var failed = EMPTY.failed(Optional.empty(), NOON, "no way", "");
    var old = letters(2);

    assertThat(next(failed, old, NOON.plus(Duration.ofHours(25))).step())
        .isEqualTo(new Step.GiveUp(old));
    assertThat(next(EMPTY, old, NOON.plus(Duration.ofHours(25))).step())
        .as("nobody has tried yet")
        .isInstanceOf(Step.Send.class);
    var dead = old.stream().map(l -> l.dead("given up", "")).toList();
    assertThat(next(failed, dead, NOON).step()).isEqualTo(new Step.Nothing(Optional.empty()));
    assertThat(next(failed, dead, NOON).goesOn()).isFalse();
    assertThat(next(failed, old, NOON).goesOn()).isTrue();
  }

  private static Step nothing(Instant due) {
    return new Step.Nothing(Optional.of(due));
  }

  private static List<Letter> letters(int count) {
    var letters = new ArrayList<Letter>();
    for (var i = 0; i < count; i++) {
      letters.add(letter(i, NOON, "auth-failure"));
    }
    return letters;
  }

  private static Letter letter(int number, Instant at, String cause) {
    var name = "cell-" + number;
    return Letter.to(
        "phone",
        new Notice(
            "%08x".formatted(number),
            name,
            1,
            1,
            9,
            NoticeKind.PARKED,
            cause,
            name + " needs you",
            "it ended",
            "workcell why " + name,
            at));
  }

  private static NextOfOutbox next(Mailbox mailbox, List<Letter> letters, Instant now) {
    return next(adapter(Again.SEND, Optional.empty()), mailbox, letters, now);
  }

  private static NextOfOutbox next(
      Adapter adapter, Mailbox mailbox, List<Letter> letters, Instant now) {
    var receiver =
        new Receiver(
            "phone",
            "phone",
            Set.of(NoticeKind.PARKED),
            Map.of(),
            Map.of(),
            Duration.ofSeconds(2),
            Duration.ofSeconds(1),
            Duration.ofMinutes(5),
            Duration.ofHours(24),
            Duration.ofSeconds(15));
    return new NextOfOutbox(receiver, adapter, mailbox, letters, now);
  }

  private static Confirm confirm() {
    return new Confirm(
        new Transport.Http("GET", "http://x/", Map.of(), Optional.empty()),
        Optional.empty(),
        Optional.of("{key}"),
        List.of(Duration.ofSeconds(10), Duration.ofSeconds(60)));
  }

  private static Adapter adapter(Again again, Optional<Confirm> confirm) {
    return new Adapter(
        "phone",
        "A phone",
        900,
        List.of(),
        new Transport.Http("POST", "http://x/", Map.of(), Optional.empty()),
        Map.of(),
        List.of(),
        Map.of(),
        again,
        confirm,
        "");
  }
}
