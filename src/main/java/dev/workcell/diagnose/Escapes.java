package dev.workcell.diagnose;

/// Escapes of JSON text.
final class Escapes {
  private Escapes() {}

  /// The text that is meant; what is no escape stays as it is.
  static String undone(String text) {
    var plain = new StringBuilder(text.length());
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c != '\\' || i + 1 == text.length()) {
        plain.append(c);
        continue;
      }
      var escaped = text.charAt(++i);
      switch (escaped) {
        case 'n' -> plain.append('\n');
        case 't' -> plain.append('\t');
        case 'r' -> plain.append('\r');
        case 'b' -> plain.append('\b');
        case 'f' -> plain.append('\f');
        case 'u' -> {
          var code = hex(text, i + 1);
          if (code >= 0) {
            plain.append((char) code);
            i += 4;
          } else {
            plain.append("\\u");
          }
        }
        default -> plain.append(escaped);
      }
    }
    return plain.toString();
  }

  private static int hex(String text, int from) {
    var code = 0;
    for (var i = from; i < from + 4; i++) {
      var digit = i < text.length() ? Character.digit(text.charAt(i), 16) : -1;
      if (digit < 0) {
        return -1;
      }
      code = code * 16 + digit;
    }
    return code;
  }
}
