package dev.workcell.cells;

import static dev.workcell.cells.Refusals.nothingMade;
import static dev.workcell.cells.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BadNamesTest {
  private static final Map<String, String> FAULTS =
      Map.of(
          "a:b",
          "U+003A",
          "a.b",
          "U+002E",
          "../a",
          "U+002E",
          "a/b",
          "U+002F",
          "a b",
          "U+0020",
          "a\u0007b",
          "U+0007",
          "a\nb",
          "U+000A",
          "Fix",
          "U+0046",
          "a".repeat(300),
          "has 300 characters");

  @Test
  void a_name_that_is_no_file_name_ref_or_session_name_is_refused_with_one_that_works()
      throws IOException {
    try (var box = Sandbox.open()) {
      for (var fault : FAULTS.entrySet()) {
        var refusal = box.workcell(box.launching(fault.getKey(), "--agent", "demo"));
        refused(refusal, 2, "cannot be a workcell", fault.getValue(), "mend: workcell launch ");
      }
      refused(box.workcell(box.launching("", "--agent", "demo")), 2, "is empty");
      nothingMade(box);
    }
  }

  @Test
  void a_name_in_another_script_is_refused_and_named_by_its_first_character() throws IOException {
    try (var box = Sandbox.open()) {
      var name = "f\\303\\274r"; // f, u with two dots, r
      var refusal =
          box.exec(
              List.of(
                  "sh",
                  "-c",
                  "exec \"$0\" show \"$(printf '%b' \"$1\")\"",
                  box.argv().getFirst(),
                  name));
      refused(refusal, 2, "U+00FC", "workcell launch f-r");
    }
  }

  @Test
  void every_verb_refuses_such_a_name_and_a_workcell_that_is_not_there() throws IOException {
    try (var box = Sandbox.open()) {
      for (var verb :
          List.of(
              "show", "logs", "attach", "stop", "resume", "wait", "verify", "handoff", "diff")) {
        refused(box.workcell(verb, "../../etc"), 2, "cannot be a workcell");
        refused(box.workcell(verb, "nobody"), 3, "there is no workcell nobody", "workcell ls");
      }
      refused(box.workcell("rm", "nobody"), 3, "there is no workcell nobody");
      refused(box.workcell("take", "nobody", "--branch", "b"), 3, "there is no workcell nobody");
      nothingMade(box);
    }
  }

  @Test
  void a_name_that_is_in_use_is_refused_and_its_owner_is_untouched() throws IOException {
    try (var box = Sandbox.open()) {
      box.launchDemo("fix", List.of("claim-done"), "--no-verify", "--wait");
      var before = box.value("fix", "seq");
      refused(box.launchDemo("fix", List.of("claim-done")), 4, "there is one of that name");
      assertThat(box.value("fix", "seq")).isEqualTo(before);
      assertThat(box.run("fix", 2)).doesNotExist();
    }
  }
}
