package dev.workcell.diagnose;

import dev.workcell.runbook.Reading;
import dev.workcell.runbook.Recipe;
import dev.workcell.runbook.Show;
import dev.workcell.runbook.Sign;
import dev.workcell.runbook.Sign.Where;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads output line by line with the signs of one recipe.
public final class Signs {
  private static final int LONGEST_TEXT = 400;
  private static final Pattern HOLE = Pattern.compile("\\{(/[^}]*)\\}");

  private final Recipe recipe;
  private final LineParser parser;
  private final ZoneId zone;

  /// @param zone the zone of times in words that name none
  public Signs(Recipe recipe, LineParser parser, ZoneId zone) {
    this.recipe = recipe;
    this.parser = parser;
    this.zone = zone;
  }

  /// Whether any sign speaks of this output.
  public boolean reads(Where where) {
    return recipe.signs().stream().anyMatch(s -> s.where() == where);
  }

  /// What one line says.
  ///
  /// @param number its number in `source`
  /// @param seenAt when the attempt ended, for times in words
  public List<Reading> read(Where where, String source, int number, String line, Instant seenAt) {
    Map<String, @Nullable Object> json =
        parse(where == Where.LINE || where == Where.STDERR ? "" : line);
    var found = new ArrayList<Reading>();
    for (var sign : recipe.signs()) {
      if (sign.where() == where && meets(sign.when(), line, json)) {
        found.add(reading(sign, source, number, line, json, seenAt));
      }
    }
    return found;
  }

  /// The line as people read it, if the recipe shows such lines at all.
  public Optional<String> shown(String line) {
    if (recipe.shows().isEmpty()) {
      return Optional.of(PlainText.of(line));
    }
    Map<String, @Nullable Object> json = parse(line);
    if (json.isEmpty()) {
      return Optional.of(PlainText.of(line));
    }
    for (var show : recipe.shows()) {
      if (meets(show.when(), line, json)) {
        return Optional.of(PlainText.of(filled(show, json))).filter(text -> !text.isBlank());
      }
    }
    return Optional.empty();
  }

  private static String filled(Show show, Map<String, @Nullable Object> json) {
    return HOLE.matcher(show.template())
        .replaceAll(hole ->
            java.util.regex.Matcher.quoteReplacement(Pointer.text(json, hole.group(1)).orElse("")));
  }

  private Map<String, @Nullable Object> parse(String line) {
    return line.startsWith("{") ? parser.object(line) : Map.of();
  }

  private static boolean meets(
      List<Sign.Condition> when, String line, Map<String, @Nullable Object> json) {
    for (var condition : when) {
      var value =
          condition.pointer().isEmpty()
              ? Optional.of(line)
              : Pointer.text(json, condition.pointer());
      if (value.isEmpty() || !condition.pattern().matcher(value.get()).find()) {
        return false;
      }
    }
    return !when.isEmpty();
  }

  private Reading reading(
      Sign sign,
      String source,
      int number,
      String line,
      Map<String, @Nullable Object> json,
      Instant seenAt) {
    var words =
        sign.text().isPresent()
            ? Pointer.text(json, sign.text().get()).orElse("")
            : json.isEmpty() ? line : "";
    var reset =
        sign.resetAt()
            .flatMap(p -> Pointer.text(json, p))
            .flatMap(Signs::epoch)
            .or(() -> sign.resetText().flatMap(p -> ResetTimes.find(p, words, seenAt, zone)));
    var kind = sign.reading();
    var text =
        kind == Reading.Kind.MESSAGE_PART
            ? PlainText.of(words)
            : kind == Reading.Kind.MESSAGE || kind == Reading.Kind.DONE
                ? PlainText.of(words).strip()
                : PlainText.line(words, LONGEST_TEXT);
    return new Reading(
        kind,
        sign.about(),
        source,
        number,
        text,
        sign.take().flatMap(p -> Pointer.text(json, p)),
        reset);
  }

  private static Optional<Instant> epoch(String text) {
    return text.matches("[0-9]{9,11}")
        ? Optional.of(Instant.ofEpochSecond(Long.parseLong(text)))
        : Optional.empty();
  }
}
