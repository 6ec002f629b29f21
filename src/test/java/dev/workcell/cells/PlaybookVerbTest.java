package dev.workcell.cells;

import static dev.workcell.cells.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import dev.workcell.run.DiagnosisKind;
import dev.workcell.run.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PlaybookVerbTest {
  @Test
  void the_table_tells_of_every_diagnosis_and_fits_the_terminal() throws IOException {
    try (var box = Sandbox.open()) {
      var listed = box.workcell("playbook", "ls");
      assertThat(listed.code()).as(listed.all()).isEqualTo(0);
      for (var kind : DiagnosisKind.values()) {
        assertThat(listed.out()).containsPattern("(?m)^" + Words.of(kind) + " .*(operator|park)  ");
      }
      assertThat(listed.out()).contains("salvage, continue x3, relaunch-fresh, ask-operator");
      assertThat(box.workcell("playbook", "ls", "--json").out().lines())
          .hasSize(DiagnosisKind.values().length);
      for (var columns : List.of(80, 40)) {
        try (var terminal = Terminal.open(box, columns, 120)) {
          terminal.type(String.join(" ", box.argv("playbook", "ls")));
          Sandbox.until("it is listed", terminal::ended);
          var lines = terminal.screen().lines().toList();
          assertThat(lines).as("no line was broken").noneMatch(l -> l.length() >= columns);
          assertThat(String.join(" ", lines).replaceAll("\\s+", " ")).contains("changes", "park");
        }
      }
    }
  }

  @Test
  void a_page_is_shown_as_it_is_written_so_that_it_can_be_made_one_s_own() throws IOException {
    try (var box = Sandbox.open()) {
      var text = Files.readString(Path.of("skill/session-supervisor/recovery/stuck.md"));
      assertThat(box.workcell("playbook", "show", "stuck").out()).isEqualTo(text);

      var own = box.root().resolve("home/.config/workcell/recovery/stuck.md");
      Files.createDirectories(own.getParent());
      var argv = String.join(" ", box.argv("playbook", "show", "stuck"));
      box.exec(List.of("sh", "-c", argv + " > " + own));
      assertThat(own).hasContent(text);
      Files.writeString(own, text.replace("times: 2", "times: 3"));
      assertThat(box.workcell("playbook", "ls").out())
          .contains("stuck* ", "relaunch x3", "* a page of your own");
      assertThat(box.workcell("playbook", "show", "stuck", "--json").out())
          .contains("\"source\":\"" + own + "\"", "\"do\":\"relaunch\",\"times\":3", "\"body\":");

      Files.writeString(own, text.replace("do: ask-operator", "do: nudge"));
      refused(box.workcell("playbook", "show", "stuck"), 2, "line 9: the last remedy is 'nudge'");
      var listed = box.workcell("playbook", "ls");
      assertThat(listed.code()).as("one page is wrong").isEqualTo(2);
      assertThat(listed.out()).contains("rate-limit ").doesNotContain("stuck");
      assertThat(listed.err()).contains("mend: edit %s at line 9".formatted(own));
    }
  }

  @Test
  void words_that_name_no_page_are_refused_with_those_that_do() throws IOException {
    try (var box = Sandbox.open()) {
      refused(box.workcell("playbook", "show", "tired"), 3, "'tired' is no diagnosis", "stuck");
      refused(box.workcell("playbook", "show", "%s\u001b[2J"), 3, "'%s' is no diagnosis");
      refused(box.workcell("playbook", "show"), 2, "one of auth-failure, ");
      refused(box.workcell("playbook", "ls", "stuck"), 2, "'stuck' was given");
      refused(box.workcell("playbook", "read"), 2, "'read' is neither");
    }
  }
}
