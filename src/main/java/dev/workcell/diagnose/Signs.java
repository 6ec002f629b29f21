package dev.workcell.diagnose;

import dev.workcell.runbook.Reading;
import dev.workcell.runbook.Recipe;
import dev.workcell.runbook.Sign;
import dev.workcell.runbook.Sign.Where;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads what an agent wrote, showed and told with the signs of one recipe.
public final class Signs {
  private static final int LONGEST_TEXT = 400;
  private static final Pattern RULE = Pattern.compile("[\\u2500-\\u257f\\u2594]{4}");

  private final Recipe recipe;
  private final ZoneId zone;
  private final List<String> literals = new ArrayList<>();
  private final Map<Where, SignSet> sets = new EnumMap<>(Where.class);

  /// @param zone the agent's own, for times in words that name none
  public Signs(Recipe recipe, ZoneId zone) {
    this.recipe = recipe;
    this.zone = zone;
  }

  /// A sign that fired, and what it found.
  public record Fired(Sign sign, Reading reading) {}

  /// Whether any sign speaks of this output.
  public boolean reads(Where where) {
    return recipe.signs().stream().anyMatch(s -> s.where() == where);
  }

  /// What one line says.
  ///
  /// @param number its number in `source`
  /// @param seenAt when the attempt ended, for times in words
  public List<Reading> read(Where where, String source, int number, String line, Instant seenAt) {
    return fired(where, source, number, line, seenAt).stream().map(Fired::reading).toList();
  }

  /// The same, with the signs that say so, in the order of the page.
  public List<Fired> fired(Where where, String source, int number, String line, Instant seenAt) {
    if (where.json()) {
      var bytes = line.getBytes(StandardCharsets.UTF_8);
      return json(where, source, number, bytes, 0, bytes.length, seenAt);
    }
    var seen = Seen.text(line);
    return fired(set(where).meeting(seen), source, number, seen, seenAt);
  }

  /// What a screen says.
  public List<Fired> fired(ScreenText screen, Instant seenAt) {
    var seen = Seen.screen(screen, turn(screen.whole()));
    return fired(set(Where.SCREEN).meeting(seen), "screen", 1, seen, seenAt);
  }

  /// Reads a whole output as its bytes come. JSON lines are read by `json`, others by `text`.
  ///
  /// @param source its name in readings
  /// @param seenAt when it was written, for times in words
  public OutputReader reader(
      Where json, Where text, String source, Instant seenAt, OutputReader.Sink sink) {
    return new OutputReader(this, json, text, source, seenAt, sink);
  }

  SignSet set(Where where) {
    return sets.computeIfAbsent(
        where,
        w -> new SignSet(recipe.signs().stream().filter(s -> s.where() == w).toList(), literals));
  }

  Automaton automaton() {
    return new Automaton(literals.stream().map(Literals::bytes).toList());
  }

  List<Fired> json(
      Where where, String source, int number, byte[] bytes, int start, int end, Instant seenAt) {
    var seen = new ArrayList<Seen>(1);
    var meeting = set(where).meeting(bytes, start, end, seen);
    return meeting.isEmpty() ? List.of() : fired(meeting, source, number, seen.getFirst(), seenAt);
  }

  private List<Fired> fired(
      List<SignSet.Ready> meeting, String source, int number, Seen seen, Instant seenAt) {
    var found = new ArrayList<Fired>();
    for (var ready : meeting) {
      found.add(new Fired(ready.sign(), reading(ready, source, number, seen, seenAt)));
    }
    return found;
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

  private Reading reading(
      SignSet.Ready ready, String source, int number, Seen seen, Instant seenAt) {
    var sign = ready.sign();
    var whole = sign.text().isEmpty() && !sign.where().json();
    var words = whole ? String.valueOf(seen.at(Seen.WHOLE)) : ready.text(seen).orElse("");
    var reset =
        ready
            .resetAt(seen)
            .flatMap(ResetTimes::moment)
            .or(() -> ready.resetAfter(seen).flatMap(t -> ResetTimes.after(t, seenAt)))
            .or(() -> sign.resetText().flatMap(p -> ResetTimes.find(p, words, seenAt, zone)));
    return new Reading(
        sign.reading(),
        sign.about(),
        source,
        number,
        words(sign, words, whole),
        ready.take(seen),
        reset);
  }

  private static String words(Sign sign, String words, boolean whole) {
    if (sign.reading() == Reading.Kind.MESSAGE_PART) {
      return PlainText.of(words);
    }
    if (sign.reading() == Reading.Kind.MESSAGE || sign.reading() == Reading.Kind.DONE) {
      return PlainText.of(words).strip();
    }
    if (sign.where() == Where.SCREEN && whole) {
      return ""; // a whole screen is no words
    }
    return PlainText.line(RULE.matcher(words).replaceAll(" "), LONGEST_TEXT);
  }
}
