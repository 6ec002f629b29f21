package dev.workcell.diagnose;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneRulesException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Times that agents tell in words: `1:04 PM`, `1:04pm (UTC)`, `Nov 26th, 2026 10:47 AM`, `Nov 26,
/// 10:47am (UTC)`. A stated minute means its end. A time of day that is past means tomorrow. Beside
/// them bare numbers: `1795353949` is a time in seconds since 1970, `8220s` so long from now.
final class ResetTimes {
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final Pattern WORDS =
      Pattern.compile(
          "(?:(?<month>[A-Za-z]{3})[a-z]* (?<day>\\d{1,2})(?:st|nd|rd|th)?,? (?:(?<year>\\d{4}),? )?)?"
              + "(?<hour>\\d{1,2})(?::(?<minute>\\d{2}))? ?(?<half>[AaPp])\\.?[Mm]\\.?"
              + "(?: \\((?<zone>[A-Za-z0-9_/+:-]+)\\))?");

  private static final Pattern EPOCH = Pattern.compile("[0-9]{9,11}");
  private static final Pattern SPAN = Pattern.compile("([0-9]{1,8})(?:\\.[0-9]+)?s");

  private ResetTimes() {}

  /// @param pattern finds the time; its first group is the time in words
  static Optional<Instant> find(Pattern pattern, String text, Instant seenAt, ZoneId zone) {
    var place = pattern.matcher(text);
    if (!place.find() || place.groupCount() < 1 || place.group(1) == null) {
      return Optional.empty();
    }
    if (EPOCH.matcher(place.group(1)).matches()) {
      return Optional.of(Instant.ofEpochSecond(Long.parseLong(place.group(1))));
    }
    var span = SPAN.matcher(place.group(1));
    if (span.matches()) {
      return Optional.of(seenAt.plusSeconds(Long.parseLong(span.group(1)) + 1));
    }
    var words = WORDS.matcher(place.group(1));
    return words.find() ? instant(words, seenAt, zone) : Optional.empty();
  }

  private static Optional<Instant> instant(Matcher words, Instant seenAt, ZoneId ownZone) {
    var zone = words.group("zone") == null ? Optional.of(ownZone) : zone(words.group("zone"));
    var time = time(words);
    if (zone.isEmpty() || time.isEmpty()) {
      return Optional.empty();
    }
    var now = seenAt.atZone(zone.get());
    if (words.group("month") == null) {
      var today = now.with(time.get());
      return Optional.of((today.isBefore(now) ? today.plusDays(1) : today).toInstant());
    }
    var month = MONTHS.indexOf(words.group("month").toLowerCase(Locale.ROOT)) + 1;
    if (month == 0) {
      return Optional.empty();
    }
    return date(words, month, time.get(), now).map(ZonedDateTime::toInstant);
  }

  private static Optional<ZonedDateTime> date(
      Matcher words, int month, LocalTime time, ZonedDateTime now) {
    var day = Integer.parseInt(words.group("day"));
    var year = words.group("year");
    if (day < 1 || day > LocalDate.of(2024, month, 1).lengthOfMonth()) {
      return Optional.empty();
    }
    var inYear = year == null ? now.getYear() : Integer.parseInt(year);
    var lastDay = LocalDate.of(inYear, month, 1).lengthOfMonth();
    var date = LocalDate.of(inYear, month, Math.min(day, lastDay));
    var found = LocalDateTime.of(date, time).atZone(now.getZone());
    return Optional.of(
        year == null && found.isBefore(now.minusDays(1)) ? found.plusYears(1) : found);
  }

  private static Optional<LocalTime> time(Matcher words) {
    var hour = Integer.parseInt(words.group("hour"));
    var minute = words.group("minute") == null ? 0 : Integer.parseInt(words.group("minute"));
    if (hour < 1 || hour > 12 || minute > 59) {
      return Optional.empty();
    }
    var afternoon = words.group("half").equalsIgnoreCase("p");
    return Optional.of(LocalTime.of(hour % 12 + (afternoon ? 12 : 0), minute, 59));
  }

  private static Optional<ZoneId> zone(String name) {
    try {
      return Optional.of(ZoneId.of(name));
    } catch (ZoneRulesException | IllegalArgumentException e) {
      return Optional.empty();
    } catch (java.time.DateTimeException e) {
      return Optional.empty();
    }
  }
}
