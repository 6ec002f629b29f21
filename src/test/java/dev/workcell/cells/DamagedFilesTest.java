package dev.workcell.cells;

import static dev.workcell.cells.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DamagedFilesTest {
  @Test
  void a_status_that_is_torn_or_garbage_or_gone_is_rebuilt_from_the_journal_and_show_says_so()
      throws IOException {
    try (var box = settled()) {
      var status = status(box);
      var whole = Files.readString(status);
      for (var damage :
          List.of(whole.substring(0, whole.length() / 2), "", "\0\0\0", "[1,2]", "{\"a\":1}")) {
        Files.writeString(status, damage);
        var shown = box.workcell("show", "fix");
        assertThat(shown.code()).as(shown.all()).isEqualTo(0);
        assertThat(shown.err()).contains("note: status.json was not", "rebuilt from the journal");
        assertThat(shown.out()).contains("unverified");
        assertThat(status).hasContent(whole);
      }
      Files.write(status, new byte[] {(byte) 0xff, (byte) 0xfe});
      assertThat(box.workcell("show", "fix").err()).contains("status.json was not text");
      Files.delete(status);
      assertThat(box.workcell("show", "fix").err()).contains("status.json was missing");
      assertThat(box.workcell("show", "fix").err()).as("mended once").isEmpty();
    }
  }

  @Test
  void what_a_newer_program_wrote_is_refused_and_not_overwritten() throws IOException {
    try (var box = settled()) {
      var status = status(box);
      var newer = Files.readString(status).replace("\"schema\": 1", "\"schema\": 99");
      assertThat(newer).contains("99");
      Files.writeString(status, newer);
      for (var verb : List.of("show", "resume", "verify")) {
        refused(box.workcell(verb, "fix"), 4, "a newer workcell wrote these files", "schema 99");
      }
      assertThat(status).hasContent(newer);

      var cell = box.cell("fix").resolve("cell.json");
      Files.writeString(cell, Files.readString(cell).replace("\"schema\": 1", "\"schema\": 99"));
      refused(box.workcell("show", "fix"), 4, "a newer workcell", "schema 99");
      refused(box.workcell("rm", "fix"), 4, "a newer workcell", "schema 99");
    }
  }

  @Test
  void a_torn_last_journal_line_is_never_read_and_is_kept_aside_by_the_next_append()
      throws IOException {
    try (var box = settled()) {
      var journal = box.run("fix", 1).resolve("journal.jsonl");
      Files.writeString(
          journal, "{\"seq\":99,\"at\":\"20", StandardOpenOption.APPEND, StandardOpenOption.WRITE);
      assertThat(box.state("fix")).isEqualTo("unverified");

      assertThat(box.workcell("resume", "fix", "--wait").err()).isEmpty();
      var cellJournal = box.cell("fix").resolve("journal.jsonl");
      Files.writeString(cellJournal, "{\"torn", StandardOpenOption.APPEND);
      var resumed = box.workcell("resume", "fix", "--wait");
      assertThat(resumed.err()).as(resumed.all()).isEmpty();
      assertThat(box.value("fix", "run")).isEqualTo(3L);
      assertThat(box.cell("fix").resolve("journal.torn")).hasContent("{\"torn\n");
    }
  }

  @Test
  void a_journal_line_of_nobody_is_a_plain_refusal_and_the_other_workcells_are_still_listed()
      throws IOException {
    try (var box = settled()) {
      box.launchDemo("other", List.of("claim-done"), "--no-verify", "--allow-dirty", "--wait");
      Files.writeString(
          box.run("fix", 1).resolve("journal.jsonl"), "what?\n", StandardOpenOption.APPEND);
      refused(box.workcell("show", "fix"), 4, "cannot be read", "runs/0001/journal.jsonl");

      Files.createDirectory(box.home().resolve("cells/Not a name"));
      var listed = box.workcell("ls");
      assertThat(listed.code()).as(listed.all()).isEqualTo(0);
      assertThat(listed.out()).contains("other", "unverified");
      assertThat(listed.all()).contains("fix", "cannot be read");
    }
  }

  private static Sandbox settled() throws IOException {
    var box = Sandbox.open();
    var launched = box.launchDemo("fix", List.of("claim-done It."), "--no-verify", "--wait");
    assertThat(launched.out()).as(launched.all()).contains("unverified");
    return box;
  }

  private static Path status(Sandbox box) {
    return box.run("fix", 1).resolve("status.json");
  }
}
