package dev.workcell.diagnose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A screen as signs read it: without colours, boxes, empty lines and what hangs on the terminal's
/// width, so that a sign can name lines that follow each other.
///
/// @param whole all that is readable on it; lines end with `\n`, the last without
/// @param bright the same without what is dim: hints and placeholders are, what was typed is not
public record ScreenText(String whole, String bright) {
  private static final int MOST_LINES = 400;
  private static final int LONGEST_LINE = 2000;
  private static final int RULE = 4;

  /// @param captured with its escape sequences (`capture-pane -e`) if there are any, else
  ///   everything counts as bright
  public static ScreenText of(String captured) {
    var cells = new Cells();
    cells.read(captured);
    return new ScreenText(lines(cells.text, null), lines(cells.text, cells.dim));
  }

  private static String lines(StringBuilder text, boolean @Nullable [] dim) {
    var shown = text;
    if (dim != null) {
      shown = new StringBuilder(text);
      for (var i = 0; i < text.length(); i++) {
        if (dim[i] && text.charAt(i) != '\n') {
          shown.setCharAt(i, ' ');
        }
      }
    }
    var all = new ArrayList<String>();
    for (var line : shown.toString().split("\n", -1)) {
      var plain = line(line);
      if (!plain.isBlank()) {
        all.add(plain);
      }
    }
    List<String> last = all.subList(Math.max(0, all.size() - MOST_LINES), all.size());
    return String.join("\n", last);
  }

  /// Without the sides of boxes; a rule of any width is four long.
  private static String line(String text) {
    var start = 0;
    var end = Math.min(text.length(), LONGEST_LINE);
    for (var i = 0; i < end && (text.charAt(i) == ' ' || isSide(text.charAt(i))); i++) {
      start = isSide(text.charAt(i)) ? i + 1 : start;
    }
    while (end > start && (text.charAt(end - 1) == ' ' || isSide(text.charAt(end - 1)))) {
      end--;
    }
    var kept = new StringBuilder();
    for (var i = start; i < end; ) {
      var c = text.charAt(i);
      var run = i;
      while (run < end && text.charAt(run) == c) {
        run++;
      }
      kept.repeat(c, isRule(c) ? Math.min(run - i, RULE) : run - i);
      i = run;
    }
    return kept.toString();
  }

  private static boolean isSide(char c) {
    return c == '│' || c == '┃' || c == '║';
  }

  private static boolean isRule(char c) {
    return (c >= '─' && c <= '╿' && !isSide(c)) || (c >= '▀' && c <= '▔' && c != '█');
  }

  /// Characters with whether they are dim, as a terminal would draw them.
  private static final class Cells {
    private final StringBuilder text = new StringBuilder();
    private boolean[] dim = new boolean[1024];
    private boolean dimNow;
    private boolean reversed;
    private int cursor = -1;

    void read(String captured) {
      for (var i = 0; i < captured.length(); i++) {
        var c = captured.charAt(i);
        if (c == '\u001b') {
          i = escape(captured, i);
        } else if (c == '\n' || c >= ' ') {
          put(c == '\u00a0' ? ' ' : c);
        } else if (c == '\t') {
          put(' ');
        }
      }
    }

    private void put(char c) {
      if (text.length() == dim.length) {
        dim = Arrays.copyOf(dim, dim.length * 2);
      }
      if (dimNow && cursor >= 0 && cursor == text.length() - 1) {
        dim[cursor] = true; // a cursor on the first letter of a placeholder
      }
      dim[text.length()] = dimNow;
      cursor = reversed && cursor != text.length() - 1 ? text.length() : -1;
      text.append(c);
    }

    /// @return where the sequence ends
    private int escape(String from, int at) {
      if (at + 1 >= from.length()) {
        return at;
      }
      var kind = from.charAt(at + 1);
      var end = at + 2;
      if (kind == '[') {
        while (end < from.length() && (from.charAt(end) < '@' || from.charAt(end) > '~')) {
          end++;
        }
        if (end < from.length() && from.charAt(end) == 'm') {
          style(from.substring(at + 2, end));
        }
        return end;
      }
      if (kind == ']' || kind == 'P' || kind == '_' || kind == '^' || kind == 'X') {
        while (end < from.length() && from.charAt(end) != '\u0007' && from.charAt(end) != '\n') {
          if (from.charAt(end) == '\u001b') {
            return end + 1;
          }
          end++;
        }
        return end;
      }
      return kind >= ' ' && kind <= '/' ? end : at + 1;
    }

    private void style(String codes) {
      var all = codes.split(";", -1);
      for (var i = 0; i < all.length; i++) {
        switch (all[i]) {
          case "", "0" -> {
            dimNow = false;
            reversed = false;
          }
          case "2" -> dimNow = true;
          case "22" -> dimNow = false;
          case "7" -> reversed = true;
          case "27" -> reversed = false;
          case "38", "48", "58" -> i += i + 1 < all.length && all[i + 1].equals("5") ? 2 : 4;
          default -> {
            // a colour, or a style that tells nothing
          }
        }
      }
    }
  }
}
