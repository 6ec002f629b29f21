package dev.workcell.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workcell.run.Event;
import dev.workcell.run.JournalLine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EventCodecTest {
  static Stream<Class<?>> variants() {
    return Stream.of(Event.class.getPermittedSubclasses());
  }

  @ParameterizedTest
  @MethodSource("variants")
  void every_event_comes_back_as_it_was_written(Class<? extends Event> variant) throws Malformed {
    for (var seed = 0; seed < 200; seed++) {
      var event = new AnyValue(seed).of(variant);
      var line =
          new JournalLine(seed + 1, Instant.ofEpochMilli(seed), Duration.ofMillis(17), event);

      var text = EventCodec.write(line);

      assertThat(text).doesNotContain("\n");
      assertThat(EventCodec.read(seed + 1, text)).as(text).isEqualTo(line);
    }
  }

  @Test
  void a_line_that_calls_itself_another_number_is_not_believed() {
    var text = EventCodec.write(line(3));

    assertThatThrownBy(() -> EventCodec.read(4, text)).hasMessage("line 4 calls itself 3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "{\"seq\":1}",
        "{\"seq\":1,\"at\":\"2026-11-22T12:00:00Z\"}",
        "{\"seq\":1,\"at\":\"2026-11-22T12:00:00Z\",\"event\":\"from the future\"}",
        "{\"seq\":1,\"at\":\"yesterday\",\"event\":\"noticed\",\"what\":\"x\"}",
        "{\"seq\":1,\"at\":\"2026-11-22T12:00:00Z\",\"event\":\"noticed\"}",
        "{\"seq\":1,\"at\":\"2026-11-22T12:00:00Z\",\"event\":\"noticed\",\"what\":7}",
        "{\"seq\":1,\"at\":\"2026-11-22T12:00:00Z\",\"event\":\"wanted\",\"wanted\":\"RUNNING\"}",
      })
  void what_is_no_line_of_ours_is_malformed(String text) {
    assertThatThrownBy(() -> EventCodec.read(1, text)).isInstanceOf(Malformed.class);
  }

  @Test
  void text_of_agents_cannot_break_the_line() throws Malformed {
    var evil = "a\nb\r\u2028\u0000\"\\ \u001b[2J 🦀";
    var line = new JournalLine(1, Instant.EPOCH, Duration.ZERO, new Event.Noticed(1, evil));

    var text = EventCodec.write(line);

    assertThat(text.lines()).hasSize(1);
    assertThat(EventCodec.read(1, text)).isEqualTo(line);
    assertThat(List.of(text)).noneMatch(t -> t.contains("\u001b"));
  }

  @Test
  void half_a_surrogate_pair_in_the_words_of_an_agent_does_not_stop_the_journal() throws Malformed {
    var half = Json.parse("{\"t\":\"a\\ud800b\"}").text("t");
    var line = new JournalLine(1, Instant.EPOCH, Duration.ZERO, new Event.Noticed(1, half));

    assertThat(EventCodec.read(1, EventCodec.write(line)).event())
        .isEqualTo(new Event.Noticed(1, "a?b"));
  }

  private static JournalLine line(int seq) {
    return new JournalLine(seq, Instant.EPOCH, Duration.ZERO, new Event.AgentSeen(1));
  }
}
