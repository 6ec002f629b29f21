package dev.workcell.diagnose;

import dev.workcell.runbook.Recipe;
import dev.workcell.runbook.Show;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Shows output as people read it, by the recipe.
public final class Shows {
  private static final Pattern HOLE = Pattern.compile("\\{(/[^}]*)\\}");

  private final Picker picker = new Picker();
  private final List<Ready> shows = new ArrayList<>();

  private final Redraws redraws = new Redraws();
  private final Optional<String> time;

  private record Ready(Show show, List<Integer> slots) {}

  public Shows(Recipe recipe) {
    time = recipe.time();
    time.ifPresent(picker::slot);
    for (var show : recipe.shows()) {
      var slots = show.when().stream().map(c -> Seen.slot(picker, c.pointer())).toList();
      shows.add(new Ready(show, slots));
      HOLE.matcher(show.template()).results().forEach(hole -> picker.slot(hole.group(1)));
    }
  }

  /// The line as people read it, if the recipe shows such lines at all.
  public Optional<String> shown(String line) {
    if (Redraws.drawn(line) && !line.startsWith("{")) {
      return Optional.of(redraws.fresh(line)).filter(t -> !t.isEmpty());
    }
    if (shows.isEmpty() || !line.startsWith("{")) {
      return Optional.of(PlainText.of(line));
    }
    var bytes = line.getBytes(StandardCharsets.UTF_8);
    var values = picker.pick(bytes, 0, bytes.length);
    if (values.length == 0) {
      return Optional.of(PlainText.of(line));
    }
    var seen = Seen.json(values, bytes, 0, bytes.length);
    for (var ready : shows) {
      if (meets(ready, seen)) {
        return Optional.of(PlainText.of(filled(ready.show, seen))).filter(t -> !t.isBlank());
      }
    }
    return Optional.empty();
  }

  /// When the line was written, if the agent tells it.
  public Optional<Instant> time(String line) {
    if (time.isEmpty() || !line.startsWith("{")) {
      return Optional.empty();
    }
    var bytes = line.getBytes(StandardCharsets.UTF_8);
    var values = picker.pick(bytes, 0, bytes.length);
    if (values.length == 0) {
      return Optional.empty();
    }
    var told = values[picker.slot(time.get())];
    return told == null ? Optional.empty() : ResetTimes.moment(told);
  }

  private static boolean meets(Ready ready, Seen seen) {
    for (var i = 0; i < ready.slots.size(); i++) {
      var value = seen.at(ready.slots.get(i));
      if (value == null || !ready.show.when().get(i).pattern().matcher(value).find()) {
        return false;
      }
    }
    return true;
  }

  private String filled(Show show, Seen seen) {
    return HOLE.matcher(show.template())
        .replaceAll(hole -> {
          var value = seen.at(picker.slot(hole.group(1)));
          return Matcher.quoteReplacement(value == null ? "" : value);
        });
  }
}
