package dev.workcell.diagnose;

import dev.workcell.runbook.Reading;
import dev.workcell.runbook.Recipe;
import dev.workcell.runbook.Show;
import dev.workcell.runbook.Sign;
import dev.workcell.runbook.Sign.Place;
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

  private static final Pattern RULE = Pattern.compile("[\\u2500-\\u257f\\u2594]{4}");

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

  /// A sign that fired, and what it found.
  public record Fired(Sign sign, Reading reading) {}

  /// What one line says.
  ///
  /// @param number its number in `source`
  /// @param seenAt when the attempt ended, for times in words
  public List<Reading> read(Where where, String source, int number, String line, Instant seenAt) {
    return fired(where, source, number, line, seenAt).stream().map(Fired::reading).toList();
  }

  /// The same, with the signs that say so, in the order of the page.
  public List<Fired> fired(Where where, String source, int number, String line, Instant seenAt) {
    var json = where.json() ? parse(line) : Map.<String, @Nullable Object>of();
    return fired(where, source, number, new Seen(line, line, line, json), seenAt);
  }

  /// What a screen says.
  public List<Fired> fired(ScreenText screen, Instant seenAt) {
    var seen = new Seen(screen.whole(), screen.bright(), turn(screen.whole()), Map.of());
    return fired(Where.SCREEN, "screen", 1, seen, seenAt);
  }

  /// What came after the last prompt.
  private String turn(String screen) {
    var start = 0;
    if (recipe.turn().isPresent()) {
      var prompts = recipe.turn().get().matcher(screen);
      while (prompts.find()) {
        start = prompts.end();
      }
    }
    return screen.substring(start);
  }

  private List<Fired> fired(Where where, String source, int number, Seen seen, Instant seenAt) {
    var found = new ArrayList<Fired>();
    for (var sign : recipe.signs()) {
      if (sign.where() == where && meets(sign.when(), seen)) {
        found.add(new Fired(sign, reading(sign, source, number, seen, seenAt)));
      }
    }
    return found;
  }

  /// One thing to read, in the forms that conditions name.
  private record Seen(
      String whole, String bright, String turn, Map<String, @Nullable Object> json) {
    Optional<String> at(String pointer) {
      return switch (pointer) {
        case Place.WHOLE -> Optional.of(whole);
        case Place.BRIGHT -> Optional.of(bright);
        case Place.TURN -> Optional.of(turn);
        default -> Pointer.text(json, pointer);
      };
    }

    Optional<String> at(Place place) {
      var value = at(place.pointer());
      if (place.group().isEmpty() || value.isEmpty()) {
        return value;
      }
      var found = place.group().get().matcher(value.get());
      return found.find() ? Optional.ofNullable(found.group(1)) : Optional.empty();
    }
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
      if (meets(show.when(), new Seen(line, line, line, json))) {
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

  private static boolean meets(List<Sign.Condition> when, Seen seen) {
    for (var condition : when) {
      var value = seen.at(condition.pointer());
      if (value.isEmpty() || !condition.pattern().matcher(value.get()).find()) {
        return false;
      }
    }
    return !when.isEmpty();
  }

  private Reading reading(Sign sign, String source, int number, Seen seen, Instant seenAt) {
    var words =
        sign.text().isPresent()
            ? seen.at(sign.text().get()).orElse("")
            : seen.json.isEmpty() ? seen.whole : "";
    var reset =
        sign.resetAt()
            .flatMap(seen::at)
            .flatMap(Signs::epoch)
            .or(() -> sign.resetText().flatMap(p -> ResetTimes.find(p, words, seenAt, zone)));
    var text = "";
    if (sign.reading() == Reading.Kind.MESSAGE_PART) {
      text = PlainText.of(words);
    } else if (sign.reading() == Reading.Kind.MESSAGE || sign.reading() == Reading.Kind.DONE) {
      text = PlainText.of(words).strip();
    } else if (sign.where() != Where.SCREEN || sign.text().isPresent()) {
      // a whole screen is no words, and neither is a line across it
      text = PlainText.line(RULE.matcher(words).replaceAll(" "), LONGEST_TEXT);
    }
    return new Reading(
        sign.reading(), sign.about(), source, number, text, sign.take().flatMap(seen::at), reset);
  }

  private static Optional<Instant> epoch(String text) {
    return text.matches("[0-9]{9,11}")
        ? Optional.of(Instant.ofEpochSecond(Long.parseLong(text)))
        : Optional.empty();
  }
}
