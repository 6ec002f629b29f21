package dev.workcell.runbook;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// How one agent is run in a terminal of its own, where a person may look on and type.
///
/// @param launch the command line
/// @param resume the command line that goes on with `{session}`
/// @param words said in the place of `{words}` in both: hooks, trust, settings for this run alone
/// @param set values that are set besides those of the recipe
/// @param dialogs what it may ask when it starts and what is answered; nothing else ever is
/// @param composer finds on the screen, dim text left out, what stands in its composer: the last
///   match's first group; empty when text cannot be typed into this agent
/// @param pasted what its composer shows in the place of a long text
/// @param gap how long it needs between a text and Enter, in tenths of a second
/// @param paste what a text suffers on its way through its composer, for people; empty for nothing
public record Interactive(
    List<String> launch,
    List<String> resume,
    List<String> words,
    Map<String, String> set,
    List<Dialog> dialogs,
    Optional<Pattern> composer,
    Optional<Pattern> pasted,
    int gap,
    String paste) {

  private static final int USUAL_GAP = 5;

  public Interactive {
    launch = List.copyOf(launch);
    resume = List.copyOf(resume);
    words = List.copyOf(words);
    set = Map.copyOf(set);
    dialogs = List.copyOf(dialogs);
  }

  /// A menu with one safe answer. It is answered only while the screen shows it, and Enter is
  /// pressed only when the safe line is the chosen one.
  ///
  /// @param when found on the screen when it is there
  /// @param pointer stands before the chosen line
  /// @param choose the safe line, as it stands after the pointer
  public record Dialog(Pattern when, String pointer, Pattern choose) {}

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
                  child.children("dialogs").stream().map(Interactive::dialog).toList(),
                  pattern(child, "composer"),
                  pattern(child, "pasted"),
                  child.number("gap", USUAL_GAP, 0, 50),
                  child.optText("paste").orElse(""));
          if (found.launch.isEmpty()) {
            throw child.refused(child.node().line(), "'interactive' has no 'launch'");
          }
          child.nothingElse();
          return found;
        });
  }

  private static Optional<Pattern> pattern(FrontMatter front, String key) {
    return front.optText(key).map(front::pattern);
  }

  private static Dialog dialog(FrontMatter front) {
    var dialog =
        new Dialog(
            front.pattern(front.text("when")),
            front.text("pointer"),
            front.pattern(front.text("choose")));
    front.nothingElse();
    return dialog;
  }
}
