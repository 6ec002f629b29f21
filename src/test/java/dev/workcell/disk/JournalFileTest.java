package dev.workcell.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workcell.run.Event;
import dev.workcell.run.Event.Noticed;
import dev.workcell.run.JournalLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class JournalFileTest {
  @TempDir Path directory;
  private JournalFile journal = new JournalFile(Path.of("/"));

  @BeforeEach
  void open() {
    journal = new JournalFile(directory.resolve("journal.jsonl"));
  }

  @Test
  void a_journal_that_is_not_there_is_empty() throws IOException, Malformed {
    assertThat(journal.read()).isEmpty();
  }

  @Test
  void lines_are_numbered_from_one_and_come_back() throws IOException, Malformed {
    var first = append(0, "a", "b");
    var second = append(2, "c");

    assertThat(first).extracting(JournalLine::seq).containsExactly(1, 2);
    assertThat(second).extracting(JournalLine::seq).containsExactly(3);
    assertThat(texts()).containsExactly("a", "b", "c");
    assertThat(journal.read().getFirst().at()).isEqualTo(Instant.EPOCH);
    assertThat(journal.read().getFirst().up()).isEqualTo(Duration.ofMillis(1234));
  }

  @Test
  void a_torn_last_line_is_not_read() throws IOException, Malformed {
    append(0, "a", "b");
    for (var torn :
        List.of("{", "{\"seq\":3", EventCodec.write(line(3, "whole but for its end")))) {
      put(torn);

      assertThat(texts()).containsExactly("a", "b");
    }
  }

  @Test
  void the_next_append_cuts_the_torn_line_off_into_journal_torn() throws IOException, Malformed {
    append(0, "a");
    put("{\"seq\":2,\"to");

    append(1, "b");
    put("more");
    append(2, "c");

    assertThat(texts()).containsExactly("a", "b", "c");
    assertThat(directory.resolve("journal.torn")).hasContent("{\"seq\":2,\"to\nmore\n");
  }

  @Test
  void a_journal_of_one_torn_line_begins_anew() throws IOException, Malformed {
    put("{\"seq\":1");

    append(0, "a");

    assertThat(texts()).containsExactly("a");
  }

  @Test
  void an_undamaged_journal_leaves_no_journal_torn() throws IOException {
    append(0, "a");
    append(1, "b");

    assertThat(directory.resolve("journal.torn")).doesNotExist();
  }

  @Test
  void cut_at_any_byte_what_was_whole_stays() throws IOException, Malformed {
    append(0, "a", "b", "c");
    var whole = Files.readAllBytes(journal.file());
    for (var length = 0; length <= whole.length; length++) {
      var cut = java.util.Arrays.copyOf(whole, length);
      var lines =
          new String(cut, java.nio.charset.StandardCharsets.UTF_8)
              .chars()
              .filter(c -> c == '\n')
              .count();
      Files.write(journal.file(), cut);

      append((int) lines, "next");

      assertThat(texts()).hasSize((int) lines + 1).endsWith("next");
    }
  }

  @Test
  void a_whole_line_that_is_not_ours_is_malformed_and_not_skipped() throws IOException {
    append(0, "a");
    put("garbage\n");

    assertThatThrownBy(() -> journal.read()).isInstanceOf(Malformed.class);
  }

  @Test
  void a_gap_or_a_repetition_in_the_numbers_is_malformed() throws IOException {
    append(0, "a");
    append(2, "c");

    assertThatThrownBy(() -> journal.read()).hasMessage("line 2 calls itself 3");
  }

  @Test
  void journals_are_for_their_owner_alone() throws IOException {
    append(0, "a");
    put("torn");
    append(1, "b");

    for (var name : List.of("journal.jsonl", "journal.torn")) {
      assertThat(Files.getPosixFilePermissions(directory.resolve(name)))
          .as(name)
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
  }

  private List<JournalLine> append(int last, String... what) throws IOException {
    var events = java.util.Arrays.stream(what).<Event>map(w -> new Noticed(1, w)).toList();
    return journal.append(last, events, Instant.EPOCH, Duration.ofMillis(1234));
  }

  private List<String> texts() throws IOException, Malformed {
    return journal.read().stream().map(l -> ((Noticed) l.event()).what()).toList();
  }

  private static JournalLine line(int seq, String what) {
    return new JournalLine(seq, Instant.EPOCH, Duration.ZERO, new Noticed(1, what));
  }

  private void put(String text) throws IOException {
    Files.writeString(journal.file(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
