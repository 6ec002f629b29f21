package dev.workcell.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ResetTimesTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          '1:04 PM', 2026-11-22T13:04:59Z
          '1:04pm (UTC)', 2026-11-22T13:04:59Z
          '1pm', 2026-11-22T13:00:59Z
          '1:04 p.m.', 2026-11-22T13:04:59Z
          '12:00 PM', 2026-11-22T12:00:59Z
          '12:30 am', 2026-11-23T00:30:59Z
          '11:59 AM', 2026-11-23T11:59:59Z
          'Nov 26th, 2026 10:47 AM', 2026-11-26T10:47:59Z
          'Nov 26, 10:47am (UTC)', 2026-11-26T10:47:59Z
          'November 1st, 2027 1:00 AM', 2027-11-01T01:00:59Z
          'Jan 2nd 3pm', 2027-01-02T15:00:59Z
          'Nov 22, 9:00am', 2026-11-22T09:00:59Z
          'Nov 20, 9:00am', 2027-11-20T09:00:59Z
          'Dec 31, 11:59pm', 2026-12-31T23:59:59Z
          '3:30pm (America/New_York)', 2026-11-22T20:30:59Z
          '3:30pm (Etc/GMT+2)', 2026-11-22T17:30:59Z
          'Nov 26 at 11am (UTC)', 2026-11-26T11:00:59Z
          '17:30', 2026-11-22T17:30:59Z
          '13:05 (Europe/Berlin)', 2026-11-22T12:05:59Z
          '14:05 CET', 2026-11-22T13:05:59Z
          '8pm (GMT+2)', 2026-11-22T18:00:59Z
          '5:04 PM EST.', 2026-11-22T22:04:59Z
          '26 Nov 2026, 13:05', 2026-11-26T13:05:59Z
          '26th November at 1:05pm (UTC)', 2026-11-26T13:05:59Z
          'tomorrow at 9am', 2026-11-23T09:00:59Z
          'today at 13:00', 2026-11-22T13:00:59Z
          'Thursday, 9am', 2026-11-26T09:00:59Z
          '2026-11-26T11:00:00Z', 2026-11-26T11:00:00Z
          '2026-11-26 11:00 UTC', 2026-11-26T11:00:59Z
          'in 2h 5m', 2026-11-22T14:05:00Z
          'in 1 hour and 30 minutes.', 2026-11-22T13:30:00Z
          '3600s', 2026-11-22T13:00:00Z
          '13h20m53s', 2026-11-23T01:20:53Z
          'in 45 minutes', 2026-11-22T12:45:00Z
          """)
  void words_become_the_end_of_the_stated_minute(String words, Instant expected) {
    assertThat(
            ResetTimes.find(
                Pattern.compile("resets (.+)"), "limit · resets " + words, NOON, ZoneOffset.UTC))
        .contains(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "1795353949, 2026-11-22T13:25:49Z",
    "8220s, 2026-11-22T14:17:00Z",
    "59.5s, 2026-11-22T12:01:00Z"
  })
  void bare_numbers_are_seconds_since_1970_or_from_now(String number, Instant expected) {
    assertThat(
            ResetTimes.find(
                Pattern.compile("at\\\\?\":(.+)"), "{\\\"resets_at\\\":" + number, NOON, BERLIN))
        .contains(expected);
  }

  @Test
  void a_time_without_a_zone_is_of_the_zone_of_the_agent() {
    assertThat(ResetTimes.find(Pattern.compile("at (.+)"), "at 1:04 PM", NOON, BERLIN))
        .contains(Instant.parse("2026-11-22T12:04:59Z"));
    assertThat(ResetTimes.find(Pattern.compile("at (.+)"), "at 12:30 PM", NOON, BERLIN))
        .as("past there: tomorrow")
        .contains(Instant.parse("2026-11-23T11:30:59Z"));
  }

  @Test
  void a_time_in_the_hour_that_the_clocks_skip_is_an_hour_later() {
    var before = Instant.parse("2027-03-28T00:10:00Z");

    assertThat(ResetTimes.find(Pattern.compile("at (.+)"), "at 2:30 AM", before, BERLIN))
        .contains(Instant.parse("2027-03-28T01:30:59Z"));
  }

  @Test
  void tomorrow_is_a_day_on_the_clock_also_when_the_day_has_25_hours() {
    var before = Instant.parse("2026-10-24T10:00:00Z");

    assertThat(ResetTimes.find(Pattern.compile("at (.+)"), "at 11:00 AM", before, BERLIN))
        .contains(Instant.parse("2026-10-25T10:00:59Z"));
  }

  @Test
  void the_29th_of_february_of_another_year_is_the_28th() {
    assertThat(
            ResetTimes.find(
                Pattern.compile("at (.+)"), "at Feb 29, 2027 1am", NOON, ZoneOffset.UTC))
        .contains(Instant.parse("2027-02-28T01:00:59Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "at soon",
        "at 13:04 PM",
        "at 0:10 AM",
        "at 1:60 PM",
        "at 99pm",
        "at Foo 26, 10:47am",
        "at Nov 31, 10:47am",
        "at Nov 0, 10:47am",
        "at 1:04pm (Nowhere/Land)",
        "at 1:04pm (+)",
        "at 1730",
        "at 24:10",
        "at 2026-13-01 10:00",
        "at ",
        "nothing",
        "at 1:04pm (//)"
      })
  void what_is_no_time_is_no_time(String text) {
    assertThat(ResetTimes.find(Pattern.compile("at (.*)"), text, NOON, ZoneOffset.UTC)).isEmpty();
  }

  @Test
  void a_pattern_without_a_group_finds_nothing() {
    assertThat(ResetTimes.find(Pattern.compile("at .*"), "at 1:04 PM", NOON, ZoneOffset.UTC))
        .isEmpty();
    assertThat(ResetTimes.find(Pattern.compile("at (1)?"), "at 1:04 PM", NOON, ZoneOffset.UTC))
        .isEmpty();
  }
}
