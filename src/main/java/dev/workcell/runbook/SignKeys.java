package dev.workcell.runbook;

import dev.workcell.run.DiagnosisKind;
import dev.workcell.run.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads one sign, or one way to show output, from a page.
final class SignKeys {
  private SignKeys() {}

  static Sign sign(FrontMatter front) {
    var where = front.word("on", Sign.Where.class, Sign.Where.JSON);
    // a screen is many lines: `^` and `$` are the ends of each
    var flags = where == Sign.Where.SCREEN ? Pattern.MULTILINE : 0;
    var sign =
        new Sign(
            where,
            conditions(front, flags),
            front.word(Reading.Kind.class, front.text("read"), front.node()),
            only(front, "about", DiagnosisKind.class, Reading.Kind.RETRYING, Reading.Kind.WAITING),
            only(front, "ask", Sign.Ask.class, Reading.Kind.ASKING),
            front.texts("keys"),
            place(front, "text", flags),
            place(front, "take", flags),
            place(front, "reset-at", flags),
            place(front, "reset-after", flags),
            front.optGroup("reset-text").map(text -> front.pattern(text, flags)),
            front.node().line());
    front.nothingElse();
    return sign;
  }

  static Show show(FrontMatter front) {
    var show = new Show(conditions(front, 0), front.text("as"));
    front.nothingElse();
    return show;
  }

  /// A key that goes with some readings only.
  private static <E extends Enum<E>> Optional<E> only(
      FrontMatter front, String key, Class<E> type, Reading.Kind... with) {
    var word = front.optText(key);
    var fits = List.of(with).stream().map(Words::of).toList();
    if (word.isPresent() && !fits.contains(front.text("read"))) {
      throw front.refused(
          front.line(key),
          "'%s' goes with 'read: %s' only".formatted(key, String.join(" or ", fits)));
    }
    return word.map(text -> front.word(type, text, front.node()));
  }

  /// A pointer, a pattern with a group, or both: `{/message: "limit is (\d+)"}`.
  private static Optional<Sign.Place> place(FrontMatter front, String key, int flags) {
    if (front.isText(key)) {
      var text = front.text(key);
      return text.startsWith("/")
          ? Optional.of(new Sign.Place(text, Optional.empty()))
          : front
              .optGroup(key)
              .map(group ->
                  new Sign.Place(Sign.Place.WHOLE, Optional.of(front.pattern(group, flags))));
    }
    var found = front.textMap(key).entrySet().stream().findFirst();
    return found.map(entry ->
        new Sign.Place(
            pointer(front, entry.getKey()),
            Optional.of(front.pattern(front.group(key, entry.getValue()), flags))));
  }

  /// `when` maps JSON pointers to patterns; `line`, `title` and `screen` mean the whole of it,
  /// `bright` the screen without what is dim, `turn` what of it came after the last prompt.
  private static List<Sign.Condition> conditions(FrontMatter front, int flags) {
    var found = new ArrayList<Sign.Condition>();
    front
        .textMap("when")
        .forEach((key, pattern) ->
            found.add(new Sign.Condition(pointer(front, key), front.pattern(pattern, flags))));
    if (found.isEmpty()) {
      throw front.refused(front.node().line(), "'when' holds no condition");
    }
    return found;
  }

  private static String pointer(FrontMatter front, String key) {
    return switch (key) {
      case "line", "title", "screen" -> Sign.Place.WHOLE;
      case "bright" -> Sign.Place.BRIGHT;
      case "turn" -> Sign.Place.TURN;
      default -> front.pointer(key);
    };
  }
}
