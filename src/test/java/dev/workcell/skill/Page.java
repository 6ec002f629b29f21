package dev.workcell.skill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// A page of the skill, as a reader sees it: text with command blocks.
record Page(String name, String text) {
  static final Path SKILL = Path.of("skill/session-supervisor");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\S*)[ ]*([^\\n]*)\\n(.*?)^```$");
  private static final Pattern HEADING = Pattern.compile("(?m)^## (.*)$");

  /// @param section the last heading before it
  /// @param info what stands behind `sh` at the fence: nothing, or why it is not run
  record Block(String section, String language, String info, String text) {
    boolean isShell() {
      return language.equals("sh");
    }

    /// A few words that tell which it is.
    String title() {
      return text.lines().findFirst().orElse("").strip();
    }
  }

  static Page of(String name) throws IOException {
    return new Page(name, Files.readString(SKILL.resolve(name)));
  }

  static List<Page> all() throws IOException {
    try (var files = Files.walk(SKILL)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .map(file -> SKILL.relativize(file).toString())
          .sorted()
          .map(Page::unchecked)
          .toList();
    }
  }

  private static Page unchecked(String name) {
    try {
      return of(name);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  List<Block> blocks() {
    return BLOCK
        .matcher(text)
        .results()
        .map(m -> new Block(section(m.start()), m.group(1), m.group(2), m.group(3)))
        .toList();
  }

  private String section(int at) {
    return HEADING
        .matcher(BLOCK.matcher(text.substring(0, at)).replaceAll(""))
        .results()
        .map(found -> found.group(1))
        .reduce("", (_, last) -> last);
  }

  List<Block> shellBlocks() {
    return blocks().stream().filter(Block::isShell).toList();
  }
}
