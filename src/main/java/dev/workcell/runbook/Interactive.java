package dev.workcell.runbook;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How one agent is run in a terminal of its own, where a person may look on and type. How it
/// stands there is told by the page's signs `on: hook`, `title` and `screen`.
///
/// @param launch the command line
/// @param resume the command line that goes on with `{session}`
/// @param words said in the place of `{words}` in both: hooks, trust, settings for this run alone
/// @param set values that are set besides those of the recipe
/// @param gap how long it needs between a text and Enter
/// @param paste what a text suffers on its way through its composer, for people; empty for nothing
public record Interactive(
    List<String> launch,
    List<String> resume,
    List<String> words,
    Map<String, String> set,
    Duration gap,
    String paste) {

  private static final int USUAL_GAP = 5;
  private static final int LONGEST_GAP = 50;

  public Interactive {
    launch = List.copyOf(launch);
    resume = List.copyOf(resume);
    words = List.copyOf(words);
    set = Map.copyOf(set);
  }

  static Optional<Interactive> of(FrontMatter front) {
    return front
        .child("interactive")
        .map(child -> {
          var found =
              new Interactive(
                  child.texts("launch"),
                  child.texts("resume"),
                  child.texts("words"),
                  child.textMap("set"),
                  Duration.ofMillis(100L * child.number("gap", USUAL_GAP, 0, LONGEST_GAP)),
                  child.optText("paste").orElse(""));
          if (found.launch.isEmpty()) {
            throw child.refused(child.node().line(), "'interactive' has no 'launch'");
          }
          child.nothingElse();
          return found;
        });
  }
}
