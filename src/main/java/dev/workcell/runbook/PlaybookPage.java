package dev.workcell.runbook;

import dev.workcell.run.DiagnosisKind;
import dev.workcell.run.Next.Remedy;
import java.time.Duration;
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
