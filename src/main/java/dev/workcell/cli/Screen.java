package dev.workcell.cli;

import dev.workcell.run.State;
import java.io.PrintStream;
import java.time.Duration;

/// Where a verb prints.
///
/// @param columns width of the terminal; 0 when it is none, then nothing is cut
/// @param colours whether colours are wanted
public record Screen(PrintStream out, PrintStream err, int columns, boolean colours) {
  private static final String RESET = "\u001b[0m";

  void line(String text) {
    out.println(text);
  }

  void line() {
    out.println();
  }

  String bold(String text) {
    return paint("\u001b[1m", text);
  }

  String dim(String text) {
    return paint("\u001b[2m", text);
  }

  String red(String text) {
    return paint("\u001b[31m", text);
  }

  /// The word of a state in its colour, padded to `width`.
  String state(State state, int width) {
    var word = padded(state.word(), width);
    return switch (state) {
      case State.Passed _ -> paint("\u001b[32m", word);
      case State.Parked _, State.Asking _ -> paint("\u001b[31m", word);
      case State.Unverified _, State.Stopped _, State.Waiting _ -> paint("\u001b[33m", word);
      case State.Prepared _,
          State.Starting _,
          State.Working _,
          State.Verifying _,
          State.Recovering _ ->
          paint("\u001b[36m", word);
    };
  }

  static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - Text.width(text)));
  }

  /// A span for people: the two largest units at most.
  static String age(Duration span) {
    var seconds = Math.max(0, span.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return seconds / 60 + " min";
    }
    if (seconds < 86_400) {
      return "%d h %02d".formatted(seconds / 3600, seconds / 60 % 60);
    }
    return "%d d %d h".formatted(seconds / 86_400, seconds / 3600 % 24);
  }

  private String paint(String code, String text) {
    return colours ? code + text + RESET : text;
  }
}
