package dev.workcell.cli;

import java.util.ArrayList;
import java.util.List;

/// Widths of text in a terminal.
final class Text {
  private Text() {}

  /// How many columns it takes: wide for East Asian and emoji, none for combining marks.
  static int width(String text) {
    return text.codePoints().map(Text::width).sum();
  }

  /// Cut to `columns` with an ellipsis.
  static String cut(String text, int columns) {
    if (width(text) <= columns) {
      return text;
    }
    var kept = new StringBuilder();
    var used = 1;
    for (var c : text.codePoints().toArray()) {
      used += width(c);
      if (used > columns) {
        break;
      }
      kept.appendCodePoint(c);
    }
    return columns <= 0 ? "" : kept.append('…').toString();
  }

  /// In lines of at most `columns`, broken between words; a word that is longer is cut.
  static List<String> wrapped(String text, int columns) {
    var lines = new ArrayList<String>();
    var line = "";
    for (var word : text.split(" ", -1)) {
      var longer = line.isEmpty() ? word : line + " " + word;
      if (width(longer) <= columns || line.isEmpty()) {
        line = cut(longer, columns);
      } else {
        lines.add(line);
        line = cut(word, columns);
      }
    }
    lines.add(line);
    return lines;
  }

  private static int width(int c) {
    var type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    var wide =
        (c >= 0x1100 && c <= 0x115f)
            || (c >= 0x2e80 && c <= 0xa4cf)
            || (c >= 0xac00 && c <= 0xd7a3)
            || (c >= 0xf900 && c <= 0xfaff)
            || (c >= 0xfe30 && c <= 0xfe6f)
            || (c >= 0xff00 && c <= 0xff60)
            || (c >= 0x1f300 && c <= 0x1faff)
            || (c >= 0x20000 && c <= 0x3fffd);
    return wide ? 2 : 1;
  }
}
