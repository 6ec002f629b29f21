package dev.workcell.supervise;

import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;

/// A text as it can be said: what a terminal would take for keys is no part of it.
///
/// @param text with `\n` for line ends, none at its end
/// @param stripped how many characters were left out
public record Sayable(String text, int stripped) {
  /// What a pipe holds without a reader, less what belongs to a paste.
  private static final int LONGEST_BYTES = 60_000;

  /// What becomes of control characters.
  public enum Controls {
    REFUSED,
    STRIPPED
  }

  /// @throws Refusal if there is nothing to say, or nothing that can be said
  public static Sayable of(String words, Controls controls) {
    var unix = words.replace("\r\n", "\n").replace('\r', '\n');
    var kept = new StringBuilder();
    var found = 0;
    for (var i = 0; i < unix.length(); i++) {
      var c = unix.charAt(i);
      if (c == '\n' || c == '\t' || !Character.isISOControl(c)) {
        kept.append(c);
      } else if (controls == Controls.REFUSED) {
        throw new Refusal(
            Kind.USAGE,
            "this cannot be said",
            "character %d is the control character U+%04X, which a terminal takes for a key"
                .formatted(i + 1, (int) c),
            "workcell say NAME --strip -   # leaves control characters out");
      } else {
        found++;
      }
    }
    var text = kept.toString().stripTrailing();
    if (text.isBlank()) {
      throw new Refusal(
          Kind.USAGE, "there is nothing to say", "the text is empty", "workcell say NAME 'text'");
    }
    var bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    if (bytes > LONGEST_BYTES) {
      throw new Refusal(
          Kind.USAGE,
          "this is too long to be said",
          "it has %,d bytes, and %,d are typed at once".formatted(bytes, LONGEST_BYTES),
          "workcell say NAME 'Read …/notes.md'   # and put the text into that file");
    }
    return new Sayable(text, found);
  }
}
