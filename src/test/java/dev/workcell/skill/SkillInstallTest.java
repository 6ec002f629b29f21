package dev.workcell.skill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SkillInstallTest {
  @Test
  void it_puts_every_file_there_and_a_list_that_sha256sum_agrees_with() throws IOException {
    try (var box = Sandbox.open()) {
      var folder = install(box);
      for (var page : Page.all()) {
        assertThat(folder.resolve(page.name())).hasContent(page.text());
      }
      assertThat(folder.resolve("templates/by-hand.sh")).isExecutable();
      var check = "cd '%s' && sha256sum -c .workcell-skill".formatted(folder);
      assertThat(box.exec(java.util.List.of("sh", "-c", check)).code()).isEqualTo(0);
      nothingBeside(folder);
    }
  }

  @Test
  void once_more_is_the_same_and_an_older_one_is_upgraded() throws IOException {
    try (var box = Sandbox.open()) {
      var folder = install(box);
      assertThat(box.workcell("skill", "install", "--to", parent(folder)).out())
          .contains("there already");

      // an older release had another page, and listed it
      Files.writeString(folder.resolve("old.md"), "");
      var list = folder.resolve(".workcell-skill");
      var empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  old.md\n";
      Files.writeString(list, Files.readString(list) + empty);
      assertThat(box.workcell("skill", "install", "--to", parent(folder)).out())
          .contains("the skill is upgraded");
      assertThat(folder.resolve("old.md")).doesNotExist();
      nothingBeside(folder);
    }
  }

  @Test
  void what_was_edited_is_kept_unless_it_is_forced() throws IOException {
    try (var box = Sandbox.open()) {
      var folder = install(box);
      Files.writeString(folder.resolve("SKILL.md"), "mine");
      Files.writeString(folder.resolve("more.md"), "mine");
      Files.delete(folder.resolve("resume.md"));
      var refused = box.workcell("skill", "install", "--to", parent(folder));
      assertThat(refused.code()).isEqualTo(4);
      assertThat(refused.err())
          .contains("was left as it is", "edited", "SKILL.md, more.md, resume.md", "--force");
      assertThat(folder.resolve("SKILL.md")).hasContent("mine");

      box.workcell("skill", "install", "--force", "--to", folder.toString());
      assertThat(folder.resolve("SKILL.md")).content().startsWith("---");
      assertThat(folder.resolve("more.md")).doesNotExist();
      assertThat(folder.resolve("resume.md")).exists();
      nothingBeside(folder);
    }
  }

  @Test
  void a_folder_or_link_that_is_not_ours_is_kept_unless_it_is_forced() throws IOException {
    try (var box = Sandbox.open()) {
      var folder = box.root().resolve("skills/session-supervisor");
      var theirs = Files.createDirectories(box.root().resolve("theirs"));
      Files.writeString(theirs.resolve("SKILL.md"), "theirs");
      Files.createDirectories(folder.getParent());
      Files.createSymbolicLink(folder, theirs);

      var refused = box.workcell("skill", "install", "--to", parent(folder));
      assertThat(refused.code()).isEqualTo(4);
      assertThat(refused.err()).contains("it is a link to " + theirs);
      box.workcell("skill", "install", "--force", "--to", parent(folder));
      assertThat(folder.resolve("SKILL.md")).content().startsWith("---");
      assertThat(theirs.resolve("SKILL.md")).hasContent("theirs");

      assertThat(box.workcell("skill", "install", "--to", "theirs/session-supervisor").code())
          .isEqualTo(0);
      Files.delete(folder.resolve(".workcell-skill"));
      assertThat(box.workcell("skill", "install", "--to", parent(folder)).err())
          .contains("workcell did not put it there");
    }
  }

  @Test
  void without_to_it_goes_to_each_agent_that_is_used_here() throws IOException {
    try (var box = Sandbox.open()) {
      var none = box.workcell("skill", "install");
      assertThat(none.code()).isEqualTo(2);
      assertThat(none.err()).contains("~/.openclaw, ~/.claude and ~/.codex");

      Files.createDirectories(Readers.home(box).resolve(".claude"));
      box.with("CODEX_HOME", Files.createDirectories(box.root().resolve("c")).toString());
      var done = box.workcell("skill", "install");
      assertThat(done.out()).contains("Claude Code: ", "Codex: ").doesNotContain("OpenClaw");
      assertThat(Readers.home(box).resolve(".claude/skills/session-supervisor/SKILL.md")).exists();
      assertThat(box.root().resolve("c/skills/session-supervisor/SKILL.md")).exists();
      assertThat(Readers.home(box).resolve(".codex")).doesNotExist();
    }
  }

  @Test
  void a_word_that_names_neither_agent_nor_directory_is_refused() throws IOException {
    try (var box = Sandbox.open()) {
      for (var word : new String[] {"cluade", "", " "}) {
        var refused = box.workcell("skill", "install", "--to", word);
        assertThat(refused.code()).as(word).isEqualTo(2);
        assertThat(refused.err()).contains("mend: ");
      }
      assertThat(box.workcell("skill", "remove").code()).isEqualTo(2);
    }
  }

  private static Path install(Sandbox box) {
    var folder = box.root().resolve("skills/session-supervisor");
    var done = box.workcell("skill", "install", "--to", parent(folder));
    assertThat(done.code()).as(done.all()).isEqualTo(0);
    assertThat(done.out()).contains("the skill is installed", folder.toString());
    return folder;
  }

  private static String parent(Path folder) {
    return String.valueOf(folder.getParent());
  }

  private static void nothingBeside(Path folder) throws IOException {
    try (var files = Files.list(Path.of(parent(folder)))) {
      assertThat(files.toList()).containsExactly(folder);
    }
  }
}
