package dev.workcell.skill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// What the pages name is there: links, commands, options; and SKILL.md is one by the convention.
@DisplayNameGeneration(ReplaceUnderscores.class)
class SkillTextTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)(#[^)]*)?\\)");
  private static final Pattern COMMAND =
      Pattern.compile("(?m)(?<![./-])\\bworkcell ([a-z]+)((?: +(?!\\|)\\S+)*)");
  private static final Pattern OPTION = Pattern.compile("(?<= )--[a-z-]+");

  @Test
  void the_front_matter_of_the_skill_is_within_the_limits_of_those_who_read_it()
      throws IOException {
    var text = Page.of("SKILL.md").text();
    var front = text.substring(4, text.indexOf("\n---\n", 4));
    assertThat(text).startsWith("---\n");
    assertThat(new Load(LoadSettings.builder().build()).loadFromString(front))
        .asInstanceOf(
            org.assertj.core.api.InstanceOfAssertFactories.map(String.class, Object.class))
        .containsEntry("name", "session-supervisor")
        .containsEntry("license", "Apache-2.0")
        .containsOnlyKeys("name", "description", "license", "metadata")
        .hasEntrySatisfying(
            "description",
            d -> assertThat(d.toString()).hasSizeBetween(40, 159).doesNotContain("\n"))
        .hasEntrySatisfying("metadata", m -> assertThat(m.toString()).contains("workcell", "git"));
    assertThat(text.lines().count()).as("read in one go").isLessThan(260);
  }

  @Test
  void every_relative_link_leads_to_a_file_of_the_skill() throws IOException {
    var wrong = new ArrayList<String>();
    for (var page : Page.all()) {
      var file = Page.SKILL.resolve(page.name());
      for (var link : LINK.matcher(page.text()).results().map(m -> m.group(1)).toList()) {
        var target = file.resolveSibling(link).normalize();
        if (!link.startsWith("http") && (!Files.exists(target) || !target.startsWith(Page.SKILL))) {
          wrong.add(page.name() + " -> " + link);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void every_command_and_option_that_a_page_names_is_in_the_program() throws IOException {
    var wrong = new ArrayList<String>();
    var helps = new HashMap<String, String>();
    try (var box = Sandbox.open()) {
      for (var page : Page.all()) {
        var text = page.text().replaceAll("\\\\\\n *", " ");
        for (var named : COMMAND.matcher(code(text)).results().toList()) {
          var help = helps.computeIfAbsent(named.group(1), verb -> help(box, verb));
          if (help.isEmpty()) {
            wrong.add(page.name() + ": " + named.group());
          }
          var words = named.group(2).replaceAll(" (#|--|\\|) .*", "");
          OPTION
              .matcher(words)
              .results()
              .map(m -> m.group())
              .filter(o -> !help.contains(o))
              .forEach(o -> wrong.add(page.name() + ": " + named.group() + " has no " + o));
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static String help(Sandbox box, String verb) {
    var help = box.workcell(verb, "--help");
    return help.code() == 0 ? help.out() : "";
  }

  /// Blocks and words in backquotes; elsewhere "workcell" is a word of the language.
  private static String code(String text) {
    return Pattern.compile("(?ms)^```.*?^```$|`[^`\\n]+`")
        .matcher(text)
        .results()
        .map(m -> m.group().replaceAll("`", ""))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void the_template_of_SUPERVISOR_md_is_one_that_the_program_reads() throws IOException {
    try (var box = Sandbox.open()) {
      box.write("SUPERVISOR.md", Files.readString(Page.SKILL.resolve("templates/SUPERVISOR.md")));
      var shown = box.workcell("trust", box.repo().toString(), "--yes");
      assertThat(shown.code()).as(shown.all()).isEqualTo(0);
    }
  }

  @Test
  void no_block_is_left_out_in_silence() throws IOException {
    var notRun = new TreeMap<String, Integer>();
    for (var page : Page.all()) {
      for (var block : page.shellBlocks()) {
        assertThat(block.info()).as(page.name() + ": " + block.text()).matches("|no-run .+");
        if (!block.info().isEmpty()) {
          notRun.merge(page.name(), 1, Integer::sum);
        }
      }
    }
    assertThat(notRun).isEqualTo(READ_ONLY_BY_THE_SHELL);
    assertThat(List.copyOf(notRun.keySet())).allMatch(name -> name.startsWith("recovery/"));
  }

  /// They want a person or change more than a workcell: a log-in, a key, an editor, the system.
  private static final Map<String, Integer> READ_ONLY_BY_THE_SHELL =
      Map.of(
          "recovery/asking.md", 4,
          "recovery/auth-failure.md", 1,
          "recovery/dirty-repo.md", 1,
          "recovery/disk-full.md", 1,
          "recovery/forbidden-path.md", 1,
          "recovery/network.md", 1,
          "recovery/rebooted.md", 1,
          "recovery/stuck.md", 2,
          "recovery/vanished.md", 1);
}
