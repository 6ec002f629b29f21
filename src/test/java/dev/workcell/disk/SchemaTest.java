package dev.workcell.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Schema;
import dev.workcell.run.CellIdentity;
import dev.workcell.run.CellRecord;
import dev.workcell.run.Event;
import dev.workcell.run.JournalLine;
import dev.workcell.run.RunRecord;
import dev.workcell.supervise.Cell.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the codecs write fits what docs/schema publishes, key by key.
@DisplayNameGeneration(ReplaceUnderscores.class)
class SchemaTest {
  static Stream<Class<?>> variants() {
    return Stream.of(Event.class.getPermittedSubclasses());
  }

  @ParameterizedTest
  @MethodSource("variants")
  void every_event_fits_the_journal_schema(Class<? extends Event> variant) throws IOException {
    var schema = Schema.of("journal");
    for (var seed = 0; seed < 40; seed++) {
      var event = new AnyValue(seed).plausible().of(variant);
      var text = EventCodec.write(new JournalLine(1, Instant.EPOCH, Duration.ZERO, event));
      assertThat(schema.faults(text)).as(text).isEmpty();
    }
  }

  @Test
  void every_identity_fits_the_cell_schema() throws IOException {
    var schema = Schema.of("cell");
    for (var seed = 0; seed < 40; seed++) {
      var text = CellCodec.write(new AnyValue(seed).plausible().of(CellIdentity.class));
      assertThat(schema.faults(text)).as(text).isEmpty();
    }
  }

  @Test
  void every_state_of_every_run_fits_the_status_schema() throws IOException {
    var schema = Schema.of("status");
    for (var seed = 0; seed < 200; seed++) {
      var any = new AnyValue(seed).plausible();
      var view =
          new View(any.of(CellIdentity.class), any.of(CellRecord.class), any.of(RunRecord.class));
      var around =
          new StatusCodec.Surroundings(Path.of("/h/s/cafe0001"), 7, Optional.of(Instant.EPOCH));
      var text = StatusCodec.write(view, around);
      assertThat(schema.faults(text)).as(text).isEmpty();
    }
  }

  @Test
  void the_minimal_record_of_the_wrapper_fits_the_status_schema() throws IOException {
    var script = Files.readString(Path.of("src/main/resources/dev/workcell/wrapper.sh"));
    var from = script.indexOf("printf '{") + "printf '".length();
    var template = script.substring(from, script.indexOf("\\n'", from));
    var text =
        template.replace("%d", "3").replace("\"attempt\":%s", "\"attempt\":1").replace("%s", "fix");

    assertThat(Schema.of("status").faults(text)).as(text).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"schema\":1,\"seq\":null,\"by\":\"wrapper\"}",
        "{\"schema\":2,\"seq\":1,\"by\":\"workcell\"}"
      })
  void what_is_no_status_does_not_fit(String text) throws IOException {
    assertThat(Schema.of("status").faults(text)).isNotEmpty();
  }

  @Test
  void a_key_that_was_not_published_does_not_fit() throws IOException {
    var event = new AnyValue(1).plausible().of(Event.Noticed.class);
    var text = EventCodec.write(new JournalLine(1, Instant.EPOCH, Duration.ZERO, event));

    assertThat(Schema.of("journal").faults(text.replace("}", ",\"more\":1}"))).isNotEmpty();
    assertThat(Schema.of("journal").faults(text.replace("\"what\"", "\"that\""))).isNotEmpty();
  }
}
