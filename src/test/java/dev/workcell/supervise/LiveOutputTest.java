package dev.workcell.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.diagnose.Looks;
import dev.workcell.diagnose.Told;
import dev.workcell.disk.DiskOutputs;
import dev.workcell.disk.DiskRecipes;
import dev.workcell.run.DiagnosisKind;
import dev.workcell.runbook.Reading;
import dev.workcell.supervise.LiveOutput.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LiveOutputTest {
  private static final String WAITS =
      "{\"type\":\"error\",\"message\":\"Reconnecting... waiting for network\"}\n";
  private static final String WORKS = "{\"type\":\"turn.started\"}\n";

  @TempDir private Path directory;
  private Path log = Path.of("agent.log");
  private Position position = Position.start(0);
  private final LiveOutput output =
      new LiveOutput(
          new DiskOutputs(),
          DiskRecipes.of(Map.of("HOME", "/nowhere")).find("codex"),
          ZoneOffset.UTC);

  @BeforeEach
  void open() {
    log = directory.resolve("agent.log");
  }

  @Test
  void half_a_line_is_left_until_it_is_whole() throws IOException {
    append(WORKS + WAITS.substring(0, 40));
    assertThat(read()).isEqualTo(new Told(true, List.of()));
    assertThat(read()).isEqualTo(Told.NOTHING);
    assertThat(position).isEqualTo(new Position(WORKS.length(), 1));

    append(WAITS.substring(40));
    assertThat(read().troubles())
        .extracting(Reading::kind, Reading::line)
        .contains(org.assertj.core.groups.Tuple.tuple(Reading.Kind.RETRYING, 2));
    assertThat(position.offset()).isEqualTo(Files.size(log));
  }

  @Test
  void trouble_before_another_word_is_over_and_trouble_after_it_counts() throws IOException {
    append(WAITS + WORKS);
    assertThat(read()).isEqualTo(new Told(true, List.of()));

    append(WORKS + WAITS);
    var told = read();
    assertThat(told.movedOn()).isTrue();
    assertThat(told.troubles()).isNotEmpty();

    append(WAITS);
    assertThat(read().movedOn()).isFalse();
  }

  @Test
  void an_empty_line_is_no_word() throws IOException {
    append("\n \n");

    assertThat(read()).isEqualTo(Told.NOTHING);
    assertThat(position).isEqualTo(new Position(3, 2));
  }

  @Test
  void only_the_last_words_are_kept_of_many() throws IOException {
    append(WAITS.repeat(5000));

    var told = read();
    assertThat(told.troubles()).hasSize(Told.MOST);
    assertThat(told.troubles().getLast().line()).isEqualTo(5000);
    assertThat(told.troubles().getLast().trouble()).contains(DiagnosisKind.NETWORK);
  }

  @Test
  void a_line_without_end_is_cut_and_not_read_again_and_again() throws IOException {
    append("x".repeat(6 << 20));

    assertThat(read()).isEqualTo(new Told(true, List.of()));
    assertThat(position).isEqualTo(new Position(6 << 20, 1));
    assertThat(read()).isEqualTo(Told.NOTHING);
  }

  @Test
  void an_agent_that_cut_its_log_is_read_on_from_there() throws IOException {
    append(WORKS.repeat(9));
    read();
    Files.writeString(log, "");
    assertThat(read()).isEqualTo(Told.NOTHING);

    append(WAITS);
    assertThat(read().troubles()).isNotEmpty();
  }

  @Test
  void a_log_that_is_not_there_says_nothing() throws IOException {
    assertThat(read()).isEqualTo(Told.NOTHING);
    assertThat(position).isEqualTo(Position.start(0));
  }

  private Told read() throws IOException {
    var read = output.read(log, position, Looks.NOON);
    position = read.position();
    return read.told();
  }

  private void append(String text) throws IOException {
    Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
