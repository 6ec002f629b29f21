package dev.workcell.diagnose;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Times that agents tell in words: `1:04 PM`, `1:04pm (UTC)`, `Nov 26th, 2026 10:47 AM`, `Nov 26
/// at 10:47am (UTC)`, `26 Nov, 13:00 CET`, `tomorrow at 9am`, `2026-11-26 11:00 UTC`, `in 2h 5m`,
/// `8220s`, or a bare number of seconds since 1970. A stated minute means its end. A time of day
/// that is past means tomorrow.
final class ResetTimes {
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

  private static final String DATE =
      "(?:(?<month>[A-Za-z]{3})[a-z]*\\.? (?<day>\\d{1,2})(?:st|nd|rd|th)?(?:,? (?<year>\\d{4}))?,?"
          + "|(?<day2>\\d{1,2})(?:st|nd|rd|th)?\\.? (?<month2>[A-Za-z]{3})[a-z]*\\.?(?:,? (?<year2>\\d{4}))?,?"
          + "|(?<iso>\\d{4}-\\d{2}-\\d{2})T?"
          + "|(?i:(?<near>today|tomorrow|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)),?)";
  private static final String TIME =
      "(?<hour>\\d{1,2})(?::(?<minute>\\d{2})(?::(?<second>\\d{2})(?:\\.\\d+)?)?)?"
          + "(?: ?(?<half>[AaPp])\\.?[Mm]\\.?)?";
  private static final String ZONE =
      "(?: ?\\((?<zone>[A-Za-z0-9_/+: -]+)\\)| ?(?<zone2>Z\\b|[A-Z][A-Za-z]+/[A-Za-z_/]+|(?:UTC|GMT)[+-]\\d{1,2}"
          + "(?::\\d{2})?|[+-]\\d{2}:?\\d{2}|[A-Z]{3,4}\\b))?";
  private static final Pattern WORDS =
      Pattern.compile("(?<![\\d.:])(?:" + DATE + " ?(?:at )?)?" + TIME + ZONE);

  private static final Pattern SPAN =
      Pattern.compile(
          "(\\d{1,8})(\\.\\d+)? ?(d(?:ays?)?|h(?:(?:ou)?rs?)?|m(?:in(?:ute)?s?)?|s(?:ec(?:ond)?s?)?)?"
              + "(?![a-zA-Z])(?:,? (?:and )?)?");

  private static final Optional<Instant> NOTHING = Optional.empty();

  private ResetTimes() {}

  /// @param pattern finds the time; its first group is the time in words
  static Optional<Instant> find(Pattern pattern, String text, Instant seenAt, ZoneId zone) {
    var place = pattern.matcher(text);
    if (!place.find() || place.groupCount() < 1 || place.group(1) == null) {
      return Optional.empty();
    }
    return told(place.group(1), seenAt, zone);
  }

  /// A moment that is a number (seconds or milliseconds since 1970) or ISO 8601 with an offset.
  static Optional<Instant> moment(String text) {
    if (text.matches("[0-9]{9,11}(\\.[0-9]+)?")) {
      return Optional.of(Instant.ofEpochSecond(Long.parseLong(text.replaceAll("\\..*", ""))));
    }
    if (text.matches("[0-9]{12,14}")) {
      return Optional.of(Instant.ofEpochMilli(Long.parseLong(text)));
    }
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /// A length of time from then on: a number of seconds, or words like `2h 5m`.
  static Optional<Instant> after(String text, Instant seenAt) {
    var words = text.strip().replaceFirst("^(?:in |after )?~?", "");
    var spans = SPAN.matcher(words);
    var sum = Duration.ZERO;
    var at = 0;
    while (spans.find() && spans.start() == at) {
      at = spans.end();
      var count = Long.parseLong(spans.group(1));
      var unit = spans.group(3) == null ? 's' : spans.group(3).charAt(0);
      var begun = spans.group(2) == null ? 0 : 1; // the end of a second that has begun
      sum = sum.plus(Duration.ofSeconds((count + begun) * seconds(unit)));
    }
    var whole = at > 0 && words.substring(at).matches("(?s)[.)\\s]*|[.,;)].*");
    return whole ? Optional.of(seenAt.plus(sum)) : Optional.empty();
  }

  private static long seconds(char unit) {
    return switch (unit) {
      case 'd' -> 86_400;
      case 'h' -> 3600;
      case 'm' -> 60;
      default -> 1;
    };
  }

  private static Optional<Instant> told(String text, Instant seenAt, ZoneId zone) {
    var moment = moment(text);
    if (moment.isPresent()) {
      return moment;
    }
    var span =
        text.matches("(?s)(?:in |after )?~?[\\d.]+ ?[dhms].*") ? after(text, seenAt) : NOTHING;
    if (span.isPresent()) {
      return span;
    }
    var words = WORDS.matcher(text);
    while (words.find()) {
      if (words.group("half") != null || words.group("minute") != null) {
        return instant(words, seenAt, zone);
      }
    }
    return Optional.empty();
  }

  private static Optional<Instant> instant(Matcher words, Instant seenAt, ZoneId ownZone) {
    var zone = zone(words, ownZone);
    var time = time(words);
    if (zone.isEmpty() || time.isEmpty()) {
      return Optional.empty();
    }
    var now = seenAt.atZone(zone.get());
    try {
      return date(words, time.get(), now).map(ZonedDateTime::toInstant);
    } catch (DateTimeException e) {
      return Optional.empty(); // no such day
    }
  }

  private static Optional<ZonedDateTime> date(Matcher words, LocalTime time, ZonedDateTime now) {
    if (words.group("iso") != null) {
      return Optional.of(LocalDate.parse(words.group("iso")).atTime(time).atZone(now.getZone()));
    }
    var near = words.group("near");
    if (near != null) {
      return Optional.of(near(near.toLowerCase(Locale.ROOT), now).with(time));
    }
    var name = first(words, "month", "month2");
    if (name.isEmpty()) {
      var today = now.with(time);
      return Optional.of(today.isBefore(now) ? today.plusDays(1) : today);
    }
    var month = MONTHS.indexOf(name.get().toLowerCase(Locale.ROOT)) + 1;
    if (month == 0) {
      return Optional.empty();
    }
    var day = Integer.parseInt(first(words, "day", "day2").orElseThrow());
    return Optional.of(in(first(words, "year", "year2"), month, day, time, now));
  }

  private static ZonedDateTime in(
      Optional<String> year, int month, int day, LocalTime time, ZonedDateTime now) {
    // a day that this month never has is a mistake; 29 February may only lack its year
    LocalDate.of(2024, month, day);
    var inYear = year.map(Integer::parseInt).orElse(now.getYear());
    var date =
        LocalDate.of(inYear, month, Math.min(day, LocalDate.of(inYear, month, 1).lengthOfMonth()));
    var found = date.atTime(time).atZone(now.getZone());
    return year.isEmpty() && found.isBefore(now.minusDays(1)) ? found.plusYears(1) : found;
  }

  private static ZonedDateTime near(String word, ZonedDateTime now) {
    if (word.equals("today")) {
      return now;
    }
    if (word.equals("tomorrow")) {
      return now.plusDays(1);
    }
    var day = DayOfWeek.of(DAYS.indexOf(word.substring(0, 3)) + 1);
    return now.with(TemporalAdjusters.next(day));
  }

  private static Optional<LocalTime> time(Matcher words) {
    var hour = Integer.parseInt(words.group("hour"));
    var minute = words.group("minute") == null ? 0 : Integer.parseInt(words.group("minute"));
    var second = words.group("second") == null ? 59 : Integer.parseInt(words.group("second"));
    var half = words.group("half");
    if (minute > 59
        || second > 59
        || hour > (half == null ? 23 : 12)
        || (half != null && hour < 1)) {
      return Optional.empty();
    }
    if (half == null) {
      return Optional.of(LocalTime.of(hour, minute, second));
    }
    var afternoon = half.equalsIgnoreCase("p") ? 12 : 0;
    return Optional.of(LocalTime.of(hour % 12 + afternoon, minute, second));
  }

  /// A zone in brackets must be one; a word that follows may be anything.
  private static Optional<ZoneId> zone(Matcher words, ZoneId own) {
    if (words.group("zone") != null) {
      return zone(words.group("zone").strip());
    }
    var word = words.group("zone2");
    return word == null ? Optional.of(own) : zone(word).or(() -> Optional.of(own));
  }

  private static Optional<ZoneId> zone(String name) {
    try {
      return Optional.of(ZoneId.of(name, ZoneId.SHORT_IDS));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> first(Matcher words, String one, String other) {
    return Optional.ofNullable(words.group(one)).or(() -> Optional.ofNullable(words.group(other)));
  }
}
