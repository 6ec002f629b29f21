package dev.workcell.runbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Text with words in braces that stand for values. In JSON a value cannot leave its string.
public final class Template {
  /// What a notice brings along. `notices` is JSON and stands in no string; `title` to `command`
  /// are for people.
  public static final Set<String> WORDS =
      Set.of(
          "title", "text", "rest", "line", "command", "key", "cell", "event", "cause", "urgency",
          "count", "notices");

  private static final Pattern WORD = Pattern.compile("\\{([a-z][a-z-]*)\\}");

  private Template() {}

  /// The first word in braces that is none of `known`.
  static Optional<String> unknown(String template, Set<String> known) {
    return WORD.matcher(template)
        .results()
        .map(found -> found.group(1))
        .filter(word -> !known.contains(word))
        .findFirst();
  }

  /// As it is.
  public static String plain(String template, Map<String, String> values) {
    return WORD.matcher(template)
        .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), "")));
  }

  /// Whether one of its words stands for nothing.
  public static boolean wantsNothing(String template, Map<String, String> values) {
    return WORD.matcher(template)
        .results()
        .anyMatch(found -> values.getOrDefault(found.group(1), "").isEmpty());
  }

  /// Inside the strings of JSON.
  public static String json(String template, Map<String, String> values) {
    return WORD.matcher(template)
        .replaceAll(found -> {
          var value = values.getOrDefault(found.group(1), "");
          var raw = found.group(1).equals("notices");
          return Matcher.quoteReplacement(raw ? value : escaped(value));
        });
  }

  /// Words of a command line; a word that is one list parameter alone becomes all of its words.
  public static List<String> words(
      List<String> templates, Map<String, String> values, Map<String, List<String>> lists) {
    var words = new ArrayList<String>();
    for (var template : templates) {
      var whole = WORD.matcher(template);
      if (whole.matches() && lists.containsKey(whole.group(1))) {
        for (var word : lists.getOrDefault(whole.group(1), List.of())) {
          words.add(plain(word, values));
        }
      } else {
        words.add(plain(template, values));
      }
    }
    return words;
  }

  /// A string of JSON, with its quotes.
  public static String quoted(String text) {
    return '"' + escaped(text) + '"';
  }

  private static String escaped(String text) {
    var out = new StringBuilder(text.length() + 16);
    text.chars()
        .forEach(c -> {
          switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            default -> {
              if (c < 0x20 || c == 0x7f || Character.isSurrogate((char) c)) {
                out.append("\\u%04x".formatted(c));
              } else {
                out.append((char) c);
              }
            }
          }
        });
    return out.toString();
  }
}
