package dev.workcell.diagnose;

import dev.workcell.runbook.Sign;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What a line must hold, byte for byte, to be worth reading for a sign. Most lines of an agent are
/// what its tools printed; they are passed over at the speed of a scan.
final class Literals {
  private static final int ENOUGH = 3;

  private Literals() {}

  /// The longest few; empty when the sign names nothing that must stand there as it is.
  static List<String> of(Sign sign) {
    Set<String> found = new LinkedHashSet<>();
    for (var condition : sign.when()) {
      if (condition.pointer().startsWith("/")) {
        keys(condition.pointer(), found);
      }
      var literal = of(condition.pattern().pattern());
      if (literal.length() > 1) {
        found.add(literal);
      }
    }
    found.remove("\"type\""); // on every line
    return found.stream()
        .sorted(Comparator.comparingInt(String::length).reversed())
        .limit(ENOUGH)
        .toList();
  }

  private static void keys(String pointer, Set<String> found) {
    for (var step : pointer.substring(1).split("/", -1)) {
      if (step.matches("[A-Za-z0-9_ .-]*[A-Za-z_][A-Za-z0-9_ .-]*")) {
        found.add("\"" + step + "\"");
      }
    }
  }

  /// The longest run of a pattern that must stand in what it finds; empty when there is none.
  static String of(String pattern) {
    var runs = new Runs();
    var depth = 0;
    for (var i = 0; i < pattern.length(); i++) {
      var c = pattern.charAt(i);
      if (pattern.startsWith("(?i", i) || (c == '|' && depth == 0)) {
        return "";
      }
      switch (c) {
        case '\\' -> runs.escaped(i + 1 < pattern.length() ? pattern.charAt(++i) : c, depth);
        case '(', '[' -> {
          depth++;
          runs.cut();
        }
        case ')', ']' -> depth--;
        case '?', '*' -> runs.mayBeMissing();
        case '{' -> {
          runs.mayBeMissing();
          i = Math.max(i, pattern.indexOf('}', i));
        }
        default -> runs.next(c, depth);
      }
    }
    return runs.longest();
  }

  /// Runs of characters that stand in JSON as they are.
  private static final class Runs {
    private final StringBuilder run = new StringBuilder();
    private String longest = "";

    void next(char c, int depth) {
      if (depth == 0 && plain(c)) {
        run.append(c);
      } else if (depth == 0) {
        cut();
      }
    }

    void escaped(char c, int depth) {
      if (depth == 0 && c == '.') {
        run.append(c);
      } else {
        cut();
      }
    }

    void mayBeMissing() {
      run.setLength(Math.max(0, run.length() - 1));
      cut();
    }

    void cut() {
      if (run.length() > longest.length()) {
        longest = run.toString();
      }
      run.setLength(0);
    }

    String longest() {
      cut();
      return longest;
    }

    private static boolean plain(char c) {
      return (c >= 'a' && c <= 'z')
          || (c >= 'A' && c <= 'Z')
          || (c >= '0' && c <= '9')
          || " _-:,".indexOf(c) >= 0;
    }
  }

  static byte[] bytes(String literal) {
    return literal.getBytes(StandardCharsets.UTF_8);
  }
}
