package dev.workcell.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workcell.run.CellName;
import dev.workcell.run.Event;
import dev.workcell.run.Event.Noticed;
import dev.workcell.run.Event.WantedSet;
import dev.workcell.run.Refusal;
import dev.workcell.run.Wanted;
import dev.workcell.supervise.Cell.StatusFile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DiskCellTest {
  private static final String STATUS = "runs/0002/status.json";

  private GoldenCell golden = new GoldenCell(GoldenCell.RECORDED);

  @BeforeEach
  void copy() throws IOException {
    golden = GoldenCell.copied();
  }

  @AfterEach
  void delete() throws IOException {
    golden.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                                                | was not readable
          garbage                                                           | was not readable
          {"schema":1                                                       | was not readable
          {"schema":1,"seq":null,"by":"wrapper","state":"parked"}           | was written by the wrapper
          {"schema":1,"seq":9,"wanted":"running"}                           | knew journal line 9 of 10
          {"schema":1,"seq":11,"wanted":"running"}                          | knew journal line 11 of 10
          {"schema":1,"seq":10,"wanted":"stopped"}                          | knew journal line 10 of 10
          """)
  void a_status_that_is_not_the_projection_is_stale_and_is_made_anew(String text, String why)
      throws IOException {
    Files.writeString(golden.file(STATUS), text);
    var cell = golden.open();

    assertThat(cell.statusFile())
        .isInstanceOfSatisfying(StatusFile.Stale.class, s -> assertThat(s.why()).startsWith(why));

    cell.project();
    assertThat(cell.statusFile()).isEqualTo(new StatusFile.Current());
    assertThat(golden.file(STATUS)).hasContent(cell.statusText());
  }

  @Test
  void a_status_that_is_missing_or_no_text_is_stale() throws IOException {
    Files.delete(golden.file(STATUS));
    assertThat(golden.open().statusFile()).isEqualTo(new StatusFile.Stale("was missing"));

    Files.write(golden.file(STATUS), new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThat(golden.open().statusFile()).isEqualTo(new StatusFile.Stale("was not text"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cell.json", STATUS})
  void files_of_a_newer_program_are_refused_and_not_touched(String name) throws IOException {
    var newer = Files.readString(golden.file(name)).replace("\"schema\": 1,", "\"schema\": 2,");
    Files.writeString(golden.file(name), newer);

    assertThatThrownBy(() -> golden.open().statusFile())
        .isInstanceOfSatisfying(
            Refusal.class,
            r -> {
              assertThat(r.kind()).isEqualTo(Refusal.Kind.CONFLICT);
              assertThat(r.why()).contains("has schema 2 and this program knows 1");
            });
    assertThat(golden.file(name)).hasContent(newer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\"schema\":1}", "garbage"})
  void an_identity_that_cannot_be_read_is_refused_with_its_file(String text) throws IOException {
    Files.writeString(golden.file("cell.json"), text);

    assertThatThrownBy(golden::open)
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.mend()).isEqualTo("less " + golden.file("cell.json")));
  }

  @Test
  void a_workcell_that_is_not_there_is_not_found() {
    assertThatThrownBy(() -> golden.cells().open(new CellName("gone")))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.kind()).isEqualTo(Refusal.Kind.NOT_FOUND));
  }

  @Test
  void a_journal_that_is_not_ours_is_refused_with_its_name() throws IOException {
    Files.writeString(golden.file("runs/0002/journal.jsonl"), "garbage\n");

    assertThatThrownBy(() -> golden.open().read())
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.why()).startsWith("runs/0002/journal.jsonl: "));
  }

  @Test
  void a_transition_appends_each_event_to_its_journal_and_projects() throws IOException {
    var cell = golden.open();
    List<Event> events = List.of(new Noticed(1, "seen"), new WantedSet(Wanted.STOPPED, "enough"));

    var after = cell.transition(now -> events);

    assertThat(after).isEqualTo(cell.read());
    assertThat(after.run().seq()).isEqualTo(11);
    assertThat(after.run().notices()).containsExactly("seen");
    assertThat(after.cell().wanted()).isEqualTo(Wanted.STOPPED);
    assertThat(cell.statusFile()).isEqualTo(new StatusFile.Current());
    assertThat(Files.readString(golden.file(STATUS))).contains("\"wanted\": \"stopped\"");
  }

  @Test
  void a_transition_to_nothing_writes_nothing() throws IOException {
    var before = Files.getLastModifiedTime(golden.file(STATUS));

    golden.open().transition(now -> List.of());

    assertThat(Files.getLastModifiedTime(golden.file(STATUS))).isEqualTo(before);
    assertThat(golden.open().read().run().seq()).isEqualTo(10);
  }

  @Test
  void the_status_of_a_run_at_work_shows_the_tree_that_it_began_with()
      throws IOException, Malformed {
    var journal = golden.file("runs/0002/journal.jsonl");
    Files.write(journal, Files.readAllLines(journal).subList(0, 4));

    var status = Json.parse(golden.open().statusText());

    assertThat(status.text("state")).isEqualTo("working");
    assertThat(status.object("repo").text("head"))
        .isEqualTo(status.object("repo").text("headAtStart"));
    assertThat(status.object("repo").value("changed")).isEmpty();
    assertThat(status.object("repo").object("salvage").text("ref")).endsWith("/0002-1-0");
  }

  @Test
  void an_attempt_is_voided_once() throws IOException {
    var cell = golden.open();
    Files.deleteIfExists(golden.file("runs/0002/attempts/1/taken"));

    assertThat(cell.voidAttempt(2, 1)).isTrue();
    assertThat(cell.voidAttempt(2, 1)).isFalse();
    assertThat(cell.witness(2, 1).taken()).isTrue();
  }
}
