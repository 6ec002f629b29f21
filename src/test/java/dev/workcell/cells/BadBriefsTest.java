package dev.workcell.cells;

import static dev.workcell.cells.Refusals.nothingMade;
import static dev.workcell.cells.Refusals.refused;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BadBriefsTest {
  private static final String GOOD =
      "# Objective\n\nIt.\n\n# Constraints\n\n- none\n\n# Definition of done\n\n- it\n";

  @Test
  void a_brief_that_cannot_be_followed_is_refused() throws IOException {
    try (var box = Sandbox.open()) {
      refused(brief(box, ""), 2, "it is empty");
      refused(brief(box, " \n\t\n"), 2, "it is empty");
      refused(brief(box, GOOD + "\0"), 2, "U+0000");
      refused(brief(box, GOOD + "\u001b[2J"), 2, "U+001B");
      refused(brief(box, GOOD + "x".repeat(10 << 20)), 2, "bytes");
      refused(brief(box, GOOD + "x".repeat(70_000)), 2, "an agent takes 65,536");
      refused(brief(box, GOOD.replace("# Constraints", "Con")), 2, "'## Constraints' is missing");
      refused(brief(box, GOOD.replace("# Objective", "# Aim")), 2, "'## Objective' is missing");
      refused(brief(box, GOOD.replace("- it\n", "")), 2, "'## Definition of done' is missing");
      nothingMade(box);
    }
  }

  @Test
  void a_brief_that_is_binary_missing_or_a_directory_is_refused() throws IOException {
    try (var box = Sandbox.open()) {
      var bytes = new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1, 2, (byte) 0x80};
      refused(given(box, Files.write(box.root().resolve("b"), bytes).toString()), 2, "not UTF-8");
      refused(given(box, box.root().resolve("none.md").toString()), 2, "it is not there");
      refused(given(box, box.repo().toString()), 2, "directory");
      nothingMade(box);
    }
  }

  @Test
  void statements_instead_of_a_file_are_held_to_the_same() throws IOException {
    try (var box = Sandbox.open()) {
      refused(stated(box, "--objective", "o", "--done", "d"), 2, "'## Constraints'");
      refused(stated(box, "--objective", "o", "--constraint", "c"), 2, "'## Definition of done'");
      refused(stated(box, "--constraint", "c", "--done", "d"), 2, "'## Objective'");
      refused(
          stated(box, "--objective", "  ", "--constraint", "c", "--done", "d"),
          2,
          "'## Objective'");
      refused(
          stated(box, "--objective", "o", "--brief", "b.md"), 2, "--brief and --objective were");
      nothingMade(box);
    }
  }

  private static Sandbox.Result brief(Sandbox box, String text) throws IOException {
    var file = box.root().resolve("brief.md");
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    return given(box, file.toString());
  }

  private static Sandbox.Result given(Sandbox box, String file) {
    return stated(box, "--brief", file);
  }

  private static Sandbox.Result stated(Sandbox box, String... words) {
    var all = new java.util.ArrayList<>(java.util.List.of("launch", "fix", "--verify", "true"));
    all.addAll(java.util.List.of("--repo", box.repo().toString()));
    all.addAll(java.util.List.of(words));
    return box.workcell(all.toArray(String[]::new));
  }
}
