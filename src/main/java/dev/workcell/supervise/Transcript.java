package dev.workcell.supervise;

import java.util.Map;
import java.util.regex.Pattern;

/// The path of an agent's own record of the conversation: `${NAME:-OTHER}`, `$NAME` and `{session}`
/// filled in.
final class Transcript {
  private static final Pattern WITH_DEFAULT = Pattern.compile("\\$\\{(\\w+):-([^}]*)\\}");
  private static final Pattern NAME = Pattern.compile("\\$(\\w+)");

  private Transcript() {}

  static String pattern(String template, String session, Map<String, String> environment) {
    var first =
        WITH_DEFAULT
            .matcher(template)
            .replaceAll(m -> {
              var value = environment.getOrDefault(m.group(1), "");
              return quoted(value.isEmpty() ? m.group(2) : value);
            });
    var second =
        NAME.matcher(first).replaceAll(m -> quoted(environment.getOrDefault(m.group(1), "")));
    return second.replace("{session}", session.replaceAll("[^A-Za-z0-9_-]", ""));
  }

  private static String quoted(String value) {
    return java.util.regex.Matcher.quoteReplacement(value);
  }
}
