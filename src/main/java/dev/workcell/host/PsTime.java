package dev.workcell.host;

import java.io.IOException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads a length of time as `ps` prints it: `[[days-]hours:]minutes:seconds[.hundredths]`.
final class PsTime {
  private static final Pattern TIME =
      Pattern.compile("(?:(?:(\\d{1,6})-)?(\\d{1,6}):)?(\\d{1,9}):(\\d{1,2})(?:\\.(\\d\\d))?");

  private PsTime() {}

  static Duration parse(String text) throws IOException {
    var time = TIME.matcher(text);
    if (!time.matches()) {
      throw new IOException("could not look: ps printed '" + text + "' for a length of time");
    }
    return Duration.ofDays(number(time.group(1)))
        .plusHours(number(time.group(2)))
        .plusMinutes(number(time.group(3)))
        .plusSeconds(number(time.group(4)))
        .plusMillis(10 * number(time.group(5)));
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
