package dev.workcell.diagnose;

import dev.workcell.runbook.Reading;
import java.util.ArrayList;
import java.util.List;

/// What an agent told between two looks, as far as it is about trouble.
///
/// @param movedOn it wrote a line about something else; `troubles` came after that, and what it
///   told before is over
/// @param troubles its last words of trouble, oldest first
public record Told(boolean movedOn, List<Reading> troubles) {
  /// How many words of trouble are worth keeping; one line may be read as a few.
  public static final int MOST = 8;

  /// No whole line was written.
  public static final Told NOTHING = new Told(false, List.of());

  public Told {
    troubles = List.copyOf(troubles);
  }

  /// This, and what the next line of its output says.
  public Told and(List<Reading> line) {
    var trouble = line.stream().filter(Reading::isTrouble).toList();
    return trouble.isEmpty() ? new Told(true, List.of()) : and(new Told(false, trouble));
  }

  /// This, and what it told after that.
  public Told and(Told later) {
    if (later.movedOn) {
      return later;
    }
    var all = new ArrayList<>(troubles);
    all.addAll(later.troubles);
    return new Told(movedOn, all.subList(Math.max(0, all.size() - MOST), all.size()));
  }
}
