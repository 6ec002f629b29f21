package dev.workcell.run;

import dev.workcell.run.Refusal.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a run is for: an objective, constraints and a definition of done, as Markdown.
public record Brief(String text) {
  /// It reaches the agent as one argument, and the kernel takes no argument over 128 KiB.
  private static final int LONGEST_BYTES = 64 * 1024;

  private static final List<String> SECTIONS =
      List.of("Objective", "Constraints", "Definition of done");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6}[ \\t]+(.+?)[ \\t#]*$");
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\n\\t]]");

  /// Checks that it can be followed.
  ///
  /// @param origin what the operator gave, for messages
  /// @throws Refusal if it is empty, too long, not plain text, or lacks a section
  public Brief checked(String origin) {
    var bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (text.isBlank()) {
      throw refused(origin, "it is empty");
    }
    if (bytes > LONGEST_BYTES) {
      throw refused(
          origin, "it has %,d bytes and an agent takes %,d".formatted(bytes, LONGEST_BYTES));
    }
    var control = CONTROL.matcher(text);
    if (control.find()) {
      throw refused(
          origin,
          "it is not plain text: U+%04X is in it".formatted((int) control.group().charAt(0)));
    }
    for (var name : SECTIONS) {
      if (section(name).filter(s -> !s.isBlank()).isEmpty()) {
        throw refused(origin, "the section '## %s' is missing or empty".formatted(name));
      }
    }
    return this;
  }

  /// The objective on one line.
  public String objective() {
    return section("Objective").orElse("").replaceAll("\\s+", " ").strip();
  }

  /// The text below the heading `name`, up to the next heading of any level.
  public Optional<String> section(String name) {
    var headings = HEADING.matcher(text);
    while (headings.find()) {
      if (headings
          .group(1)
          .strip()
          .toLowerCase(Locale.ROOT)
          .equals(name.toLowerCase(Locale.ROOT))) {
        var start = headings.end();
        var end = headings.find() ? headings.start() : text.length();
        return Optional.of(text.substring(start, end).strip());
      }
    }
    return Optional.empty();
  }

  /// A brief from single statements.
  public static Brief of(String objective, List<String> constraints, List<String> done) {
    var text = new StringBuilder("## Objective\n\n").append(objective.strip()).append("\n\n");
    list(text, "Constraints", constraints);
    list(text, "Definition of done", done);
    return new Brief(text.toString());
  }

  private static void list(StringBuilder text, String heading, List<String> items) {
    text.append("## ").append(heading).append("\n\n");
    items.forEach(
        item -> text.append("- ").append(item.strip().replace("\n", "\n  ")).append('\n'));
    text.append('\n');
  }

  private static Refusal refused(String origin, String why) {
    return new Refusal(
        Kind.USAGE,
        "%s is no brief".formatted(origin),
        why,
        "workcell launch NAME --repo DIR --objective 'what' --constraint 'what not' --done 'when' …");
  }
}
