package dev.workcell.supervise;

import java.util.Map;
import java.util.regex.Pattern;

/// Takes secrets out of text that leaves the 0600 files: the values of variables whose names say
/// so, and what looks like a token.
final class Secrets {
  private static final Pattern NAMES =
      Pattern.compile(
          "(?i).*(key|token|secret|passw|credential|auth|webhook_url|slack_url|discord_url).*");
  private static final Pattern TOKENS =
      Pattern.compile(
          "\\b(sk-[A-Za-z0-9_-]{12,}|gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}"
              + "|xox[abprs]-[A-Za-z0-9-]{10,}|AKIA[0-9A-Z]{16}|AIza[0-9A-Za-z_-]{30,}"
              + "|eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{5,})");
  private static final int SHORTEST = 8;

  private Secrets() {}

  static String redacted(String text, Map<String, String> environment) {
    var clean = text;
    for (var entry : environment.entrySet()) {
      var value = entry.getValue();
      if (value.length() >= SHORTEST
          && !value.startsWith("/")
          && NAMES.matcher(entry.getKey()).matches()) {
        clean = clean.replace(value, "[%s]".formatted(entry.getKey()));
      }
    }
    return TOKENS.matcher(clean).replaceAll("[secret]");
  }
}
