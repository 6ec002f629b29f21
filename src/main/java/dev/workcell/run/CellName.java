package dev.workcell.run;

import dev.workcell.run.Refusal.Kind;

/// The name of a workcell: 1 to 40 of `a-z`, `0-9` and `-`, not beginning with `-`. It is safe as a
/// file name, a git ref part and a tmux argument.
public record CellName(String value) implements Comparable<CellName> {
  private static final int LONGEST = 40;

  /// @throws Refusal if `value` is not such a name
  public CellName {
    if (!isValid(value)) {
      throw new Refusal(
          Kind.USAGE,
          "the name %s cannot be a workcell".formatted(shown(value)),
          "a name is 1 to 40 of a-z, 0-9 and '-', and begins with a letter or digit; this one "
              + fault(value),
          "workcell launch %s …".formatted(suggestion(value)));
    }
  }

  /// Whether `text` is such a name.
  public static boolean isValid(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST
        && text.charAt(0) != '-'
        && text.chars().allMatch(CellName::allowed);
  }

  private static boolean allowed(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  }

  private static String fault(String text) {
    if (text.isEmpty()) {
      return "is empty";
    }
    if (text.length() > LONGEST) {
      return "has %d characters".formatted(text.length());
    }
    var bad = text.codePoints().filter(c -> !allowed(c)).findFirst();
    return bad.isPresent() ? "has U+%04X".formatted(bad.getAsInt()) : "begins with '-'";
  }

  private static String shown(String text) {
    var plain = new StringBuilder("'");
    text.codePoints().limit(48).forEach(c -> plain.append(obeyed(c) ? "�" : Character.toString(c)));
    return plain.append(text.codePointCount(0, text.length()) > 48 ? "…'" : "'").toString();
  }

  /// Whether a terminal would do something with it instead of showing it.
  private static boolean obeyed(int c) {
    return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
  }

  private static String suggestion(String text) {
    var words = new StringBuilder();
    for (var c : text.toLowerCase(java.util.Locale.ROOT).toCharArray()) {
      if (allowed(c) && !(c == '-' && words.isEmpty())) {
        words.append(c);
      } else if (!words.isEmpty() && words.charAt(words.length() - 1) != '-') {
        words.append('-');
      }
    }
    var end = Math.min(words.length(), LONGEST);
    while (end > 0 && words.charAt(end - 1) == '-') {
      end--;
    }
    return end == 0 ? "fix-login" : words.substring(0, end);
  }

  @Override
  public int compareTo(CellName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
