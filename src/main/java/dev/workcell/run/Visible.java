package dev.workcell.run;

/// Text of others as a person can see all of it: what would steer a terminal, or turn the order of
/// words about, is written as its number.
public final class Visible {
  private Visible() {}

  /// On one line: line ends and tabs are numbers too.
  public static String of(String text) {
    var shown = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          if (steers(c)) {
            shown.append("\\u{%x}".formatted(c));
          } else {
            shown.appendCodePoint(c);
          }
        });
    return shown.toString();
  }

  /// The same, cut to `longest` characters.
  public static String of(String text, int longest) {
    var whole = of(text);
    return whole.length() <= longest ? whole : whole.substring(0, longest - 1) + "…";
  }

  private static boolean steers(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
