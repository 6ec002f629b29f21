package dev.workcell.diagnose;

import java.util.regex.Pattern;

/// Text from agents is data: what a terminal would execute is taken out before a person sees it.
public final class PlainText {
  private static final Pattern SEQUENCES =
      Pattern.compile(
          "\u001b\\[[0-?]*[ -/]*[@-~]|\u001b[\\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\\\|$)|\u001b[ -/]*[0-~]?");
  private static final Pattern CONTROLS =
      Pattern.compile("[\\p{Cc}\\u202a-\\u202e\\u2066-\\u2069\\u200e\\u200f\\u061c&&[^\\n\\t]]");

  private PlainText() {}

  /// Without escape sequences, control characters and direction overrides; line ends and tabs stay.
  public static String of(String text) {
    return CONTROLS.matcher(SEQUENCES.matcher(text).replaceAll("")).replaceAll("");
  }

  /// The same on one line, cut to `longest` characters with an ellipsis.
  public static String line(String text, int longest) {
    var plain = of(text).replaceAll("\\s+", " ").strip();
    return plain.codePointCount(0, plain.length()) <= longest
        ? plain
        : plain.substring(0, plain.offsetByCodePoints(0, Math.max(0, longest - 1))) + "…";
  }
}
