package dev.workcell.runbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What an answer of a receiver means.
///
/// @param status `200`, `5xx` or `any`; the exit code of a program
/// @param when a pattern that is found in what it said; empty for any
/// @param after where it says when to come again: a pointer into JSON, or the name of a header
/// @param say words for people; `{said}` is what the receiver said
public record AnswerRule(
    String status,
    Optional<Pattern> when,
    Outcome then,
    Optional<String> after,
    String say,
    String mend) {

  /// What it means.
  public enum Outcome {
    ACCEPTED,
    /// It will not take this, whenever it is sent.
    REFUSED,
    /// It may take it later.
    RETRY
  }

  public boolean fits(int code, String said) {
    var text = Integer.toString(code);
    var fits =
        status.equals("any")
            || status.equals(text)
            || (status.endsWith("xx") && text.length() == 3 && text.charAt(0) == status.charAt(0));
    return fits && (when.isEmpty() || when.get().matcher(said).find());
  }

  static List<AnswerRule> all(FrontMatter front) {
    var rules = new ArrayList<AnswerRule>();
    for (var child : front.children("answers")) {
      var status = child.text("status");
      if (!status.matches("[0-9]{1,3}|[1-5]xx|any")) {
        throw child.refused(
            child.line("status"), "'%s' is no status like 200, 5xx, any".formatted(status));
      }
      var then = child.word(Outcome.class, child.text("then"), child.node());
      rules.add(
          new AnswerRule(
              status,
              child.optText("when").map(p -> child.pattern(p, 0)),
              then,
              child.optText("after"),
              child.optText("say").orElse(then == Outcome.ACCEPTED ? "taken" : "{said}"),
              child.optText("mend").orElse("")));
      child.nothingElse();
    }
    if (rules.isEmpty()) {
      throw front.refused(front.line("answers"), "there are no answers");
    }
    return rules;
  }
}
