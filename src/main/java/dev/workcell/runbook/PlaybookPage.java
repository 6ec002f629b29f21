package dev.workcell.runbook;

import dev.workcell.run.DiagnosisKind;
import dev.workcell.run.Next.Remedy;
import dev.workcell.run.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What to do about one diagnosis: the remedies in their order, and how often.
///
/// @param budget how many remedies since the last progress; then a person is asked
/// @param remedies tried in order; a step that was taken `times` times since the last progress
///   gives way to the next
/// @param person when a person is called, one sentence for people
public record PlaybookPage(
    DiagnosisKind diagnosis,
    String title,
    int budget,
    List<Step> remedies,
    String person,
    String body) {

  public PlaybookPage {
    remedies = List.copyOf(remedies);
  }

  private static final int BUDGET = 5;
  private static final int MOST_BUDGET = 20;
  private static final int WAITS = 5;
  private static final int MOST_TIMES = 99;
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration MOST = Duration.ofMinutes(5);

  /// Reads a page, whose file is named like its diagnosis.
  ///
  /// @throws dev.workcell.run.Refusal if a key is unknown, missing or of the wrong kind, or if the
  ///   remedies do not end with a person
  public static PlaybookPage of(Page page) {
    var front = new FrontMatter(page.source(), page.front());
    var result =
        new PlaybookPage(
            diagnosis(front, page.source()),
            front.text("title"),
            front.number("budget", BUDGET, 0, MOST_BUDGET),
            steps(front),
            front.text("person"),
            page.body());
    front.nothingElse();
    return result;
  }

  private static DiagnosisKind diagnosis(FrontMatter front, String source) {
    var word = front.text("diagnosis");
    var kind = front.word("diagnosis", DiagnosisKind.class, DiagnosisKind.STUCK);
    var file = source.substring(source.lastIndexOf('/') + 1);
    if (!file.equals(word + ".md")) {
      throw front.refused(
          front.line("diagnosis"), "'%s' stands in a file named %s".formatted(word, file));
    }
    return kind;
  }

  private static List<Step> steps(FrontMatter front) {
    var children = front.children("remedies");
    if (children.isEmpty()) {
      throw front.refused(front.line("remedies"), "there are no remedies");
    }
    var steps = new ArrayList<Step>();
    for (var child : children) {
      if (!steps.isEmpty() && calls(steps.getLast().remedy())) {
        throw child.refused(
            child.node().line(),
            "nothing comes after '%s'".formatted(Words.of(steps.getLast().remedy())));
      }
      steps.add(step(child));
    }
    if (!calls(steps.getLast().remedy())) {
      throw front.refused(
          children.getLast().node().line(),
          "the last remedy is '%s'; it must be ask-operator or park, since nothing is tried for ever"
              .formatted(Words.of(steps.getLast().remedy())));
    }
    return steps;
  }

  private static Step step(FrontMatter front) {
    var remedy = front.word(Remedy.class, front.text("do"), front.node());
    var waits = remedy == Remedy.WAIT_UNTIL;
    var step =
        new Step(
            remedy,
            front.number("times", waits ? WAITS : 1, 1, MOST_TIMES),
            new Pause(
                front.span("first", FIRST),
                front.span("most", MOST),
                front.span("margin", Duration.ZERO),
                front.span("jitter", Duration.ZERO)));
    if (step.pause.most().compareTo(step.pause.first()) < 0) {
      throw front.refused(
          front.node().line(),
          "most is shorter than first: %s, %s"
              .formatted(
                  step.pause.most().toSeconds() + "s", step.pause.first().toSeconds() + "s"));
    }
    front.nothingElse();
    return step;
  }

  /// Whether a remedy leaves it to a person.
  private static boolean calls(Remedy remedy) {
    return switch (remedy) {
      case ASK_OPERATOR, PARK -> true;
      case SALVAGE, WAIT_UNTIL, RELAUNCH, CONTINUE, RELAUNCH_FRESH, NUDGE -> false;
    };
  }

  /// One remedy of a page. Every remedy that touches the work tree is preceded by a salvage.
  ///
  /// @param times how often it is taken since the last progress
  public record Step(Remedy remedy, int times, Pause pause) {}

  /// How long before a remedy.
  ///
  /// @param first without a stated time: the first pause, which doubles
  /// @param most without a stated time: the longest pause
  /// @param margin added to a stated time
  /// @param jitter up to this much more, so that many do not go at once
  public record Pause(Duration first, Duration most, Duration margin, Duration jitter) {}
}
