package dev.workcell.runbook;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The signs of a page and its ways to show output. They are most of it, and a launch needs none of
/// them, so they are read when output is.
public final class SignPart {
  private final String source;
  private final Supplier<Node.Mapping> front;
  private @Nullable Parsed parsed;

  private record Parsed(List<Sign> signs, List<Show> shows) {}

  SignPart(String source, Supplier<Node.Mapping> front) {
    this.source = source;
    this.front = front;
  }

  List<Sign> signs() {
    return parsed().signs;
  }

  List<Show> shows() {
    return parsed().shows;
  }

  private Parsed parsed() {
    var known = parsed;
    if (known == null) {
      var part = new FrontMatter(source, front.get());
      known =
          new Parsed(
              part.children("signs").stream().map(SignKeys::sign).toList(),
              part.children("show").stream().map(SignKeys::show).toList());
      part.nothingElse();
      parsed = known;
    }
    return known;
  }
}
